import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { PRESETS } from '#params/presets.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Proposal } from './state.ts'
import { judge, quorumOf, splitPower, type Votes } from './tally.ts'

function votes(yes: number, no: number, abstain = 0): Votes {
  return { yesRau: coins(yes), noRau: coins(no), abstainRau: coins(abstain) }
}

describe('a verdict', () => {
  test.each([
    ['nobody votes', votes(0, 0), 'turnout', 'no-quorum'],
    ['turnout just below', votes(99, 0), 'turnout', 'no-quorum'],
    ['turnout exactly', votes(100, 0), 'turnout', 'majority'],
    ['abstaining counts as taking part', votes(1, 0, 99), 'turnout', 'majority'],
    ['all abstain', votes(0, 0, 1_000), 'turnout', 'no-majority'],
    ['a tie', votes(500, 500), 'turnout', 'no-majority'],
    ['one more than half', votes(501, 500), 'turnout', 'majority'],
    ['nobody votes', votes(0, 0), 'padded', 'no-majority'],
    ['what is missing is no: half of the quorum', votes(50, 0), 'padded', 'no-majority'],
    ['more than half of the quorum', votes(51, 0), 'padded', 'majority'],
    ['above the quorum nothing is missing', votes(60, 50), 'padded', 'majority'],
    ['a tie', votes(500, 500), 'padded', 'no-majority'],
  ] as const)('%s (%o, %s): %s', (_, sums, mode, reason) => {
    const verdict = judge(sums, coins(1_000), 1_000, 5_000, mode)
    expect(verdict).toEqual({ passes: reason === 'majority', reason })
  })

  test('needs more than its part of yes and no', () => {
    const of = (yes: number, no: number) => judge(votes(yes, no), coins(3), 1, 6_667, 'turnout')
    expect(of(6_667, 3_333).passes).toBe(false)
    expect(of(6_668, 3_332).passes).toBe(true)
  })
})

const rau = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 28n))
const terms = fc.record({
  quorumBps: fc.integer({ min: 1, max: 10_000 }),
  approvalBps: fc.integer({ min: 5_000, max: 9_999 }),
  mode: fc.constantFrom('turnout' as const, 'padded' as const),
})
const sums = fc.record({ yesRau: rau, noRau: rau, abstainRau: rau })

describe('any verdict', () => {
  test('more yes never turns passing into failing, in either mode', () => {
    let flips = 0
    fc.assert(
      fc.property(
        sums,
        rau,
        rau,
        terms,
        (before, moreRau, restRau, { quorumBps, approvalBps, mode }) => {
          const after = { ...before, yesRau: before.yesRau + moreRau }
          const totalRau = after.yesRau + after.noRau + after.abstainRau + restRau
          const was = judge(before, totalRau, quorumBps, approvalBps, mode).passes
          const is = judge(after, totalRau, quorumBps, approvalBps, mode).passes
          if (was !== is) flips++
          expect(was && !is).toBe(false)
        },
      ),
      { numRuns: 2_000 },
    )
    console.log(`more yes: 2,000 cases, ${flips} turned to passing`)
    expect(flips).toBeGreaterThan(50)
  })

  test('more no never turns failing into passing in padded mode', () => {
    let flips = 0
    fc.assert(
      fc.property(sums, rau, rau, terms, (before, moreRau, restRau, { quorumBps, approvalBps }) => {
        const after = { ...before, noRau: before.noRau + moreRau }
        const totalRau = after.yesRau + after.noRau + after.abstainRau + restRau
        const was = judge(before, totalRau, quorumBps, approvalBps, 'padded').passes
        const is = judge(after, totalRau, quorumBps, approvalBps, 'padded').passes
        if (was !== is) flips++
        expect(!was && is).toBe(false)
      }),
      { numRuns: 2_000 },
    )
    console.log(`more no: 2,000 cases, ${flips} turned to failing`)
    expect(flips).toBeGreaterThan(50)
  })

  test('a split loses nothing', () => {
    const bps = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(rau, bps, bps, (powerRau, yesBps, rest) => {
        const noBps = Math.min(rest, 10_000 - yesBps)
        const { yesRau, noRau, abstainRau } = splitPower({ yesBps, noBps }, powerRau)
        expect(yesRau + noRau + abstainRau).toBe(powerRau)
        expect(yesRau <= powerRau && noRau <= powerRau && abstainRau >= 0n).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the quorum', () => {
  const of = (changes: Partial<Rules>, pastTurnoutBps: number): number =>
    quorumOf({ ...PRESETS.mainnet, ...changes }, { class: 'policy', pastTurnoutBps } as Proposal)

  test.each([
    ['is that of the class', {}, 9_000, 1_000],
    ['follows past turnout', { adaptiveQuorum: true }, 2_345, 2_345],
    ['not below that of the class', { adaptiveQuorum: true }, 10, 1_000],
    ['not above its cap', { adaptiveQuorum: true }, 9_000, 4_000],
    [
      'that of the class when the cap is lower',
      { adaptiveQuorum: true, adaptiveQuorumCapBps: 5 },
      9_000,
      1_000,
    ],
  ] as const)('%s', (_, changes, past, quorumBps) => {
    expect(of(changes, past)).toBe(quorumBps)
  })
})
