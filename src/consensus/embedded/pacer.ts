/** Slots that are made up for after a pause; older ones are given up. */
export const MAX_CATCH_UP_BLOCKS = 3

/**
 * The moments at which blocks are released: anchor + n · interval, so that delays of single blocks do not add up.
 * Times are those of a monotonic clock, in milliseconds.
 */
export interface Pacer {
  /** When the next block is due. In the past when it is late. */
  dueMs(nowMs: number): number
  /** The due block was released (or given up). */
  released(): void
}

export function createPacer(anchorMs: number, intervalMs: number): Pacer {
  /** Number of the slot that is due next; slot 0 was the anchor. */
  let slot = 1
  return {
    dueMs: (nowMs) => {
      const behind = Math.floor((nowMs - anchorMs) / intervalMs) - slot
      if (behind >= MAX_CATCH_UP_BLOCKS) slot += behind - MAX_CATCH_UP_BLOCKS + 1
      return anchorMs + slot * intervalMs
    },
    released: () => {
      slot++
    },
  }
}
