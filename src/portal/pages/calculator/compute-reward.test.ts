import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addUp,
  afterCommissions,
  barelyDiffers,
  computeEpochsPerYear,
  computeUndilutedPart,
  computeYearlyPart,
  leftOf,
  recordByRules,
  type RewardInput,
  type Sharer,
  sumSharingVotes,
  totalOf,
} from './compute-reward.ts'

const COIN = 10n ** 18n
const coins = (count: number): bigint => BigInt(count) * COIN

/** A delegate with 1,000 of 10,000 votes that is granted 10 coins for blocks, 100 by votes and 20 as bonus in each epoch. */
const example: RewardInput = {
  myVotesRau: coins(1_000),
  votesRau: coins(1_000),
  effectiveVotesRau: coins(1_000),
  allVotesRau: coins(10_000),
  record: {
    epochs: 2,
    votesRau: coins(2_000),
    blockRau: coins(20),
    epochRau: coins(200),
    foundationRau: coins(40),
  },
  epochsPerYear: 11n,
}

describe('a part of rewards', () => {
  test('a stake as large as all other votes halves blocks and bonus, and dilutes the epoch reward by its own weight', () => {
    expect(computeYearlyPart(example)).toEqual({
      blockRau: coins(55),
      foundationRau: coins(110),
      // 100 coins for 1,000 votes, times 10,000 / 11,000, in 11 epochs.
      epochRau: coins(1_000),
    })
  })

  test('without dilution it is the part of what was granted', () => {
    expect(computeUndilutedPart(example)).toEqual({
      blockRau: coins(110),
      foundationRau: coins(220),
      epochRau: coins(1_100),
    })
  })

  test('votes of a delegate on probation dilute by what counts of them', () => {
    const part = computeYearlyPart({ ...example, effectiveVotesRau: coins(100) })
    expect(part.epochRau).toBe((coins(100) * 11n * 10_000n) / 10_100n)
  })

  test('a delegate without votes or record pays nothing and breaks nothing', () => {
    const record = { epochs: 0, votesRau: 0n, blockRau: 0n, epochRau: 0n, foundationRau: 0n }
    const part = computeYearlyPart({ ...example, votesRau: 0n, effectiveVotesRau: 0n, record })
    expect(totalOf(part)).toBe(0n)
  })

  test('before the first settlement the rules tell the epoch reward', () => {
    const record = recordByRules(coins(1_000), coins(10_000))
    expect(computeYearlyPart({ ...example, record })).toEqual({
      blockRau: 0n,
      foundationRau: 0n,
      epochRau: coins(1_000),
    })
  })

  test('dilution never raises a part, and more stake never lowers it', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 28n })
    fc.assert(
      fc.property(amount, amount, amount, amount, (mine, votes, others, granted) => {
        const input: RewardInput = {
          myVotesRau: mine,
          votesRau: votes,
          effectiveVotesRau: votes,
          allVotesRau: votes + others,
          record: {
            epochs: 1,
            votesRau: votes,
            blockRau: granted,
            epochRau: granted,
            foundationRau: granted,
          },
          epochsPerYear: 8_760n,
        }
        const diluted = totalOf(computeYearlyPart(input))
        expect(diluted).toBeLessThanOrEqual(totalOf(computeUndilutedPart(input)))
        const more = totalOf(computeYearlyPart({ ...input, myVotesRau: mine + 1n }))
        // Two of three figures are rounded down each.
        expect(more + 3n).toBeGreaterThanOrEqual(diluted)
      }),
    )
  })
})

describe('the votes that share the epoch reward', () => {
  const delegate = (votes: number, part: Partial<Sharer> = {}): Sharer => ({
    eligible: true,
    rewardExempt: false,
    effectiveVotesRau: coins(votes).toString(),
    ...part,
  })

  test('are those of the first places', () => {
    expect(sumSharingVotes([delegate(5), delegate(3), delegate(2)], 2)).toBe(coins(8))
  })

  test('an exempt delegate leaves its place to the next, and so does one that takes no part', () => {
    const ranked = [
      delegate(5, { rewardExempt: true }),
      delegate(4, { eligible: false }),
      delegate(3),
      delegate(2),
      delegate(1),
    ]
    expect(sumSharingVotes(ranked, 2)).toBe(coins(5))
  })
})

test('epochs are added up', () => {
  const epoch = { votesRau: '5', blockRau: '1', epochRau: '2', foundationRau: '3' }
  expect(addUp([epoch, epoch])).toEqual({
    epochs: 2,
    votesRau: 10n,
    blockRau: 2n,
    epochRau: 4n,
    foundationRau: 6n,
  })
})

test('a delegate keeps its commission of each kind', () => {
  const part = { blockRau: 1_000n, epochRau: 1_000n, foundationRau: 1_000n }
  expect(afterCommissions(part, { blockBps: 10_000, epochBps: 2_000, bonusBps: 0 })).toBe(1_800n)
  expect(leftOf(999n, 500)).toBe(949n)
})

test('a year of hourly epochs has 8,760', () => {
  expect(computeEpochsPerYear(1_440, 2_500)).toBe(8_760n)
})

test.each([
  [4n, 5n, 100n, false],
  [4n, 5n, 101n, true],
  [5n, 4n, 101n, true],
])('%s against %s for %s staked', (left, right, amount, isBare) => {
  expect(barelyDiffers(left, right, amount)).toBe(isBare)
})
