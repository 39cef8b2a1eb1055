import { expect, test } from 'vitest'
import { measureJsonDepth } from './json-depth.ts'

const rows: readonly [name: string, text: string, depth: number][] = [
  ['nothing', '', 0],
  ['a number', '12', 0],
  ['an object', '{"a":1}', 1],
  ['siblings do not add up', '[[],[],{"a":[]}]', 3],
  ['brackets in a text do not count', '{"a":"[[[{{{"}', 1],
  ['an escaped quote does not end a text', '{"a":"\\"[[["}', 1],
  ['an escaped backslash does not escape the quote', '["\\\\",[]]', 2],
  ['three backslashes escape the quote', '["\\\\\\"[[[",[]]', 2],
  ['an unfinished text', '["[[[', 1],
  ['too many ends', ']]]][', 0],
]

test.each(rows)('%s', (_, text, depth) => {
  expect(measureJsonDepth(Buffer.from(text), 100)).toBe(depth)
})

test('stops above the limit', () => {
  expect(measureJsonDepth(Buffer.from('['.repeat(1_000_000)), 32)).toBe(33)
  expect(measureJsonDepth(Buffer.from('['.repeat(32)), 32)).toBe(32)
})

test('agrees with a plain count over parsed values', () => {
  const values = [
    [[1, '[', { a: ['\\', '"]', {}] }]],
    { '{"': [[[['\\"']]]] },
    ['\u{1F600}"', [[]]],
  ]
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
      : 0
  for (const value of values) {
    expect(measureJsonDepth(Buffer.from(JSON.stringify(value)), 99)).toBe(depthOf(value))
  }
})
