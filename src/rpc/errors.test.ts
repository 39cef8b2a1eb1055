import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TRANSACTION_ERROR_CODES } from '#base/transaction-error.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import { errorText, REASONS, RPC_ERRORS, RpcFault } from './errors.ts'
import { STATUSES, STATUSES_BY_MODULE } from './outcome-statuses.ts'
import { SUBMISSION_CODES, toSubmissionCode } from './submission-codes.ts'

// That each of the codes occurs, and is documented, is shown in test/errors.

const SOURCE = new URL('../', import.meta.url).pathname

/** The program without its tests, by file. */
const FILES = new Map(
  globSync('**/*.ts', { cwd: SOURCE })
    .filter((name) => !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => [name, readFileSync(`${SOURCE}${name}`, 'utf8')]),
)

test('codes are unique', () => {
  const codes = Object.values(RPC_ERRORS).map((kind) => kind.code)
  expect(new Set(codes).size).toBe(codes.length)
  const words = [...Object.keys(REASONS), ...SUBMISSION_CODES.map((one) => one.code)]
  expect(new Set(words).size).toBe(words.length)
})

describe('outcome codes', () => {
  test('every module with a table of them is listed', () => {
    const withTable = [...FILES.keys()].filter((name) =>
      /^protocol\/(\w+\/)?status\.ts$/.test(name),
    )
    expect(STATUSES_BY_MODULE).toHaveLength(withTable.length)
    for (const name of withTable) {
      const declared = [...(FILES.get(name) ?? '').matchAll(/error: '([^']+)'/g)].map(
        ([, error]) => error,
      )
      const listed = new Set(STATUSES.map((status) => status.error))
      expect(
        declared.filter((error) => !listed.has(error as string)),
        name,
      ).toEqual([])
    }
  })

  test('a Solidity error means one thing', () => {
    const meanings = new Map<string, string>()
    for (const { error, code } of STATUSES) {
      expect(meanings.get(error) ?? `${code}`).toBe(`${code}`)
      meanings.set(error, `${code}`)
    }
  })
})

describe('words for refused transactions', () => {
  const known = new Set(SUBMISSION_CODES.map((one) => one.code))

  test('all that decoding, pool and admission give are known', () => {
    const given = new Set<string>(TRANSACTION_ERROR_CODES)
    for (const [name, pattern] of [
      ['mempool/pool-refusal.ts', /^ {2}\| '([a-z0-9-]+)'/gm],
      ['mempool/admission.ts', /code: '([a-z0-9-]+)'/g],
    ] as const) {
      const words = [...(FILES.get(name) ?? '').matchAll(pattern)].map(([, word]) => word as string)
      expect(words.length, name).toBeGreaterThan(1)
      for (const word of words) given.add(word)
    }
    for (const { code } of Object.values(ADMISSION_CODES))
      if (code !== 0) given.add(toSubmissionCode(code))
    expect([...given].filter((word) => !known.has(word))).toEqual([])
    expect([...known].filter((word) => !given.has(word))).toEqual([])
  })
})

test('an error of the program shows nothing of itself', () => {
  expect(errorText(new TypeError('secret'))).toBe(
    '{"code":-32603,"message":"internal error: see the log of the node"}',
  )
  expect(errorText(new RpcFault('server', 'a "quoted" text', { code: 'x' }))).toBe(
    '{"code":-32000,"message":"a \\"quoted\\" text","data":{"code":"x"}}',
  )
})
