/** Runs what is given to it one after another, in the order given. */
export type SerialQueue = <T>(run: () => T | Promise<T>) => Promise<T>

/** What fails is told to its caller only; the next one runs all the same. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }
}
