import { describe, expect, test } from 'vitest'
import { DeterminismError, runDeterministically } from './determinism-guard.ts'

const OFFENCES: readonly (readonly [string, () => unknown])[] = [
  ['Math.random', () => Math.random()],
  ['Math.log', () => Math.log(2)],
  ['Math.pow', () => Math.pow(2, 3)],
  ['Date.now', () => Date.now()],
  ['Date.parse', () => Date.parse('2026-01-01')],
  ['new Date', () => new Date(0)],
  ['performance.now', () => performance.now()],
  ['process.hrtime', () => process.hrtime()],
  ['process.nextTick', () => process.nextTick(() => undefined)],
  ['setTimeout', () => setTimeout(() => undefined, 0)],
  ['setInterval', () => setInterval(() => undefined, 1)],
  ['setImmediate', () => setImmediate(() => undefined)],
  ['queueMicrotask', () => queueMicrotask(() => undefined)],
  ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
  ['crypto.randomUUID', () => crypto.randomUUID()],
  ['JSON.stringify', () => JSON.stringify({})],
  ['JSON.parse', () => JSON.parse('{}') as unknown],
  ['Intl.Collator', () => new Intl.Collator()],
  ['localeCompare', () => 'a'.localeCompare('b')],
  ['normalize', () => 'a'.normalize()],
  ['toFixed', () => (1).toFixed(2)],
  ['a regular expression', () => /a/u.test('a')],
  ['Promise.resolve', () => Promise.resolve(1)],
  ['fetch', () => fetch('data:,')],
  ['WeakRef', () => new WeakRef({})],
  ['SharedArrayBuffer', () => new SharedArrayBuffer(8)],
  // oxlint-disable-next-line typescript/require-array-sort-compare -- the offence to be caught
  ['sort without a comparator', () => [2, 1].sort()],
  // oxlint-disable-next-line typescript/require-array-sort-compare -- the offence to be caught
  ['toSorted without a comparator', () => [2, 1].toSorted()],
]

const ITERATIONS: readonly (readonly [string, () => unknown])[] = [
  ['for…of a Map', () => [...new Map([[1, 2]])]],
  ['for…of a Set', () => [...new Set([1])]],
  ['Map.forEach', () => new Map([[1, 2]]).forEach(() => undefined)],
  ['Set.values', () => new Set([1]).values()],
  ['Array.from a Map', () => Array.from(new Map([[1, 2]]))],
]

describe('the guard fires', () => {
  test.each(OFFENCES)('on %s', (_, run) => {
    expect(() => runDeterministically(run)).toThrow(DeterminismError)
    expect(() => void run()).not.toThrow()
  })

  test.each(ITERATIONS)('where asked, on %s', (_, run) => {
    expect(() => runDeterministically(run, { banUnorderedIteration: true })).toThrow(
      DeterminismError,
    )
    expect(() => runDeterministically(run)).not.toThrow()
  })
})

test('exact code runs and gives its result', () => {
  const result = runDeterministically(
    () => {
      const amounts = new Map([['a', 3n]])
      amounts.set('b', 10n ** 18n)
      const order = [3, 1, 2].sort((a, b) => a - b)
      return { order, amount: amounts.get('b'), half: Math.floor(7 / 2) }
    },
    { banUnorderedIteration: true },
  )
  expect(result).toEqual({ order: [1, 2, 3], amount: 10n ** 18n, half: 3 })
})

test('everything is back after an error', () => {
  const before = Object.getOwnPropertyDescriptors(Math)
  expect(() =>
    runDeterministically(() => {
      throw new RangeError('the function failed')
    }),
  ).toThrow(RangeError)
  expect(Object.getOwnPropertyDescriptors(Math)).toEqual(before)
  expect(typeof Date.now()).toBe('number')
})
