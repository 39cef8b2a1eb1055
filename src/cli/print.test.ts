import { describe, expect, test } from 'vitest'
import { formatFacts, formatTable, printJson, printJsonLine } from './print.ts'

describe('formatTable', () => {
  const columns = [
    { title: 'name', text: (row: readonly string[]) => row[0] ?? '' },
    { title: 'n', text: (row: readonly string[]) => row[1] ?? '', right: true },
    { title: 'note', text: (row: readonly string[]) => row[2] ?? '' },
  ]

  test('makes columns as wide as their longest cell and leaves no blanks at the end', () => {
    const rows = [
      ['alice', '1', ''],
      ['b', '1,000', 'x'],
    ]
    expect(formatTable(columns, rows)).toBe('name       n  note\nalice      1\nb      1,000  x\n')
  })

  test('without rows shows the titles', () => {
    expect(formatTable(columns, [])).toBe('name  n  note\n')
  })
})

test('formatFacts puts the names into a column', () => {
  expect(
    formatFacts([
      ['a', '1'],
      ['long', '2'],
      ['', '3'],
    ]),
  ).toBe('a     1\nlong  2\n      3\n')
})

test.each([
  ['printJson', printJson, '{\n  "amountRau": "12345678901234567890"\n}\n'],
  ['printJsonLine', printJsonLine, '{"amountRau":"12345678901234567890"}\n'],
] as const)('%s writes amounts as decimal text', (_, print, expected) => {
  let written = ''
  print({ write: (text) => (written += text) }, { amountRau: 12_345_678_901_234_567_890n })
  expect(written).toBe(expected)
})
