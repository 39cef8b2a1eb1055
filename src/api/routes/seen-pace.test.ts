import { describe, expect, test } from 'vitest'
import { computePace } from './seen-pace.ts'

const RULE_MS = 1_000

/** Times of blocks, the newest first, of the intervals between them from the oldest on. */
function timesOf(intervals: readonly number[]): readonly number[] {
  const times = [1_000_000]
  for (const each of intervals) times.unshift((times[0] ?? 0) + each)
  return times
}

const many = (intervalMs: number): readonly number[] => Array.from({ length: 30 }, () => intervalMs)

describe('the pace that is seen', () => {
  test.each([
    ['of a network that is quicker than its rule', many(200), 200],
    ['of one that is slower', many(4_000), 4_000],
    ['is the mean', [800, 1_200, 900, 1_100, 1_500, 500], 1_000],
    ['leaves a pause out', [...many(200), 3_600_000, ...many(200)], 200],
  ])('%s', (_, intervals, pace) => {
    expect(computePace(timesOf(intervals), RULE_MS)).toBe(pace)
  })

  test.each([
    ['no block', []],
    ['a few blocks', [200, 200, 200, 200]],
    ['blocks by hand', many(60_000)],
    ['blocks on demand, at once', many(1)],
  ])('is that of the rule after %s', (_, intervals) => {
    expect(computePace(timesOf(intervals), RULE_MS)).toBe(RULE_MS)
  })
})
