import type { Hex } from '#base/hex.ts'

/** A number as Ethereum writes it: hex without leading zeros. */
export function toQuantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}

/** Milliseconds as whole Unix seconds, as Ethereum counts time. */
export function toTimestamp(timeMs: number): Hex {
  return toQuantity(Math.floor(timeMs / 1_000))
}

export const ZERO_WORD: Hex = `0x${'0'.repeat(64)}`
