import type { ActionContext } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { Bucket } from './state.ts'
import { BUCKET_NOT_FOUND, NOT_BUCKET_OWNER } from './status.ts'

const DAY_SECONDS = 86_400

/** When the chosen duration is over: Unix seconds. */
export function maturitySeconds(bucket: Bucket): number {
  return bucket.stakedSeconds + bucket.durationDays * DAY_SECONDS
}

/** The bucket with the index that a call names. */
export function findBucket(context: ActionContext, index: bigint): Bucket | Refusal {
  const bucket =
    index <= BigInt(Number.MAX_SAFE_INTEGER)
      ? context.world.staking.buckets.get(Number(index))
      : undefined
  return bucket ?? refuse(BUCKET_NOT_FOUND, index)
}

/** The bucket, when it exists and belongs to the sender. */
export function findOwnBucket(context: ActionContext, index: bigint): Bucket | Refusal {
  const bucket = findBucket(context, index)
  if (isRefused(bucket) || bucket.owner === context.sender) return bucket
  return refuse(NOT_BUCKET_OWNER, bucket.index, bucket.owner)
}

/** True when a search was answered by a refusal. */
export function isRefused<T extends object>(found: T | Refusal): found is Refusal {
  return 'status' in found
}
