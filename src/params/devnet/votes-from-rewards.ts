import { assert } from '#base/assert.ts'

/**
 * A delegate as the published table of March 2020 prints it. Several may share a reward address.
 */
export type PublishedDelegate = {
  readonly name: string
  readonly rewardAddress: string
  /** Coins of epoch reward over all epochs of the table, as decimal text. */
  readonly epochReward: string
}

/**
 * The table: delegates in its order, how many epochs it covers, and the reward of one epoch in
 * whole coins.
 */
export type PublishedRewards = {
  readonly epochs: number
  readonly epochRewardCoins: string
  readonly delegates: readonly PublishedDelegate[]
}

export type DerivedDelegate = {
  readonly name: string
  readonly rewardAddress: string
  /** Votes that it must have so that its share of an epoch reward is the published one. */
  readonly votesRau: bigint
}

export type DerivedVotes = {
  /** In the order of the table. */
  readonly delegates: readonly DerivedDelegate[]
  /**
   * Votes of those the table does not name: what it leaves of the epoch rewards of its ten epochs.
   * They belong into the total by which a reward is divided, or every share comes out 0.2 % too
   * large.
   */
  readonly unlistedVotesRau: bigint
  readonly totalVotesRau: bigint
}

/**
 * Votes for each Rau of published reward. With it the ten epochs of 18,750 coins stand for 2,437.5
 * million votes, about what IoTeX had in 2020, and the smallest delegate of the table still has
 * more than the smallest bucket.
 */
export const VOTES_PER_REWARD = 13_000n

const DECIMALS = 18

/**
 * Votes in proportion to published rewards. Exact: no rounding takes place, and the reward of an
 * epoch split by these votes is the published one divided by the number of epochs, rounded down to
 * a Rau.
 */
export function deriveVotesFromRewards(
  published: PublishedRewards,
  votesPerReward: bigint = VOTES_PER_REWARD,
): DerivedVotes {
  const delegates = published.delegates.map(({ name, rewardAddress, epochReward }) => ({
    name,
    rewardAddress,
    votesRau: parseCoins(epochReward) * votesPerReward,
  }))
  const totalRewardRau = parseCoins(published.epochRewardCoins) * BigInt(published.epochs)
  const totalVotesRau = totalRewardRau * votesPerReward
  let unlistedVotesRau = totalVotesRau
  for (const { votesRau } of delegates) unlistedVotesRau -= votesRau
  assert(unlistedVotesRau >= 0n, 'published rewards are at most what the epochs paid')
  return { delegates, unlistedVotesRau, totalVotesRau }
}

/** Decimal text of coins to Rau. */
function parseCoins(text: string): bigint {
  const [whole = '', fraction = '', ...rest] = text.split('.')
  assert(rest.length === 0 && whole !== '', `an amount of coins: ${text}`)
  assert(fraction.length <= DECIMALS, `an amount of at most ${DECIMALS} decimals: ${text}`)
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}
