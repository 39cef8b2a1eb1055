import type { BlockContext } from '../action.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { Pace } from './state.ts'

/** A chain that is off its timetable by more intervals than this begins a new one instead of catching up. */
const MOST_INTERVALS_OFF = 10

/**
 * Keeps the timetable of the blocks. A header's time is that of the precommits of the block before, so the block at `height` is
 * due an interval after the time that its header is expected to have.
 */
export function processPace({ world, rules, height, timeMs }: BlockContext): void {
  const { blockIntervalMs: intervalMs } = rules
  const pace = world.epochs.pace.get(ONLY)
  if (pace?.intervalMs === intervalMs) {
    const offMs = timeMs - expectedTimeMs(pace, height)
    if (Math.abs(offMs) <= MOST_INTERVALS_OFF * intervalMs) return
  }
  world.epochs.pace.set(ONLY, { height, timeMs, intervalMs })
}

/**
 * When the proposer of the next block, at `height`, should propose it: unix time in milliseconds. `undefined` before the first
 * block. Absolute, so that delays do not add up: a late block is followed by quick ones until the timetable is met.
 */
export function releaseTimeMs(world: World, height: number): number | undefined {
  const pace = world.epochs.pace.get(ONLY)
  return pace === undefined ? undefined : expectedTimeMs(pace, height) + pace.intervalMs
}

function expectedTimeMs(pace: Pace, height: number): number {
  return pace.timeMs + (height - pace.height) * pace.intervalMs
}
