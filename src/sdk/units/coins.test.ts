import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { formatCoins } from './format-coins.ts'
import { parseCoins } from './parse-coins.ts'

describe('parseCoins', () => {
  test.each([
    ['0', 0n],
    ['1', 10n ** 18n],
    ['1250.5', 1_250_500_000_000_000_000_000n],
    ['1,250.5', 1_250_500_000_000_000_000_000n],
    ['10,000,000 coins', 10_000_000n * 10n ** 18n],
    ['1 coin', 10n ** 18n],
    ['0.000000000000000001', 1n],
    ['0.1', 10n ** 17n],
    ['9007199254740993', 9_007_199_254_740_993n * 10n ** 18n],
  ])('reads %s exactly', (text, rau) => {
    expect(parseCoins(text)).toBe(rau)
  })

  test.each([
    '',
    '-1',
    '+1',
    '1e18',
    '.5',
    '1.',
    '0x10',
    '1,00',
    '1,0000',
    '1.0000000000000000001',
    'ten',
    '1 rau',
    '9'.repeat(101),
  ])('refuses "%s"', (text) => {
    expect(() => parseCoins(text)).toThrow(/is not an amount of coins/)
  })
})

describe('formatCoins', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000000000000000001'],
    [1_250_500_000_000_000_000_000n, '1,250.5'],
    [-(10n ** 18n), '-1'],
    [123_456_789n * 10n ** 18n, '123,456,789'],
  ])('writes %s exactly', (rau, text) => {
    expect(formatCoins(rau)).toBe(text)
  })

  test.each([
    [1_999_999_999_999_999_999n, 2, '1.99'],
    [10n ** 18n, 2, '1.00'],
    [1_500_000_000_000_000_000n, 0, '1'],
  ])('cuts %s at %i decimals', (rau, decimals, text) => {
    expect(formatCoins(rau, { decimals })).toBe(text)
  })

  test('what it writes is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 120n }), (rau) => {
        expect(parseCoins(formatCoins(rau))).toBe(rau)
        expect(parseCoins(`${formatCoins(rau)} coins`)).toBe(rau)
      }),
    )
  })
})
