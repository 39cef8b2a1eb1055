import { expect, it } from 'vitest'
import { computeConsensusTiming } from './consensus-timing.ts'

it.each([
  [1_000, [300, 1_200, 300, 300, 300, 10, 50]],
  [2_000, [600, 1_900, 300, 300, 300, 20, 100]],
  [10_000, [3_000, 9_000, 1_000, 1_000, 1_000, 100, 200]],
  [600_000, [180_000, 540_000, 60_000, 60_000, 60_000, 100, 200]],
])('the durations for a block every %i ms', (blockIntervalMs, expected) => {
  const timing = computeConsensusTiming(blockIntervalMs)
  expect([
    timing.commitMs,
    timing.proposeMs,
    timing.proposeDeltaMs,
    timing.prevoteMs,
    timing.precommitMs,
    timing.gossipSleepMs,
    timing.reapIntervalMs,
  ]).toEqual(expected)
  // A proposal that is held back until it is due must not be given up before.
  expect(timing.proposeMs + timing.commitMs).toBeGreaterThan(blockIntervalMs)
})
