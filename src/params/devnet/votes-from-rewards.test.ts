import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { deriveVotesFromRewards, VOTES_PER_REWARD } from './votes-from-rewards.ts'

const table = (...rewards: readonly string[]) => ({
  epochs: 2,
  epochRewardCoins: '10',
  delegates: rewards.map((epochReward, index) => ({
    name: `delegate${index}`,
    rewardAddress: '',
    epochReward,
  })),
})

describe('deriveVotesFromRewards', () => {
  test('votes are in proportion, and what the table leaves belongs to the unlisted', () => {
    const votes = deriveVotesFromRewards(table('12', '0.5', '0.000000000000000001'))
    expect(votes.delegates.map((delegate) => delegate.votesRau)).toEqual([
      coins(12) * VOTES_PER_REWARD,
      (coins(1) / 2n) * VOTES_PER_REWARD,
      VOTES_PER_REWARD,
    ])
    expect(votes.totalVotesRau).toBe(coins(20) * VOTES_PER_REWARD)
    const listed = votes.delegates.reduce((sum, delegate) => sum + delegate.votesRau, 0n)
    expect(listed + votes.unlistedVotesRau).toBe(votes.totalVotesRau)
  })

  test('another scale', () => {
    expect(deriveVotesFromRewards(table('12'), 1n).delegates[0]?.votesRau).toBe(coins(12))
  })

  test.each([
    ['more than was paid', '21', 'at most what the epochs paid'],
    ['too many decimals', '0.1234567890123456789', 'at most 18 decimals'],
    ['two points', '1.2.3', 'an amount of coins'],
    ['nothing', '', 'an amount of coins'],
  ])('%s is a mistake in the table', (_, reward, message) => {
    expect(() => deriveVotesFromRewards(table(reward))).toThrow(message)
  })
})
