import { assert } from '#base/assert.ts'
import { mulDiv } from '#base/integers.ts'

/** A ranked delegate at the epoch's end, with what decides about its share. */
export type RewardCandidate = {
  /** The votes that count: after probation. */
  readonly votesRau: bigint
  /**
   * Exempt delegates share neither the epoch reward nor the bonus; the next one takes their place.
   */
  readonly isExempt: boolean
  /** Made too few of its blocks in the epoch. */
  readonly isUnproductive: boolean
  /** Without a reward address nothing can be paid; the share stays in the fund. */
  readonly hasRewardAddress: boolean
}

/**
 * What one delegate is granted. `index` is its place in the list of candidates. Amounts are above
 * 0.
 */
export type Share = { readonly index: number; readonly amountRau: bigint }

export type EpochRewardSplit = {
  /** In the order of the candidates. */
  readonly shares: readonly Share[]
  /** What stays in the fund: roundings, withheld shares, shares without an address. */
  readonly remainderRau: bigint
}

/**
 * Splits the epoch reward among the first `delegateLimit` candidates that are not exempt, in
 * proportion to their votes, each share rounded down. Candidates come in order of rank.
 *
 * The votes of unproductive delegates and of those without address count in the total, so nobody
 * gains from their loss. `withholdsUnproductive` is the rule by which an unproductive delegate gets
 * nothing. Source: iotex-core, action/protocol/rewarding/reward.go.
 */
export function splitEpochReward(input: {
  readonly rewardRau: bigint
  readonly delegateLimit: number
  readonly withholdsUnproductive: boolean
  readonly candidates: readonly RewardCandidate[]
}): EpochRewardSplit {
  const { rewardRau, delegateLimit, withholdsUnproductive, candidates } = input
  assert(rewardRau >= 0n, 'a reward is at least 0')
  const sharing = takeFirst(candidates, delegateLimit, (candidate) => !candidate.isExempt)
  let totalVotesRau = 0n
  for (const { candidate } of sharing) totalVotesRau += candidate.votesRau

  const shares: Share[] = []
  let remainderRau = rewardRau
  for (const { candidate, index } of sharing) {
    if (!candidate.hasRewardAddress) continue
    if (withholdsUnproductive && candidate.isUnproductive) continue
    if (candidate.votesRau === 0n) continue
    const amountRau = mulDiv(rewardRau, candidate.votesRau, totalVotesRau, 'down')
    if (amountRau === 0n) continue
    shares.push({ index, amountRau })
    remainderRau -= amountRau
  }
  assert(remainderRau >= 0n, 'shares are at most the reward')
  return { shares, remainderRau }
}

/**
 * The foundation bonus: the same amount for each of the first `delegateLimit` candidates that are
 * not exempt and have votes, productive or not. One without a reward address uses up its place.
 */
export function computeFoundationBonus(input: {
  readonly bonusRau: bigint
  readonly delegateLimit: number
  readonly candidates: readonly RewardCandidate[]
}): readonly Share[] {
  const { bonusRau, delegateLimit, candidates } = input
  assert(bonusRau >= 0n, 'a bonus is at least 0')
  if (bonusRau === 0n) return []
  const hasPlace = (candidate: RewardCandidate) => !candidate.isExempt && candidate.votesRau > 0n
  return takeFirst(candidates, delegateLimit, hasPlace)
    .filter(({ candidate }) => candidate.hasRewardAddress)
    .map(({ index }) => ({ index, amountRau: bonusRau }))
}

/**
 * What missed blocks cost where the rules say so: a block reward each, at most the self-stake there
 * is.
 */
export function computeUnproductiveSlash(input: {
  readonly blockRewardRau: bigint
  readonly missedBlocks: number
  readonly selfStakeRau: bigint
}): bigint {
  assert(Number.isInteger(input.missedBlocks) && input.missedBlocks >= 0, 'misses are at least 0')
  const dueRau = input.blockRewardRau * BigInt(input.missedBlocks)
  return dueRau < input.selfStakeRau ? dueRau : input.selfStakeRau
}

type Taken = { readonly candidate: RewardCandidate; readonly index: number }

function takeFirst(
  candidates: readonly RewardCandidate[],
  limit: number,
  hasPlace: (candidate: RewardCandidate) => boolean,
): readonly Taken[] {
  assert(Number.isInteger(limit) && limit >= 0, 'a number of delegates is at least 0')
  const taken: Taken[] = []
  for (const [index, candidate] of candidates.entries()) {
    if (taken.length === limit) break
    if (hasPlace(candidate)) taken.push({ candidate, index })
  }
  return taken
}
