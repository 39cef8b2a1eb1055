import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TRANSACTION_ERROR_CODES } from '#base/transaction-error.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import { createFakeBackend } from './fake-backend.fixture.ts'
import { errorText, REASONS, RPC_ERRORS, RpcFault, type RpcErrorName } from './errors.ts'
import { STATUSES, STATUSES_BY_MODULE } from './outcome-statuses.ts'
import { createErrorReference } from './reference/error-reference.ts'
import { type Answer, createDirectClient, signTransfer } from './rpc-client.fixture.ts'
import { SUBMISSION_CODES, toSubmissionCode } from './submission-codes.ts'

const SOURCE = new URL('../', import.meta.url).pathname

/** The program without its tests, by file. */
const FILES = new Map(
  globSync('**/*.ts', { cwd: SOURCE })
    .filter((name) => !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => [name, readFileSync(`${SOURCE}${name}`, 'utf8')]),
)

function countUses(pattern: RegExp, folders: RegExp): number {
  let uses = 0
  for (const [name, text] of FILES) {
    if (folders.test(name)) uses += [...text.matchAll(pattern)].length
  }
  return uses
}

describe('every JSON-RPC error occurs', () => {
  const STAKING = '0x04c22afae6a03438b8fed74cb1cf441168df3f12'
  const rows: Record<RpcErrorName, string> = {
    reverted: `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"${STAKING}"}]}`,
    timeout: `{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransactionSync","params":["${signTransfer({})}",1]}`,
    parse: '{',
    invalidRequest: '7',
    methodNotFound: '{"jsonrpc":"2.0","id":1,"method":"eth_nothing"}',
    invalidParams: '{"jsonrpc":"2.0","id":1,"method":"eth_getBalance"}',
    internal: '{"jsonrpc":"2.0","id":1,"method":"net_peerCount"}',
    server: '{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["0x"]}',
    notSupported: '{"jsonrpc":"2.0","id":1,"method":"debug_traceCall"}',
    limitExceeded: '{"jsonrpc":"2.0","id":1,"method":"anvil_mine","params":[10001]}',
  }
  test.each(Object.entries(rows))('%s', async (name, body) => {
    const backend = createFakeBackend()
    Object.assign(backend, { peerCount: () => JSON.parse('no JSON') as number })
    const { error } = (await createDirectClient(backend).send(body)) as Answer
    expect(error?.code).toBe(RPC_ERRORS[name as RpcErrorName].code)
  })
})

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

  test('every one of them is given somewhere', () => {
    const unused: string[] = []
    for (const [name, text] of FILES) {
      if (!/^protocol\/(\w+\/)?status\.ts$/.test(name)) continue
      for (const [, constant] of text.matchAll(/^export const (\w+): Status = /gm)) {
        const uses = countUses(
          new RegExp(`\\b${constant}\\b`, 'g'),
          /^protocol\/(?!(\w+\/)?status\.ts)/,
        )
        // An import alone is one mention.
        if (uses < 2) unused.push(`${name} ${constant}`)
      }
    }
    expect(unused).toEqual([])
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

test('every reason is given somewhere', () => {
  for (const reason of Object.keys(REASONS)) {
    expect(
      countUses(new RegExp(`'${reason}'`, 'g'), /^(rpc\/(?!errors\.ts)|node\/|consensus\/)/),
      reason,
    ).toBeGreaterThan(0)
  }
})

test('every code, word and outcome is in the reference', () => {
  const text = createErrorReference()
  for (const { code } of Object.values(RPC_ERRORS)) expect(text).toContain(`| \`${code}\` |`)
  for (const word of Object.keys(REASONS)) expect(text).toContain(`| \`${word}\` |`)
  for (const { code } of SUBMISSION_CODES) expect(text).toContain(`| \`${code}\` |`)
  for (const { code } of Object.values(ADMISSION_CODES)) expect(text).toContain(`| \`${code}\` |`)
  for (const { code, error } of STATUSES) expect(text).toContain(`| ${code} | \`${error}\` |`)
})

test('an error of the program shows nothing of itself', () => {
  expect(errorText(new TypeError('secret'))).toBe(
    '{"code":-32603,"message":"internal error: see the log of the node"}',
  )
  expect(errorText(new RpcFault('server', 'a "quoted" text', { code: 'x' }))).toBe(
    '{"code":-32000,"message":"a \\"quoted\\" text","data":{"code":"x"}}',
  )
})
