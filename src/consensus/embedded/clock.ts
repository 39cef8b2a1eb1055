/** Where an engine takes time from: a port, so that tests decide how it passes. */
export interface Clock {
  /** Wall time in Unix milliseconds: may be set back by people. */
  nowMs(): number
  /** Milliseconds since some moment; never goes back. */
  monotonicMs(): number
  /** Calls `run` after `delayMs` (0: as soon as the events at hand are handled). Returns what cancels it. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    if (delayMs <= 0) {
      const immediate = setImmediate(run)
      return () => clearImmediate(immediate)
    }
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
