import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFormat } from './create-format.ts'

const COIN = 10n ** 18n
const en = createFormat('en', 'UTC')
const de = createFormat('de', 'UTC')

/** Digits of a text of Intl back to Rau, for languages with Latin digits. */
function parse(text: string, point: string): bigint {
  const [whole = '', fraction = ''] = text.replace('−', '-').split(point)
  const digits = whole.replaceAll(/[^\d]/g, '') + fraction.padEnd(18, '0')
  return text.startsWith('-') ? -BigInt(digits) : BigInt(digits)
}

describe('amounts', () => {
  test('exact texts give the same Rau back, in both languages, however large', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (rau) => {
        expect(parse(en.coinsExact(rau), '.')).toBe(rau)
        expect(parse(de.coinsExact(rau), ',')).toBe(rau)
      }),
    )
  })

  test.each([
    [1_999n * (COIN / 1_000n), '1.99'],
    [1_250n * COIN + COIN / 2n, '1,250.5'],
    [COIN - 1n, '0.99'],
    [123_456_789_012_345_678_901_234n * COIN, '123,456,789,012,345,678,901,234'],
  ])('%s Rau are cut off to %s', (rau, text) => {
    expect(en.coins(rau)).toBe(text)
  })

  test('German writes a comma', () => {
    expect(de.coins(1_250n * COIN + COIN / 2n)).toBe('1.250,5')
  })

  test('a large amount in short is not rounded up', () => {
    expect(en.coinsShort(1_239_999n * COIN)).toBe('1.23M')
  })
})

describe('shares and commissions', () => {
  test.each([
    [1n, 3n, '33.3%'],
    [0n, 0n, '0%'],
    [10n ** 30n, 10n ** 30n, '100%'],
  ])('%s of %s is %s', (part, whole, text) => {
    expect(en.share(part, whole)).toBe(text)
  })

  test('basis points are hundredths of a percent', () => {
    expect(en.basisPoints(1_250)).toBe('12.5%')
  })
})

describe('times', () => {
  test.each([
    [0, '0 sec'],
    [65_000, '1 min 5 sec'],
    [3_600_000, '1 hr'],
    [90_061_000, '1 day 1 hr'],
  ])('%s ms are %s', (lengthMs, text) => {
    expect(en.duration(lengthMs)).toBe(text)
  })

  test.each([
    [60_000, 'in 1 minute'],
    [-172_800_000, '2 days ago'],
  ])('%s ms from now is %s', (distanceMs, text) => {
    expect(en.relative(1_000_000_000_000 + distanceMs, 1_000_000_000_000)).toBe(text)
  })
})
