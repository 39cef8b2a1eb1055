import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { computeVotes, MAX_STAKE_DURATION_DAYS } from './vote-weight.ts'
import {
  computeDays,
  computeRemainingSeconds,
  computeVotesEthereum2019,
} from './vote-weight-eth2019.ts'

const buckets = fc.record({
  amountRau: fc.bigInt({ min: 0n, max: coins(10_000_000_000) }),
  durationDays: fc.integer({ min: 0, max: MAX_STAKE_DURATION_DAYS }),
  autoStake: fc.boolean(),
  selfStake: fc.boolean(),
})

describe('computeVotes', () => {
  test('a bucket without duration has one vote for each Rau', () => {
    fc.assert(
      fc.property(buckets, (bucket) => {
        const votes = computeVotes({ ...bucket, durationDays: 0 })
        expect(votes).toBe(bucket.amountRau)
      }),
    )
  })

  test('more coins, more days, auto-stake or self-stake never give fewer votes', () => {
    fc.assert(
      fc.property(buckets, fc.bigInt({ min: 0n, max: coins(1) }), (bucket, more) => {
        const votes = computeVotes(bucket)
        const longer = Math.min(bucket.durationDays + 1, MAX_STAKE_DURATION_DAYS)
        expect(computeVotes({ ...bucket, amountRau: bucket.amountRau + more }) >= votes).toBe(true)
        expect(computeVotes({ ...bucket, durationDays: longer }) >= votes).toBe(true)
        expect(computeVotes({ ...bucket, autoStake: true }) >= votes).toBe(true)
        expect(computeVotes({ ...bucket, selfStake: true }) >= votes).toBe(true)
      }),
    )
  })

  test('a bucket split in two gains or loses at most 2 Rau of votes', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: 0, max: 100 }), (bucket, percent) => {
        const part = (bucket.amountRau * BigInt(percent)) / 100n
        const split =
          computeVotes({ ...bucket, amountRau: part }) +
          computeVotes({ ...bucket, amountRau: bucket.amountRau - part })
        const difference = split - computeVotes(bucket)
        expect(difference >= -2n && difference <= 2n).toBe(true)
      }),
    )
  })

  test.each([-1, 1051, 0.5, Number.NaN])('%s days are a programming error', (durationDays) => {
    const bucket = { amountRau: 1n, durationDays, autoStake: false, selfStake: false }
    expect(() => computeVotes(bucket)).toThrow('0 to 1050 whole days')
  })
})

describe('the votes of 2019', () => {
  test.each([
    ['before the start', { startSeconds: 101, durationSeconds: 50, isDecaying: false }, undefined],
    ['not decaying, long over', { startSeconds: 1, durationSeconds: 50, isDecaying: false }, 50],
    ['decaying', { startSeconds: 90, durationSeconds: 50, isDecaying: true }, 40],
    ['decaying, over', { startSeconds: 1, durationSeconds: 50, isDecaying: true }, 0],
  ])('remaining seconds: %s', (_, bucket, expected) => {
    expect(computeRemainingSeconds({ ...bucket, nowSeconds: 100 })).toBe(expected)
  })

  test('a started day counts as a whole one', () => {
    expect([0, 1, 86_400, 86_401].map(computeDays)).toEqual([0, 1, 1, 2])
  })

  test('auto-stake and self-stake do not count', () => {
    const votes = computeVotesEthereum2019({ amountRau: coins(10_000), remainingDays: 42 })
    expect(votes).toBe(12_050_042_619_210_072_913_916n)
  })
})
