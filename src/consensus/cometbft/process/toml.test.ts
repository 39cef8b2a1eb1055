import { expect, it } from 'vitest'
import { formatTomlTable } from './toml.ts'

it('writes texts, numbers, truth values and lists, and leaves out what has no value', () => {
  const table = {
    text: 'a',
    number: 512_000_000,
    on: true,
    off: false,
    list: ['b', 'c'],
    none: undefined,
  }
  expect(formatTomlTable(table)).toBe(
    'text = "a"\nnumber = 512000000\non = true\noff = false\nlist = ["b", "c"]\n',
  )
})

it('escapes whatever could end a text or begin another key', () => {
  expect(formatTomlTable({ moniker: 'a"\nunsafe = true\n\\\u0001\u007f' })).toBe(
    'moniker = "a\\"\\nunsafe = true\\n\\\\\\u0001\\u007f"\n',
  )
  expect(formatTomlTable({ moniker: '\ud800é' })).toBe('moniker = "\ufffdé"\n')
})
