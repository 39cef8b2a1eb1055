import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { must } from '#base/assert.ts'
import { compareDocumentedCodes } from '../../test/tidy/documented-codes.ts'
import { STORAGE_ERROR_CODES } from './storage-error.ts'

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8')

it('the example of the README gives what it says', () => {
  const [, program] = must(/```ts\n([\s\S]*?)```/.exec(README), 'the example')
  const [, result] = must(/`proven` is `(\d+)`/.exec(README), 'the result')
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `${program}\nconsole.log(String(proven))`],
    { cwd: fileURLToPath(new URL('../../', import.meta.url)), encoding: 'utf8' },
  )
  expect(output.trim()).toBe(result)
})

it('the README lists every code of a StorageError, and no other', () => {
  const [, table] = must(/^## Errors\n([\s\S]*?)\n## /m.exec(README), 'the table of errors')
  expect(compareDocumentedCodes(STORAGE_ERROR_CODES, must(table, 'its rows'))).toEqual({
    undocumented: [],
    unknown: [],
  })
})
