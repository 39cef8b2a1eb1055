/** A broken invariant of the program itself. It is never caught on purpose: the node stops rather than go on wrong. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** Stops with an `AssertionError` when `condition` does not hold. For programming errors only, never for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Returns `value`, or stops when it is missing. `what` names the thing that must exist. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new AssertionError(`missing: ${what}`)
  return value
}
