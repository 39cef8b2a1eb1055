import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFormat } from './create-format.ts'
import { parseDecimalText, toPlainDecimal } from './decimal-text.ts'

const COIN = 10n ** 18n

describe('a figure that somebody writes', () => {
  test.each([
    ['9,000', COIN, 'en', 9_000n * COIN],
    ['9.000', COIN, 'de', 9_000n * COIN],
    ['9000', COIN, 'de', 9_000n * COIN],
    ['1.25', 100n, 'en', 125n],
    ['1,25', 100n, 'de', 125n],
    ['0.000000000000000001', COIN, 'en', 1n],
    ['1 000', 1n, 'en', 1_000n],
    [' 7 ', 1n, 'en', 7n],
    ['0', 1n, 'en', 0n],
    ['1.5', 86_400n, 'en', 129_600n],
    ['٧', 1n, 'ar-EG', 7n],
    ['1,25,000', 1n, 'en-IN', 125_000n],
    ['1’250.5', 10n, 'de-CH', 12_505n],
    ["1'250.5", 10n, 'de-CH', 12_505n],
  ])('%s of %s in %s', (text, size, locale, amount) => {
    expect(parseDecimalText(text, size, locale)).toBe(amount)
  })

  test.each([
    ['', 1n, 'en'],
    ['-1', 1n, 'en'],
    ['1e3', 1n, 'en'],
    ['1.', 1n, 'en'],
    ['.5', 10n, 'en'],
    ['1.2.3', 1n, 'en'],
    ['12,34', 1n, 'en'],
    ['1.5', 1n, 'en'],
    ['0.001', 100n, 'en'],
    ['1,5', 1n, 'de'],
    ['0x10', 1n, 'en'],
    ['1,25,000', 1n, 'en'],
    ['1,2,5', 1n, 'en-IN'],
    ['9'.repeat(61), 1n, 'en'],
  ])('%s of %s in %s is none', (text, size, locale) => {
    expect(parseDecimalText(text, size, locale)).toBeUndefined()
  })

  test.each(['en', 'de', 'en-IN', 'en-ZA', 'de-CH', 'de-AT'])(
    'comes back from its own text in %s',
    (locale) => {
      const { decimal } = createFormat(locale)
      fc.assert(
        fc.property(
          fc.bigInt({ min: 0n, max: 10n ** 30n }),
          fc.constantFrom(1n, 10n, 100n, COIN),
          (amount, size) => {
            const text = decimal(toPlainDecimal(amount, size))
            expect(parseDecimalText(text, size, locale)).toBe(amount)
          },
        ),
      )
    },
  )
})
