import { moveCoins } from '../accounts/balance.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { type BucketCall, countPayload, decodeBucketCall } from './bucket-action.ts'
import { BucketWithdrawn } from './events.ts'
import { findOwnBucket, isRefused } from './find-bucket.ts'
import { NOT_UNSTAKED, WITHDRAWN_TOO_EARLY } from './status.ts'
import { removeBucket } from './votes.ts'

/** Pays the coins of an unstaked bucket back to its owner once the wait is over. The bucket is no more. */
export const withdrawStake = defineAction<BucketCall>({
  signature: 'withdrawStake(uint64,uint8[])',
  payable: false,
  decode: decodeBucketCall,
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: BucketCall): Refusal | undefined {
  const { world, rules, sender, timeSeconds } = context
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (bucket.unstakedSeconds === 0) return refuse(NOT_UNSTAKED, bucket.index)
  const freeSeconds = bucket.unstakedSeconds + rules.unstakeWaitSeconds
  if (timeSeconds < freeSeconds) return refuse(WITHDRAWN_TOO_EARLY, bucket.index, freeSeconds)
  removeBucket(world, bucket.index)
  moveCoins(world.accounts, STAKING_ADDRESS, sender, bucket.amountRau)
  context.emit(BucketWithdrawn.log(bucket.index, sender, bucket.amountRau))
  return undefined
}
