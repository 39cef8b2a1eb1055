import { expect, test } from 'vitest'
import { z } from 'zod'
import { csvColumns, csvRow } from './csv.ts'

const ITEM = z.object({
  id: z.int(),
  owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  text: z.string(),
  links: z.array(z.string()),
})

test('members of members are columns with dots', () => {
  expect(csvColumns(ITEM).map(({ name }) => name)).toEqual([
    'id',
    'owner.id',
    'owner.name',
    'text',
    'links',
  ])
})

test.each([
  ['plain', 'a b', 'a b'],
  ['a comma', 'a,b', '"a,b"'],
  ['quotes', 'say "x"', '"say ""x"""'],
  ['lines', 'a\r\nb', '"a\r\nb"'],
  ['a formula', '=1+1', "'=1+1"],
  ['a formula behind spaces', '  =1', `'  =1`],
  ['a link', '@SUM(A1)', "'@SUM(A1)"],
  ['plus', '+1', "'+1"],
  ['minus and words', '-cmd', "'-cmd"],
  ['a tab', '\tx', `'\tx`],
  ['a negative number', '-12', '-12'],
])('%s', (_, text, cell) => {
  const row = csvRow(csvColumns(z.object({ text: z.string() })), { text })
  expect(row).toBe(`${cell}\r\n`)
})

test('what is not there is empty, lists are JSON', () => {
  const row = csvRow(csvColumns(ITEM), { id: 1, owner: null, text: '', links: ['a', 'b'] })
  expect(row).toBe('1,,,,"[""a"",""b""]"\r\n')
})
