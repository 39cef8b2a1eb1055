import type { Address } from '#base/address.ts'
import type { BlockContext } from '../action.ts'
import type { RewardCandidate } from './split.ts'

export type NamedCandidate = RewardCandidate & { readonly delegate: Address }

/** The ranking of the epoch that ends, as the settlement looks at it. */
export function listCandidates(
  { world, epoch }: BlockContext,
  unproductive: ReadonlySet<Address>,
): readonly NamedCandidate[] {
  const ranking = world.election.rankings.get(epoch) ?? []
  return ranking.map((ranked) => ({
    delegate: ranked.delegate,
    votesRau: ranked.votesRau,
    isExempt: world.delegates.delegates.get(ranked.delegate)?.rewardExempt ?? true,
    isUnproductive: unproductive.has(ranked.delegate),
    hasRewardAddress: true,
  }))
}
