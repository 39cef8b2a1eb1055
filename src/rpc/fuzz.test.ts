import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createFakeBackend } from './fake-backend.fixture.ts'
import { type Answer, createDirectClient, signTransfer } from './rpc-client.fixture.ts'
import { ALL_METHODS } from './methods/all-methods.ts'
import { RPC_ERRORS } from './errors.ts'

const RUNS = 1_500
const counts = new Map<string, number>()
const CODES = new Set<number>(Object.values(RPC_ERRORS).map((kind) => kind.code))

function note(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** Whatever comes in, what goes out is one or more JSON-RPC answers, and the node has no fault of its own. */
async function check(bytes: Uint8Array): Promise<void> {
  const client = createDirectClient(createFakeBackend())
  const text = await client.dispatcher.handle(Buffer.from(bytes), undefined)
  expect(client.internalErrors).toEqual([])
  if (text === undefined) {
    note('no answer')
    return
  }
  const parsed = JSON.parse(text) as Answer | Answer[]
  for (const answer of Array.isArray(parsed) ? parsed : [parsed]) {
    expect(answer.jsonrpc).toBe('2.0')
    if (answer.error === undefined) {
      expect('result' in answer).toBe(true)
      note('result')
    } else {
      expect(CODES.has(answer.error.code)).toBe(true)
      expect(answer.error.message).toMatch(/^[^\n]{1,400}$/)
      note(`error ${answer.error.code}`)
    }
  }
}

const GOOD_VALUES: readonly unknown[] = [
  'latest',
  'pending',
  'earliest',
  '0x0',
  '0x1',
  `0x${'1'.repeat(64)}`,
  '0x00000000000000000000000000000000000000b0',
  signTransfer({}),
  { to: '0x00000000000000000000000000000000000000b0', data: '0x' },
  { fromBlock: 'earliest', topics: [null, []] },
  { offset: 0, limit: 1 },
  'alice',
  true,
  1,
  [],
]

const parameter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...GOOD_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 5 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map((text) => `0x${text}`) },
)
const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ALL_METHODS.map((one) => one.name)) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'toString', 'debug_x', 'eth_', '') },
)
const request = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant('2.0') }, fc.jsonValue()),
    id: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.jsonValue()),
    method,
    params: fc.oneof(
      { weight: 9, arbitrary: fc.array(parameter, { maxLength: 4 }) },
      fc.jsonValue(),
    ),
  },
  { requiredKeys: ['jsonrpc', 'method'] },
)
const body = fc.oneof(
  { weight: 3, arbitrary: request },
  { weight: 1, arbitrary: fc.array(fc.oneof(request, fc.jsonValue()), { maxLength: 8 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
)

test('bodies that are nearly right', async () => {
  await fc.assert(
    fc.asyncProperty(body, (value) => check(Buffer.from(JSON.stringify(value)))),
    { numRuns: RUNS },
  )
})

test('bytes of any kind', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), check), { numRuns: RUNS })
})

test('good requests with damage', async () => {
  const good = JSON.stringify([
    { jsonrpc: '2.0', id: 1, method: 'eth_getBalance', params: [GOOD_VALUES[6], 'latest'] },
    { jsonrpc: '2.0', id: 'a', method: 'eth_sendRawTransaction', params: [signTransfer({})] },
    { jsonrpc: '2.0', id: 2, method: 'eth_getLogs', params: [{ fromBlock: '0x0' }] },
  ])
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(good.length), async (changes, length) => {
      const bytes = Buffer.from(good)
      for (const [at, value] of changes) bytes[at] = value
      await check(changes.length > 2 ? bytes.subarray(0, length) : bytes)
    }),
    { numRuns: RUNS },
  )
})

afterAll(() => {
  const executed = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const parts = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `${what} ${count}`)
  process.stdout.write(
    `RPC bodies: ${3 * RUNS} executed, ${executed} answers: ${parts.join(', ')}\n`,
  )
  for (const needed of ['result', 'error -32700', 'error -32600', 'error -32602']) {
    expect(counts.get(needed) ?? 0, needed).toBeGreaterThan(100)
  }
})
