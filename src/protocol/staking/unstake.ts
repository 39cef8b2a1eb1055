import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { type BucketCall, countPayload, decodeBucketCall } from './bucket-action.ts'
import { getEndorsementEnd, toAbiHeight } from './endorsement.ts'
import { BucketUnstaked } from './events.ts'
import { findOwnBucket, isRefused, maturitySeconds } from './find-bucket.ts'
import {
  BUCKET_IS_AUTO_STAKED,
  BUCKET_IS_ENDORSED,
  BUCKET_IS_UNSTAKED,
  SELF_STAKE_IS_BOUND,
  UNSTAKED_TOO_EARLY,
} from './status.ts'
import { isSelfStake, putBucket } from './votes.ts'

/** Ends the staking of a bucket whose duration is over: its votes are gone, its coins can be withdrawn after the wait. */
export const unstake = defineAction<BucketCall>({
  signature: 'unstake(uint64,uint8[])',
  payable: false,
  decode: decodeBucketCall,
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: BucketCall): Refusal | undefined {
  const { world, timeSeconds } = context
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (bucket.unstakedSeconds !== 0) return refuse(BUCKET_IS_UNSTAKED, bucket.index)
  if (bucket.autoStake) return refuse(BUCKET_IS_AUTO_STAKED, bucket.index)
  const matureSeconds = maturitySeconds(bucket)
  if (timeSeconds < matureSeconds) return refuse(UNSTAKED_TOO_EARLY, bucket.index, matureSeconds)
  const end = getEndorsementEnd(world, bucket.index)
  if (end !== undefined) return refuse(BUCKET_IS_ENDORSED, bucket.index, toAbiHeight(end))
  if (isSelfStake(world, bucket)) return refuse(SELF_STAKE_IS_BOUND, bucket.index, bucket.delegate)
  putBucket(world, { ...bucket, unstakedSeconds: timeSeconds })
  context.emit(BucketUnstaked.log(bucket.index, bucket.owner, bucket.delegate))
  return undefined
}
