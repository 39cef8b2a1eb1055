import { assert, must } from '#base/assert.ts'
import type { Genesis } from '#params/genesis.ts'
import { getAccount } from '../accounts/balance.ts'
import { ONLY } from '../store.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import { getTotals, putBucket, setSelfStake, takeBucketIndex } from './votes.ts'

/**
 * Builds the first buckets, their votes and the self-stakes, and puts the staked coins on the staking address. Comes after
 * the delegates. Buckets count as created and staked at the time of genesis.
 */
export function initStaking(world: World, genesis: Genesis, timeSeconds: number): void {
  assert(world.staking.totals.get(ONLY) === undefined, 'genesis begins with nothing')
  world.staking.totals.set(ONLY, { nextIndex: 0, amountRau: 0n })
  for (const bucket of genesis.buckets) {
    putBucket(world, {
      index: takeBucketIndex(world),
      delegate: must(world.delegates.index.byName(bucket.delegate), 'the delegate of a bucket'),
      owner: bucket.owner,
      amountRau: bucket.amountRau,
      durationDays: bucket.durationDays,
      autoStake: bucket.autoStake,
      createdSeconds: timeSeconds,
      stakedSeconds: timeSeconds,
      unstakedSeconds: 0,
    })
  }
  for (const delegate of genesis.delegates) {
    if (delegate.selfStakeBucket === undefined) continue
    const id = must(world.delegates.index.byName(delegate.name), 'a delegate of genesis')
    setSelfStake(world, id, delegate.selfStakeBucket)
  }
  const account = getAccount(world.accounts, STAKING_ADDRESS)
  const balanceRau = account.balanceRau + getTotals(world).amountRau
  world.accounts.accounts.set(STAKING_ADDRESS, { nonce: account.nonce, balanceRau })
}
