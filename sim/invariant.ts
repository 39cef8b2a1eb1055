import type { World } from '#protocol/world.ts'

/** Something that must hold after every block. Returns what is wrong in words, or undefined. */
export interface Invariant {
  readonly name: string
  readonly check: (world: World) => string | undefined
}

export function differ<T extends bigint | number | string>(
  what: string,
  left: T,
  right: T,
): string | undefined {
  return left === right ? undefined : `${what}: ${left} is not ${right}`
}
