import { expect, test } from 'vitest'
import { compareDocumentedCodes } from './documented-codes.ts'

test.each([
  ['all documented', ['a', 'b'], '| `a` | x |\n| `b` | y |', [], []],
  ['one undocumented', ['a', 'b'], '| `a` | x |', ['b'], []],
  ['one unknown', ['a'], '| `a` | x |\n| `c` | y |', [], ['c']],
  ['named in prose only', ['a'], 'The code `a` says so.', ['a'], []],
])('%s', (_, codes, markdown, undocumented, unknown) => {
  expect(compareDocumentedCodes(codes, markdown)).toEqual({ undocumented, unknown })
})
