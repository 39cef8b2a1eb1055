import { describe, expect, test } from 'vitest'
import { findDifference, formatRows, runReplay } from './run-replay.ts'

/** Runs of the blocks that need no other Node. */
const OWN_RUNS = 3
const RUNS = [
  { seed: 1, blocks: 60, transactionsPerBlock: 40 },
  { seed: 2, blocks: 60, transactionsPerBlock: 40 },
]

test('the same blocks and scripts give the same results under every Node that can be installed here', async () => {
  const rows = await runReplay({ runs: RUNS, installTimeoutMs: 60_000 })
  console.log(formatRows(rows))
  const ran = rows.filter((row) => row.report !== undefined)
  expect(ran.length).toBeGreaterThanOrEqual(OWN_RUNS)
  for (const { name, report, difference } of ran) {
    expect(difference, name).toBeUndefined()
    expect(report?.scripts, name).toBeGreaterThan(40)
    expect(report?.blocks, name).toBe(120)
    expect(report?.transactions, name).toBeGreaterThan(3_000)
  }
  const elsewhere = ran.find((row) => row.name === 'elsewhere')?.report
  expect([elsewhere?.timeZone, elsewhere?.locale]).toEqual(['Pacific/Kiritimati', 'tr-TR'])
}, 600_000)

describe('a difference is seen', () => {
  test.each([
    ['none', ['1 a', '2 b'], undefined],
    ['another hash', ['1 a', '2 c'], 'line 2 is «2 c», recorded was «2 b»'],
    ['a block less', ['1 a'], 'line 2 is «nothing», recorded was «2 b»'],
    ['a block more', ['1 a', '2 b', '3 c'], 'line 3 is «3 c», recorded was «nothing»'],
  ])('%s', (_, given, expected) => {
    expect(findDifference(given, ['1 a', '2 b'])).toBe(expected)
  })
})
