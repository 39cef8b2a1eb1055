import type { Clock } from './clock.ts'

/** The requested time cannot be that of the next block; `message` says which can. */
export class BlockTimeError extends Error {
  override readonly name = 'BlockTimeError'
}

/** The largest Unix time in milliseconds that a date can show (ECMA-262): year 275,760. */
const MAX_TIME_MS = 8.64e15

/** The time of blocks: the wall clock, moved ahead by testers, and always later than the block before. */
export interface BlockClock {
  /** Time of the next block. Uses up a time that was set. */
  next(lastMs: number): number
  /** Moves the clock ahead. Returns by how many whole seconds it is ahead in all. */
  increase(seconds: number): number
  /** Sets the time of the next block; the clock goes on from there. Throws `BlockTimeError` when it is not later than `lastMs`. */
  setNext(seconds: number, lastMs: number): void
  /** Time has been given to blocks by hand up to `lastMs`: goes on from there, at the speed of the wall clock. */
  catchUp(lastMs: number): void
}

export function createBlockClock(clock: Clock): BlockClock {
  let aheadMs = 0
  let setMs: number | undefined
  const catchUp = (lastMs: number): void => {
    const behindMs = lastMs - (clock.nowMs() + aheadMs)
    if (behindMs > 0) aheadMs += behindMs
  }
  return {
    catchUp,
    next: (lastMs) => {
      // A block may have come in between and be later than what was set.
      const wantedMs = setMs ?? clock.nowMs() + aheadMs
      if (setMs !== undefined) aheadMs = setMs - clock.nowMs()
      setMs = undefined
      return Math.max(lastMs + 1, Math.floor(wantedMs))
    },
    increase: (seconds) => {
      if (!Number.isSafeInteger(seconds) || seconds < 0) {
        throw new BlockTimeError(
          `time goes ahead by whole seconds of at least 0, not by ${seconds}`,
        )
      }
      checkRange(clock.nowMs() + aheadMs + seconds * 1_000)
      aheadMs += seconds * 1_000
      return Math.floor(aheadMs / 1_000)
    },
    setNext: (seconds, lastMs) => {
      if (!Number.isSafeInteger(seconds)) {
        throw new BlockTimeError(`a block's time is in whole seconds, not ${seconds}`)
      }
      const lastSeconds = Math.floor(lastMs / 1_000)
      if (seconds <= lastSeconds) {
        throw new BlockTimeError(
          `timestamp ${seconds} is not later than that of the last block, ${lastSeconds}`,
        )
      }
      checkRange(seconds * 1_000)
      setMs = seconds * 1_000
    },
  }
}

function checkRange(timeMs: number): void {
  if (timeMs > MAX_TIME_MS) {
    throw new BlockTimeError(`time ends at ${MAX_TIME_MS / 1_000} Unix seconds; give less`)
  }
}
