import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { countPayload } from './bucket-action.ts'
import { BucketRestaked } from './events.ts'
import { findOwnBucket, isRefused, maturitySeconds } from './find-bucket.ts'
import {
  BUCKET_IS_AUTO_STAKED,
  BUCKET_IS_UNSTAKED,
  DURATION_TOO_LONG,
  REDUCED_TOO_EARLY,
} from './status.ts'
import { putBucket } from './votes.ts'

interface Restake {
  readonly index: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  readonly payload: Uint8Array
}

/** Chooses duration and auto-stake of a bucket anew; the duration counts from now. */
export const restake = defineAction<Restake>({
  signature: 'restake(uint64,uint32,bool,uint8[])',
  payable: false,
  decode: (reader) => ({
    index: reader.uint64(),
    durationDays: reader.uint32(),
    autoStake: reader.bool(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: Restake): Refusal | undefined {
  const { world, rules, timeSeconds } = context
  if (args.durationDays > rules.maxStakeDays) {
    return refuse(DURATION_TOO_LONG, args.durationDays, rules.maxStakeDays)
  }
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (bucket.unstakedSeconds !== 0) return refuse(BUCKET_IS_UNSTAKED, bucket.index)
  if (args.durationDays < bucket.durationDays) {
    if (bucket.autoStake) return refuse(BUCKET_IS_AUTO_STAKED, bucket.index)
    const matureSeconds = maturitySeconds(bucket)
    if (timeSeconds < matureSeconds) return refuse(REDUCED_TOO_EARLY, bucket.index, matureSeconds)
  }
  const { durationDays, autoStake } = args
  putBucket(world, { ...bucket, durationDays, autoStake, stakedSeconds: timeSeconds })
  context.emit(
    BucketRestaked.log(bucket.index, bucket.owner, bucket.delegate, durationDays, autoStake),
  )
  return undefined
}
