import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { findOwnBucket, isRefused } from './find-bucket.ts'
import { BUCKET_IS_NOT_AUTO_STAKED, NO_STAKING_CONTRACT } from './status.ts'

/**
 * In IoTeX, turns a bucket into one of a staking contract. There is none here, so it is always refused; the mistakes that
 * IoTeX looks for first keep their numbers.
 */
export const migrateStake = defineAction<{ index: bigint }>({
  signature: 'migrateStake(uint64)',
  payable: false,
  decode: (reader) => ({ index: reader.uint64() }),
  payloadBytes: () => 0,
  execute,
})

function execute(context: ActionContext, args: { index: bigint }): Refusal {
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (!bucket.autoStake) return refuse(BUCKET_IS_NOT_AUTO_STAKED, bucket.index)
  return refuse(NO_STAKING_CONTRACT, bucket.index)
}
