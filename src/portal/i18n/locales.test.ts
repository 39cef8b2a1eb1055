import { describe, expect, test } from 'vitest'
import { de } from './locales/de/index.ts'
import { en } from './locales/en/index.ts'
import { mapTexts, toAccented, toRightToLeft } from './pseudo.ts'

type Tree = { readonly [key: string]: string | Tree }

/** All texts of a tree by their path, such as `shell.nav.home`. */
function flatten(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const place = path === '' ? key : `${path}.${key}`
      return typeof value === 'string' ? [[place, value] as const] : [...flatten(value, place)]
    }),
  )
}

/** Placeholders and tags of a text, sorted. */
function holesOf(text: string): readonly string[] {
  return (text.match(/\{\{[^}]*\}\}|<\/?\w+\/?>/g) ?? [])
    .map((hole) => hole.replaceAll(' ', ''))
    .sort()
}

/** What is wrong with a translation, one line each. */
function compare(original: Tree, translation: Tree): readonly string[] {
  const wanted = flatten(original)
  const given = flatten(translation)
  const missing = [...wanted.keys()]
    .filter((key) => !given.has(key))
    .map((key) => `${key} is missing`)
  const unknown = [...given.keys()]
    .filter((key) => !wanted.has(key))
    .map((key) => `${key} is unknown`)
  const different = [...wanted].flatMap(([key, text]) => {
    const other = given.get(key)
    if (other === undefined) return []
    if (other.trim() === '') return [`${key} is empty`]
    // One form of a plural may leave the number out.
    if (/_(zero|one)$/.test(key)) return []
    return holesOf(other).join() === holesOf(text).join() ? [] : [`${key} has other placeholders`]
  })
  return [...missing, ...unknown, ...different]
}

test('German has all texts of English, with the same placeholders', () => {
  expect(flatten(en).size).toBeGreaterThan(100)
  expect(compare(en, de)).toEqual([])
})

test.each([
  ['a missing text', { a: 'x', b: 'y' }, { a: 'x' }, ['b is missing']],
  ['one too many', { a: 'x' }, { a: 'x', b: 'y' }, ['b is unknown']],
  ['an empty one', { a: 'x' }, { a: ' ' }, ['a is empty']],
  ['another placeholder', { a: '{{n}} x' }, { a: '{{m}} x' }, ['a has other placeholders']],
])('%s is found', (_, original, translation, problems) => {
  expect(compare(original as Tree, translation as unknown as Tree)).toEqual(problems)
})

describe('languages that nobody speaks', () => {
  test('keep placeholders and are longer', () => {
    expect(toAccented('{{count}} rows')).toBe('[{{count}} ŕöŵš·····]')
    expect(compare(en, mapTexts(en, toAccented))).toEqual([])
  })

  test('or run from right to left', () => {
    expect(toRightToLeft('{{count}} rows')).toBe('{{count}} \u200F\u202Erows\u202C\u200F')
    expect(compare(en, mapTexts(en, toRightToLeft))).toEqual([])
  })
})
