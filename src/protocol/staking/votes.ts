import type { Address } from '#base/address.ts'
import { assert, must } from '#base/assert.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { computeVotesByTable, type WeightTable } from '#formulas/votes-by-table.ts'
import { type Delegate, NO_BUCKET } from '../delegates/state.ts'
import { moveBucketPower } from '../governance/power.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { Bucket, StakingTotals, VoteWeights } from './state.ts'

/*
 * The one place where buckets, votes, totals and self-stakes change. It keeps, by construction:
 * - votes of a delegate = Σ votes of its staked buckets;
 * - `totals.amountRau` = Σ amounts of all buckets;
 * - governance power of an owner = Σ power of its staked buckets;
 * - `selfStakeRau` of a delegate = the amount of its self-stake bucket, 0 without one.
 * The weights of votes are not those of governance: its power has a formula of its own, which no script replaces.
 */

export function getVotesRau(world: World, delegate: Address): bigint {
  return world.staking.votes.get(delegate) ?? 0n
}

export function getTotals(world: World): StakingTotals {
  return must(world.staking.totals.get(ONLY), 'the staking totals')
}

/** Whether the bucket is the self-stake of the delegate that it votes for. It can be no other delegate's. */
export function isSelfStake(world: World, bucket: Bucket): boolean {
  return world.delegates.delegates.get(bucket.delegate)?.selfStakeBucket === bucket.index
}

/** What the bucket gives to its delegate as things stand; nothing once it is unstaked. */
export function computeBucketVotes(world: World, bucket: Bucket, selfStake: boolean): bigint {
  return weigh(world.staking.weights.get(ONLY)?.table, bucket, selfStake)
}

/** By a table, or by the built-in formula where there is none. */
function weigh(table: WeightTable | undefined, bucket: Bucket, selfStake: boolean): bigint {
  if (bucket.unstakedSeconds !== 0) return 0n
  const { amountRau, durationDays, autoStake } = bucket
  const input = { amountRau, durationDays, autoStake, selfStake }
  return table === undefined ? computeVotes(input) : computeVotesByTable(table, input)
}

function addVotes(world: World, delegate: Address, differenceRau: bigint): void {
  if (differenceRau === 0n) return
  const votesRau = getVotesRau(world, delegate) + differenceRau
  assert(votesRau >= 0n, 'votes are at least 0')
  world.staking.votes.set(delegate, votesRau)
}

function addAmount(world: World, differenceRau: bigint): void {
  if (differenceRau === 0n) return
  const totals = getTotals(world)
  const amountRau = totals.amountRau + differenceRau
  assert(amountRau >= 0n, 'the sum of all buckets is at least 0')
  world.staking.totals.set(ONLY, { nextIndex: totals.nextIndex, amountRau })
}

/** Gives out the index of the next bucket. */
export function takeBucketIndex(world: World): number {
  const totals = getTotals(world)
  const index = totals.nextIndex
  world.staking.totals.set(ONLY, { nextIndex: index + 1, amountRau: totals.amountRau })
  return index
}

/** Writes a new bucket, or a bucket anew, and moves votes, totals and self-stake along. */
export function putBucket(world: World, bucket: Bucket): void {
  const before = world.staking.buckets.get(bucket.index)
  const delegate = must(world.delegates.delegates.get(bucket.delegate), 'the delegate of a bucket')
  const selfStake = delegate.selfStakeBucket === bucket.index
  assert(bucket.amountRau >= 0n, 'a bucket holds at least 0')
  if (before === undefined) {
    assert(!selfStake, 'a new bucket is nobody’s self-stake')
    addVotes(world, bucket.delegate, computeBucketVotes(world, bucket, false))
    addAmount(world, bucket.amountRau)
  } else {
    replaceVotes(world, before, bucket, selfStake)
    addAmount(world, bucket.amountRau - before.amountRau)
  }
  world.staking.buckets.set(bucket.index, bucket)
  moveBucketPower(world, before, bucket)
  if (selfStake && delegate.selfStakeRau !== bucket.amountRau) {
    world.delegates.delegates.set(delegate.id, { ...delegate, selfStakeRau: bucket.amountRau })
  }
}

function replaceVotes(world: World, before: Bucket, after: Bucket, selfStake: boolean): void {
  if (before.delegate === after.delegate) {
    assert(!selfStake || after.unstakedSeconds === 0, 'a self-stake is staked')
    const differenceRau =
      computeBucketVotes(world, after, selfStake) - computeBucketVotes(world, before, selfStake)
    addVotes(world, after.delegate, differenceRau)
    return
  }
  assert(!isSelfStake(world, before) && !selfStake, 'a self-stake keeps its delegate')
  addVotes(world, before.delegate, -computeBucketVotes(world, before, false))
  addVotes(world, after.delegate, computeBucketVotes(world, after, false))
}

/** Takes away an unstaked bucket. The caller moves the coins. */
export function removeBucket(world: World, index: number): void {
  const bucket = must(world.staking.buckets.get(index), 'a bucket to remove')
  assert(bucket.unstakedSeconds !== 0, 'only an unstaked bucket is removed')
  addAmount(world, -bucket.amountRau)
  world.staking.buckets.delete(index)
}

/** Makes a bucket that votes for the delegate its self-stake (`NO_BUCKET`: none) and re-weighs the old and the new one. */
export function setSelfStake(world: World, id: Address, index: number): Delegate {
  const delegate = must(world.delegates.delegates.get(id), 'a delegate')
  const old = delegate.selfStakeBucket
  assert(old !== index, 'another bucket becomes the self-stake')
  if (old !== NO_BUCKET) {
    const bucket = must(world.staking.buckets.get(old), 'a self-stake bucket')
    addVotes(
      world,
      id,
      computeBucketVotes(world, bucket, false) - computeBucketVotes(world, bucket, true),
    )
  }
  let selfStakeRau = 0n
  if (index !== NO_BUCKET) {
    const bucket = must(world.staking.buckets.get(index), 'a self-stake bucket')
    assert(bucket.delegate === id, 'a self-stake votes for its delegate')
    assert(bucket.unstakedSeconds === 0, 'a self-stake is staked')
    addVotes(
      world,
      id,
      computeBucketVotes(world, bucket, true) - computeBucketVotes(world, bucket, false),
    )
    selfStakeRau = bucket.amountRau
  }
  const changed = { ...delegate, selfStakeBucket: index, selfStakeRau }
  world.delegates.delegates.set(id, changed)
  return changed
}

/**
 * Puts other weights in force, or the built-in formula again (undefined), and works out all votes anew.
 * PERF: reads every bucket; the README says how long that takes.
 */
export function putWeights(world: World, weights: VoteWeights | undefined): void {
  const { staking, delegates } = world
  if (weights === undefined) staking.weights.delete(ONLY)
  else staking.weights.set(ONLY, weights)
  const counts = new Map<Address, { readonly selfStakeBucket: number; votesRau: bigint }>()
  delegates.delegates.each((id, { selfStakeBucket }) => {
    counts.set(id, { selfStakeBucket, votesRau: 0n })
  })
  staking.buckets.each((index, bucket) => {
    const count = must(counts.get(bucket.delegate), 'the delegate of a bucket')
    count.votesRau += weigh(weights?.table, bucket, count.selfStakeBucket === index)
  })
  delegates.delegates.each((id) => {
    const { votesRau } = must(counts.get(id), 'the votes of a delegate')
    if (votesRau !== getVotesRau(world, id)) staking.votes.set(id, votesRau)
  })
}
