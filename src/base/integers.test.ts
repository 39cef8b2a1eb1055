import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AssertionError } from './assert.ts'
import {
  coins,
  compareBigint,
  MAX_UINT64,
  MAX_UINT256,
  maxBigint,
  minBigint,
  mulDiv,
  RAU_PER_COIN,
} from './integers.ts'

const amount = fc.bigInt(0n, MAX_UINT256)

describe('mulDiv', () => {
  it.each([
    [7n, 1n, 2n, 'down', 3n],
    [7n, 1n, 2n, 'up', 4n],
    [8n, 1n, 2n, 'up', 4n],
    [0n, 5n, 3n, 'up', 0n],
    [MAX_UINT256, MAX_UINT256, MAX_UINT256, 'down', MAX_UINT256],
  ] as const)('%i · %i / %i %s = %i', (value, numerator, denominator, rounding, result) => {
    expect(mulDiv(value, numerator, denominator, rounding)).toBe(result)
  })

  it('is the nearest whole number on the named side', () => {
    fc.assert(
      fc.property(amount, amount, amount, (value, numerator, divisor) => {
        const denominator = divisor + 1n
        const down = mulDiv(value, numerator, denominator, 'down')
        const up = mulDiv(value, numerator, denominator, 'up')
        const product = value * numerator
        expect(down * denominator <= product && product < (down + 1n) * denominator).toBe(true)
        expect(up - down).toBe(product % denominator === 0n ? 0n : 1n)
      }),
    )
  })

  it.each([
    [-1n, 1n, 1n],
    [1n, -1n, 1n],
    [1n, 1n, 0n],
    [1n, 1n, -1n],
  ])('refuses %i · %i / %i', (value, numerator, denominator) => {
    expect(() => mulDiv(value, numerator, denominator, 'down')).toThrow(AssertionError)
  })
})

describe('bigints', () => {
  it('are compared and bounded', () => {
    expect([minBigint(1n, 2n), minBigint(2n, 1n), maxBigint(1n, 2n), maxBigint(2n, 1n)]).toEqual([
      1n,
      1n,
      2n,
      2n,
    ])
    expect([3n, -1n, 2n].sort(compareBigint)).toEqual([-1n, 2n, 3n])
    expect(compareBigint(5n, 5n)).toBe(0)
    expect([MAX_UINT64, MAX_UINT256]).toEqual([2n ** 64n - 1n, 2n ** 256n - 1n])
    expect([coins(3), coins(2n)]).toEqual([3n * 10n ** 18n, 2n * RAU_PER_COIN])
  })
})
