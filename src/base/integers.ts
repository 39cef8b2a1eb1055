import { assert } from './assert.ts'

/** How a quotient that is not whole becomes whole. */
export type Rounding = 'down' | 'up'

/** `amount · numerator / denominator` for values of at least 0, rounded as named. The product is exact. */
export function mulDiv(
  amount: bigint,
  numerator: bigint,
  denominator: bigint,
  rounding: Rounding,
): bigint {
  assert(amount >= 0n && numerator >= 0n && denominator > 0n, 'mulDiv takes values of at least 0')
  const product = amount * numerator
  return rounding === 'down' ? product / denominator : (product + denominator - 1n) / denominator
}

export function minBigint(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export function maxBigint(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** Total order of integers for sorting. */
export function compareBigint(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const MAX_UINT64 = (1n << 64n) - 1n
export const MAX_UINT256 = (1n << 256n) - 1n

/** Rau in one coin. One Rau is the smallest unit: 10⁻¹⁸ coin. */
export const RAU_PER_COIN = 1_000_000_000_000_000_000n

/** Whole coins to Rau. */
export function coins(count: number | bigint): bigint {
  return BigInt(count) * RAU_PER_COIN
}
