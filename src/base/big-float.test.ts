import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitLength, multiplyBigFloat } from './big-float.ts'

describe('bitLength', () => {
  test.each([
    [0n, 0],
    [1n, 1],
    [4n, 3],
    [0xffffffffn, 32],
    [0x100000000n, 33],
    [(1n << 64n) - 1n, 64],
    [1n << 64n, 65],
    [(1n << 200n) - 1n, 200],
  ])('%s', (value, bits) => expect(bitLength(value)).toBe(bits))

  test('is the length of the binary form', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 300n }), (value) => {
        expect(bitLength(value)).toBe(value.toString(2).length)
      }),
    )
  })
})

describe('multiplyBigFloat', () => {
  const HALF = 1n << 51n // 0.5 with 52 bits of fraction

  test.each([
    ['a small product is truncated', 3n, HALF, 52, 1n],
    ['up to 64 bits of amount the product keeps 64', (1n << 64n) - 1n, HALF, 52, (1n << 63n) - 1n],
    ['nothing times anything', 0n, HALF, 52, 0n],
    ['a tie goes to the even value, here up', (1n << 65n) + 1n, 3n << 51n, 52, (3n << 64n) | 2n],
    ['a tie goes to the even value, here down', (1n << 65n) + 3n, 3n << 51n, 52, (3n << 64n) + 4n],
    ['a longer product loses its lowest bit', (1n << 66n) - 1n, 3n << 51n, 52, (3n << 65n) - 2n],
    ['without a fraction the product only loses bits', (1n << 66n) - 1n, 3n, 0, (3n << 66n) - 4n],
  ])('%s', (_, amount, mantissa, fractionBits, expected) => {
    expect(multiplyBigFloat(amount, mantissa, fractionBits)).toBe(expected)
  })

  test('is within one unit in the last of max(64, bits) places of the exact product', () => {
    const amounts = fc.bigInt({ min: 0n, max: 1n << 140n })
    const mantissas = fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n })
    fc.assert(
      fc.property(amounts, mantissas, (amount, mantissa) => {
        const exact = (amount * mantissa) >> 52n
        const difference = multiplyBigFloat(amount, mantissa, 52) - exact
        expect(difference >= -1n && difference <= 1n).toBe(true)
      }),
    )
  })
})
