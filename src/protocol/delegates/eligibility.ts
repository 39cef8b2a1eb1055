import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import { isEndorsed } from '../staking/endorsement.ts'
import type { World } from '../world.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET } from './state.ts'

/** Why a delegate is not active, in the order in which it is looked for. */
export const INELIGIBILITIES = [
  'retired',
  'exiting',
  'no-self-stake',
  'self-stake-too-small',
  'self-stake-not-backed',
  'no-consensus-key',
] as const
export type Ineligibility = (typeof INELIGIBILITIES)[number]

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
  if (delegate.retired) return 'retired'
  // One that waits in the queue serves on until it is admitted.
  if (delegate.exitHeight !== 0 && delegate.exitHeight !== EXIT_QUEUED) return 'exiting'
  if (delegate.selfStakeBucket === NO_BUCKET) return 'no-self-stake'
  if (delegate.selfStakeRau < rules.minActiveStakeRau) return 'self-stake-too-small'
  const bucket = must(world.staking.buckets.get(delegate.selfStakeBucket), 'a self-stake bucket')
  if (bucket.owner !== delegate.owner && !isEndorsed(world, bucket.index, height)) {
    return 'self-stake-not-backed'
  }
  if (rules.consensusKeyRequired && delegate.consensusKey.length === 0) return 'no-consensus-key'
  return undefined
}
