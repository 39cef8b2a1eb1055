import { assert } from '#base/assert.ts'
import type { Genesis } from '#params/genesis.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { NO_BUCKET } from './state.ts'

/** Registers the first delegates, in the order of genesis. Their self-stakes come with the buckets (`initStaking`). */
export function initDelegates(world: World, genesis: Genesis): void {
  const { delegates, totals } = world.delegates
  assert(totals.get(ONLY) === undefined, 'genesis begins with nothing')
  for (const [position, delegate] of genesis.delegates.entries()) {
    assert(!delegates.has(delegate.owner), 'owners in genesis differ')
    delegates.set(delegate.owner, {
      id: delegate.owner,
      registration: position + 1,
      name: delegate.name,
      owner: delegate.owner,
      operator: delegate.operator,
      reward: delegate.reward,
      selfStakeBucket: NO_BUCKET,
      selfStakeRau: 0n,
      blsKey: delegate.blsKey,
      consensusKey: delegate.consensusKey,
      exitHeight: 0,
      retired: false,
      rewardExempt: delegate.rewardExempt,
      profileVersion: 0,
    })
  }
  totals.set(ONLY, {
    nextRegistration: genesis.delegates.length + 1,
    exitHead: 0,
    exitTail: 0,
    lastExitEpoch: 0,
  })
}
