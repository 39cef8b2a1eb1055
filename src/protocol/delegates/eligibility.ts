import { must } from '#base/assert.ts'
import { findIneligibility, type Ineligibility } from '#formulas/find-ineligibility.ts'
import type { Rules } from '#params/rule-table.ts'
import { isEndorsed } from '../staking/endorsement.ts'
import type { World } from '../world.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET } from './state.ts'

/**
 * The first reason why a delegate takes no part in the election at `height`, or undefined when it is active: it has a
 * self-stake of at least `minActiveStakeRau`, its owner's own or endorsed by the bucket's owner; no exit is admitted; and it
 * has a consensus key where the rules ask for one. Votes are not looked at.
 */
export function whyInactive(
  world: World,
  rules: Rules,
  delegate: Delegate,
  height: number,
): Ineligibility | undefined {
  const { retired, exitHeight, selfStakeBucket, selfStakeRau, consensusKey } = delegate
  const hasSelfStake = selfStakeBucket !== NO_BUCKET
  return findIneligibility(
    {
      retired,
      exitAdmitted: exitHeight !== 0 && exitHeight !== EXIT_QUEUED,
      hasSelfStake,
      selfStakeRau,
      selfStakeBacked: hasSelfStake && isBacked(world, delegate, height),
      hasConsensusKey: consensusKey.length > 0,
    },
    rules,
  )
}

function isBacked(world: World, delegate: Delegate, height: number): boolean {
  const bucket = must(world.staking.buckets.get(delegate.selfStakeBucket), 'a self-stake bucket')
  return bucket.owner === delegate.owner || isEndorsed(world, bucket.index, height)
}
