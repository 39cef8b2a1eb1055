import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { mulDiv } from '#base/integers.ts'
import type { Profile } from '../delegates/state.ts'
import { computeBucketVotes, getVotesRau, isSelfStake } from '../staking/votes.ts'
import type { World } from '../world.ts'
import type { RewardSums } from './settle-again.ts'

/** Votes that an account gives to a delegate, of all that the delegate has. */
export interface VoterPart {
  readonly delegate: Address
  readonly votesRau: bigint
  readonly ofRau: bigint
}

/** Whom an account votes for now, in the order of its oldest buckets. PERF: looks at each of its buckets. */
export function listVotes(world: World, account: Address): readonly VoterPart[] {
  const votes = new Map<Address, bigint>()
  const order: Address[] = []
  for (const index of world.staking.index.byOwner(account)) {
    const bucket = must(world.staking.buckets.get(index), 'a bucket of an owner')
    const votesRau = computeBucketVotes(world, bucket, isSelfStake(world, bucket))
    if (votesRau === 0n) continue
    const { delegate } = bucket
    if (!votes.has(delegate)) order.push(delegate)
    votes.set(delegate, (votes.get(delegate) ?? 0n) + votesRau)
  }
  return order.map((delegate) => ({
    delegate,
    votesRau: votes.get(delegate) ?? 0n,
    ofRau: getVotesRau(world, delegate),
  }))
}

/** The part of a delegate's rewards that is a voter's by its votes, each kind rounded down. */
export function shareByVotes(rewards: RewardSums, { votesRau, ofRau }: VoterPart): RewardSums {
  const share = (amountRau: bigint): bigint => mulDiv(amountRau, votesRau, ofRau, 'down')
  return {
    blockRau: share(rewards.blockRau),
    epochRau: share(rewards.epochRau),
    foundationRau: share(rewards.foundationRau),
  }
}

const ALL_BPS = 10_000n

/** What is left of a share when the delegate keeps the commissions that it publishes. The chain does not enforce them. */
export function afterCommissions(share: RewardSums, profile: Profile): bigint {
  const left = (amountRau: bigint, keptBps: number): bigint =>
    mulDiv(amountRau, ALL_BPS - BigInt(keptBps), ALL_BPS, 'down')
  return (
    left(share.blockRau, profile.blockCommissionBps) +
    left(share.epochRau, profile.epochCommissionBps) +
    left(share.foundationRau, profile.bonusCommissionBps)
  )
}
