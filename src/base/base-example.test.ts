import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { compareDocumentedCodes } from '../../test/tidy/documented-codes.ts'
import { must } from './assert.ts'
import { TRANSACTION_ERROR_CODES } from './transaction-error.ts'

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8')

it('the example of the README gives the address that it names', () => {
  const [, program] = must(/```ts\n([\s\S]*?)```/.exec(README), 'the example')
  const [, address] = must(/`alice` is `(0x[0-9a-f]{40})`/.exec(README), 'the result')
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `${program}\nconsole.log(alice)`],
    { cwd: fileURLToPath(new URL('../../', import.meta.url)), encoding: 'utf8' },
  )
  expect(output.trim()).toBe(address)
})

it('the README lists every refusal of a transaction, and no other', () => {
  const [, table] = must(
    /refuses with a `TransactionError`:\n([\s\S]*?)\n## /.exec(README),
    'the table of refusals',
  )
  expect(compareDocumentedCodes(TRANSACTION_ERROR_CODES, must(table, 'its rows'))).toEqual({
    undocumented: [],
    unknown: [],
  })
})
