import { describe, expect, test } from 'vitest'
import { createFormat } from '../format/create-format.ts'
import { formatLocaleOf } from './languages.ts'

describe('numbers and dates are written', () => {
  test.each([
    ['as where the visitor lives', 'en', ['en-GB', 'en'], 'en-GB'],
    ['also when another language comes first', 'de', ['fr-FR', 'de-AT', 'de'], 'de-AT'],
    ['by the language when the browser wants another', 'en', ['de-CH', 'de'], 'en'],
    ['by the language when the browser says no more', 'de', ['de'], 'de'],
    ['by the language when the browser names no locale', 'en', ['en-US@posix'], 'en'],
    ['by a language that begins alike, never', 'de', ['den-CA'], 'de'],
    ['as in English in the long language', 'qps', ['en-GB'], 'en-GB'],
    ['as in Arabic from right to left', 'ar-XB', ['en-GB'], 'ar'],
  ])('%s', (_, language, wanted, locale) => {
    expect(formatLocaleOf(language, wanted)).toBe(locale)
  })

  test.each([
    [['en-GB'], '3 Nov 2026'],
    [['en-US'], 'Nov 3, 2026'],
    [['de-DE'], 'Nov 3, 2026'],
  ])('browser %s: %s', (wanted, text) => {
    const { date } = createFormat(formatLocaleOf('en', wanted), 'UTC')
    expect(date(Date.UTC(2026, 10, 3))).toBe(text)
  })
})
