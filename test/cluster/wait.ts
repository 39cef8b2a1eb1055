/** How long something may take that takes seconds, on a machine that is busy. */
const PATIENCE_MS = 120_000
const LOOK_EVERY_MS = 50

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/**
 * Looks until `look` finds something. Throws with `what` and what `describe` tells when it takes too long: the one who waits knows
 * what to look at then.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  describe: () => Promise<string> | string = () => '',
): Promise<T> {
  const deadlineMs = performance.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadlineMs) {
      throw new Error(
        `after ${PATIENCE_MS / 1000} s there is still no ${what}; ${await describe()}`,
      )
    }
    await pause(LOOK_EVERY_MS)
  }
}
