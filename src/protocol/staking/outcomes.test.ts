import { readdirSync, readFileSync } from 'node:fs'
import { parseAbiSignature } from '#base/abi/abi-signature.ts'
import { must } from '#base/assert.ts'
import { describe, expect, test } from 'vitest'
import { DELEGATES_STATUSES } from '../delegates/status.ts'
import type { Status } from '../outcome.ts'
import { STAKING_STATUSES } from './status.ts'

interface Module {
  readonly folder: URL
  readonly statuses: readonly Status[]
}

const MODULES: Readonly<Record<string, Module>> = {
  staking: { folder: new URL('./', import.meta.url), statuses: STAKING_STATUSES },
  delegates: { folder: new URL('../delegates/', import.meta.url), statuses: DELEGATES_STATUSES },
}

function nameOf(status: Status): string {
  return parseAbiSignature(status.error).name
}

/** Rows of the README's section «Outcomes»: error and code. */
function readDocumented(folder: URL): readonly string[] {
  const text = readFileSync(new URL('README.md', folder), 'utf8')
  const section = must(text.split('## Outcomes')[1]?.split('\n## ')[0], 'the outcomes')
  return [...section.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(
    ([, name, code]) => `${name} ${code}`,
  )
}

/** All that the tests of both modules expect. */
const TESTS = Object.values(MODULES)
  .flatMap(({ folder }) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts') && file !== 'outcomes.test.ts')
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  )
  .join('\n')

describe.each(Object.entries(MODULES))('%s', (_, { folder, statuses }) => {
  test('the README lists every outcome, and no other', () => {
    expect(readDocumented(folder)).toEqual(
      statuses.map((status) => `${nameOf(status)} ${status.code}`),
    )
  })

  test('they stand in order of code', () => {
    const codes = statuses.map(({ code }) => code)
    expect(codes).toEqual(codes.toSorted((a, b) => a - b))
  })

  test.each(statuses.map((status) => [nameOf(status), status] as const))(
    '%s occurs in a test and says what would be right',
    (name, status) => {
      expect(TESTS).toContain(`${name}(`)
      expect(status.meaning).toMatch(/^[A-Z].{20,}\.$/)
    },
  )
})

test('no name stands for two errors', () => {
  const names = [...STAKING_STATUSES, ...DELEGATES_STATUSES].map(nameOf)
  expect(new Set(names).size).toBe(names.length)
})
