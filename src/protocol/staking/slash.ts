import type { Address } from '#base/address.ts'
import { assert, must } from '#base/assert.ts'
import { minBigint } from '#base/integers.ts'
import { moveCoins } from '../accounts/balance.ts'
import type { BlockContext } from '../action.ts'
import { NO_BUCKET } from '../delegates/state.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { BucketSlashed } from './events.ts'
import { putBucket } from './votes.ts'

/**
 * Takes up to `amountRau` from a delegate's self-stake bucket, at most what is in it, and moves the coins to the rewarding
 * address. Votes follow. Returns what was taken, with which the caller credits the fund.
 */
export function slashSelfStake(
  context: BlockContext,
  delegateId: Address,
  amountRau: bigint,
): bigint {
  assert(amountRau >= 0n, 'a penalty is at least 0')
  const { world } = context
  const delegate = must(world.delegates.delegates.get(delegateId), 'the delegate to slash')
  if (delegate.selfStakeBucket === NO_BUCKET) return 0n
  const bucket = must(world.staking.buckets.get(delegate.selfStakeBucket), 'a self-stake bucket')
  const takenRau = minBigint(amountRau, bucket.amountRau)
  if (takenRau === 0n) return 0n
  const left = { ...bucket, amountRau: bucket.amountRau - takenRau }
  putBucket(world, left)
  moveCoins(world.accounts, STAKING_ADDRESS, REWARDING_ADDRESS, takenRau)
  context.emit(
    BucketSlashed.log(bucket.index, bucket.owner, bucket.delegate, takenRau, left.amountRau),
  )
  return takenRau
}
