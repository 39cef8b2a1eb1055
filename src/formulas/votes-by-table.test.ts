import { describe, expect, test } from 'vitest'
import { decodeRecord, encodeRecord } from '#base/codec.ts'
import { computeVotes } from './vote-weight.ts'
import {
  computeFormulaTable,
  computeVotesByTable,
  findTableFault,
  WEIGHT_KINDS,
  WEIGHTS_PER_KIND,
  type WeightTable,
  weightTableCodec,
} from './votes-by-table.ts'

const MOST = 4_000_000n
const FORMULA = computeFormulaTable()

/** Weights that are the same for all durations, by kind. */
function flat(...weights: readonly bigint[]): WeightTable {
  return weights.map((weight) => Array<bigint>(WEIGHTS_PER_KIND).fill(weight))
}

function withWeight(table: WeightTable, row: number, days: number, weight: bigint): WeightTable {
  return table.map((one, place) => (place === row ? one.with(days, weight) : one))
}

describe('the table of the formula', () => {
  test('may be in force', () => {
    expect(findTableFault(FORMULA, MOST)).toBeUndefined()
    expect(FORMULA.map((row) => [row[0], row[91], row[1050]])).toEqual([
      [1_000_000n, 1_247_412n, 1_381_553n],
      [1_000_000n, 1_285_430n, 1_419_571n],
      [1_000_000n, 1_362_555n, 1_504_745n],
    ])
  })

  test('gives what the formula gives, up to a millionth of the amount', () => {
    const amountRau = 123_456_789_012_345_678_901n
    let compared = 0
    for (const [row, kind] of WEIGHT_KINDS.entries()) {
      for (let durationDays = 0; durationDays < WEIGHTS_PER_KIND; durationDays++) {
        const input = { amountRau, durationDays, autoStake: row > 0, selfStake: row === 2 }
        const lost = computeVotes(input) - computeVotesByTable(FORMULA, input)
        if (lost < 0n || lost > amountRau / 1_000_000n + 1n) expect.fail(`${kind}, ${durationDays}`)
        compared++
      }
    }
    expect(compared).toBe(3 * 1_051)
  })
})

test('votes are rounded down, and self-stake counts with auto-stake alone', () => {
  const table = withWeight(flat(1_500_000n, 2_000_000n, 3_000_001n), 0, 7, 1_600_000n)
  const votes = (amountRau: bigint, durationDays: number, autoStake: boolean, selfStake: boolean) =>
    computeVotesByTable(table, { amountRau, durationDays, autoStake, selfStake })
  expect(votes(3n, 0, false, false)).toBe(4n)
  expect(votes(3n, 0, false, true)).toBe(4n)
  expect(votes(3n, 1_050, true, false)).toBe(6n)
  expect(votes(333_333n, 1_050, true, true)).toBe(999_999n)
  expect(votes(1_000_000n, 1_050, true, true)).toBe(3_000_001n)
  expect(votes(10n, 7, false, false)).toBe(16n)
  expect(votes(10n, 8, false, false)).toBe(15n)
})

describe('a table that may not be in force', () => {
  test.each<readonly [string, WeightTable, string]>([
    ['no rows', [], 'must have 3 rows'],
    ['four rows', flat(1_000_000n, 1_000_000n, 1_000_000n, 1_000_000n), 'must have 3 rows'],
    ['a short row', [...flat(1_000_000n, 1_000_000n), [1_000_000n]], 'selfStake must have 1051'],
    ['nothing', flat(0n, 0n, 0n), 'plain of 0 days must be from 1000000 to 4000000, not 0'],
    ['less than one', withWeight(FORMULA, 0, 0, 999_999n), 'plain of 0 days must be from'],
    ['too much', withWeight(FORMULA, 2, 1_050, MOST + 1n), 'selfStake of 1050 days must be from'],
    ['a fall', withWeight(FORMULA, 1, 91, 1_285_430n + 9_999n), 'autoStake of 92 days must not be'],
    [
      'a fall at the end',
      withWeight(flat(1_400_000n, 2n * 1_000_000n, MOST), 1, 1_050, 1_999_999n),
      'autoStake of 1050 days must not be below 2000000, that of a day less',
    ],
    [
      'auto-stake for less',
      flat(2_000_000n, 1_999_999n, MOST),
      'autoStake of 0 days must not be below 2000000, that of the row before',
    ],
    [
      'self-stake for less',
      flat(1_000_000n, 1_100_000n, 1_099_999n),
      'selfStake of 0 days must not',
    ],
  ])('%s', (_, table, fault) => {
    expect(findTableFault(table, MOST)).toContain(fault)
  })

  test('the bounds belong to it', () => {
    expect(findTableFault(flat(1_000_000n, 1_000_000n, MOST), MOST)).toBeUndefined()
  })
})

test('a table is read as it was written, in four bytes for each weight', () => {
  const bytes = encodeRecord(weightTableCodec, FORMULA)
  expect(bytes).toHaveLength(4 * 3 * 1_051)
  expect(decodeRecord(weightTableCodec, bytes)).toEqual(FORMULA)
})
