import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  computeFoundationBonus,
  computeUnproductiveSlash,
  type RewardCandidate,
  splitEpochReward,
} from './split.ts'

const candidate = (votesRau: bigint, more: Partial<RewardCandidate> = {}): RewardCandidate => ({
  votesRau,
  isExempt: false,
  isUnproductive: false,
  hasRewardAddress: true,
  ...more,
})

const split = (
  candidates: readonly RewardCandidate[],
  options: { delegateLimit?: number; withholdsUnproductive?: boolean } = {},
) =>
  splitEpochReward({
    rewardRau: 100n,
    delegateLimit: 10,
    withholdsUnproductive: true,
    candidates,
    ...options,
  })

describe('splitEpochReward', () => {
  test.each<
    readonly [string, ReturnType<typeof split>, readonly (readonly [number, bigint])[], bigint]
  >([
    [
      'by votes, rounded down',
      split([candidate(2n), candidate(1n)]),
      [
        [0, 66n],
        [1, 33n],
      ],
      1n,
    ],
    ['nobody', split([]), [], 100n],
    ['no votes at all', split([candidate(0n), candidate(0n)]), [], 100n],
    ['a share of less than 1 Rau', split([candidate(1000n), candidate(1n)]), [[0, 99n]], 1n],
    [
      'only the first ones',
      split([candidate(3n), candidate(1n), candidate(9n)], { delegateLimit: 2 }),
      [
        [0, 75n],
        [1, 25n],
      ],
      0n,
    ],
    [
      'an exempt one leaves its place to the next',
      split([candidate(9n, { isExempt: true }), candidate(3n), candidate(1n)], {
        delegateLimit: 2,
      }),
      [
        [1, 75n],
        [2, 25n],
      ],
      0n,
    ],
    ['withheld', split([candidate(3n, { isUnproductive: true }), candidate(1n)]), [[1, 25n]], 75n],
    [
      'not withheld by rule',
      split([candidate(3n, { isUnproductive: true }), candidate(1n)], {
        withholdsUnproductive: false,
      }),
      [
        [0, 75n],
        [1, 25n],
      ],
      0n,
    ],
    [
      'no address',
      split([candidate(3n, { hasRewardAddress: false }), candidate(1n)]),
      [[1, 25n]],
      75n,
    ],
  ])('%s', (_, result, shares, remainderRau) => {
    expect(result.shares.map(({ index, amountRau }) => [index, amountRau])).toEqual(shares)
    expect(result.remainderRau).toBe(remainderRau)
  })

  test('shares and remainder are the reward, and nobody gains from the loss of another', () => {
    const candidates = fc.array(
      fc.record({
        votesRau: fc.bigInt({ min: 0n, max: 10n ** 27n }),
        isExempt: fc.boolean(),
        isUnproductive: fc.boolean(),
        hasRewardAddress: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(candidates, fc.bigInt({ min: 0n, max: 10n ** 23n }), (list, rewardRau) => {
        const input = { rewardRau, delegateLimit: 25, candidates: list }
        const strict = splitEpochReward({ ...input, withholdsUnproductive: true })
        const lenient = splitEpochReward({ ...input, withholdsUnproductive: false })
        for (const { shares, remainderRau } of [strict, lenient]) {
          const paid = shares.reduce((sum, share) => sum + share.amountRau, 0n)
          expect(paid + remainderRau).toBe(rewardRau)
        }
        for (const share of strict.shares) expect(lenient.shares).toContainEqual(share)
      }),
    )
  })
})

describe('computeFoundationBonus', () => {
  const bonus = (candidates: readonly RewardCandidate[]) =>
    computeFoundationBonus({ bonusRau: 80n, delegateLimit: 2, candidates }).map(
      (share) => share.index,
    )

  test.each<readonly [string, readonly RewardCandidate[], readonly number[]]>([
    ['the first ones', [candidate(3n), candidate(2n), candidate(1n)], [0, 1]],
    [
      'exempt ones leave their place',
      [candidate(3n, { isExempt: true }), candidate(2n), candidate(1n)],
      [1, 2],
    ],
    ['unproductive ones keep it', [candidate(3n, { isUnproductive: true }), candidate(2n)], [0, 1]],
    [
      'one without address uses it up',
      [candidate(3n, { hasRewardAddress: false }), candidate(2n), candidate(1n)],
      [1],
    ],
    ['one without votes has none', [candidate(0n), candidate(2n)], [1]],
  ])('%s', (_, candidates, places) => expect(bonus(candidates)).toEqual(places))

  test('no bonus, no grants', () => {
    expect(
      computeFoundationBonus({ bonusRau: 0n, delegateLimit: 2, candidates: [candidate(1n)] }),
    ).toEqual([])
  })
})

test('a slash is a block reward for each miss and never more than the self-stake', () => {
  const slash = { blockRewardRau: 16n, missedBlocks: 3, selfStakeRau: 1000n }
  expect(computeUnproductiveSlash(slash)).toBe(48n)
  expect(computeUnproductiveSlash({ ...slash, selfStakeRau: 40n })).toBe(40n)
  expect(computeUnproductiveSlash({ ...slash, missedBlocks: 0 })).toBe(0n)
})
