import { assert } from './assert.ts'

const TWO_64 = 1n << 64n

/**
 * Number of bits of a value of at least 0, without leading zeros: 0 for 0, 1 for 1, 3 for 4.
 * PERF: 0.1 µs below 2¹²⁸.
 */
export function bitLength(value: bigint): number {
  let rest = value
  let bits = 0
  while (rest >= TWO_64) {
    rest >>= 64n
    bits += 64
  }
  const high = Number(rest >> 32n)
  if (high !== 0) return bits + 64 - Math.clz32(high)
  return bits + 32 - Math.clz32(Number(rest & 0xffffffffn))
}

/**
 * `amount · mantissa / 2^fractionBits` as arbitrary-precision binary floating point gives it: the
 * exact product rounded half to even to p bits, p = max(bits of amount, 64), and only then
 * truncated.
 *
 * For amounts above 64 bits this is not a floor: the product is rounded to a whole unit, or to an
 * even one. It is what `big.Float` of the Go language does with `SetInt(amount)`, `Mul`, `Int`, and
 * therefore what IoTeX's chain does with votes. Both values are at least 0.
 */
export function multiplyBigFloat(amount: bigint, mantissa: bigint, fractionBits: number): bigint {
  assert(
    amount >= 0n && mantissa >= 0n && fractionBits >= 0,
    'multiplyBigFloat takes values of at least 0',
  )
  const product = amount * mantissa
  const amountBits = bitLength(amount)
  const precision = amountBits > 64 ? amountBits : 64
  const dropped = bitLength(product) - precision
  if (dropped <= 0) return product >> BigInt(fractionBits)
  const rounded = shiftRightHalfEven(product, BigInt(dropped))
  return dropped <= fractionBits
    ? rounded >> BigInt(fractionBits - dropped)
    : rounded << BigInt(dropped - fractionBits)
}

/** `value / 2^bits` to the nearest integer, ties to the even one. `bits` is at least 1. */
function shiftRightHalfEven(value: bigint, bits: bigint): bigint {
  const quotient = value >> bits
  const remainder = value - (quotient << bits)
  const half = 1n << (bits - 1n)
  if (remainder > half) return quotient + 1n
  if (remainder < half) return quotient
  return quotient + (quotient & 1n)
}
