/** Decides when CometBFT is started again. */
export interface RestartPace {
  /** Milliseconds to wait after a run of `ranMs`; `undefined` when it makes no sense any more. */
  next(ranMs: number): number | undefined
}

const FIRST_DELAY_MS = 200
const MOST_DELAY_MS = 30_000
/** A run of this length was a healthy one. */
const HEALTHY_MS = 60_000
/** A run shorter than this has failed to start. */
const FAILED_START_MS = 10_000
const MOST_FAILED_STARTS = 5

export function createRestartPace(): RestartPace {
  let delayMs = FIRST_DELAY_MS
  let failedStarts = 0
  return {
    next: (ranMs) => {
      failedStarts = ranMs < FAILED_START_MS ? failedStarts + 1 : 0
      if (failedStarts >= MOST_FAILED_STARTS) return undefined
      if (ranMs >= HEALTHY_MS) delayMs = FIRST_DELAY_MS
      const thisDelayMs = delayMs
      delayMs = Math.min(2 * delayMs, MOST_DELAY_MS)
      return thisDelayMs
    },
  }
}
