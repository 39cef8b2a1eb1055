import type { Clock } from './clock.ts'

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets `durationMs` pass: runs what comes due, in order, and all that follows from it at once. */
  advance(durationMs: number): Promise<void>
  /** Time jumps without anything being run, as when a machine sleeps. What came due runs at the next `advance`. */
  jump(durationMs: number): void
}

export function createFakeClock(startMs = 1_700_000_000_000): FakeClock {
  let elapsedMs = 0
  let order = 0
  let timers: Timer[] = []
  const nextUntil = (endMs: number): Timer | undefined =>
    timers
      .filter((timer) => timer.atMs <= endMs)
      .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0]
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, run) => {
      const timer = { atMs: elapsedMs + Math.max(0, delayMs), order: order++, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    jump: (durationMs) => {
      elapsedMs += durationMs
    },
    advance: async (durationMs) => {
      const endMs = elapsedMs + durationMs
      await drain()
      for (let timer = nextUntil(endMs); timer !== undefined; timer = nextUntil(endMs)) {
        timers = timers.filter((other) => other !== timer)
        elapsedMs = Math.max(elapsedMs, timer.atMs)
        timer.run()
        await drain()
      }
      elapsedMs = endMs
    },
  }
}

/** Waits until all promises that are settled have been acted on: an event loop turn comes after all microtasks. */
function drain(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
