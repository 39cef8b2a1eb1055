import { describe, expect, test } from 'vitest'
import { createFakeBackend } from './fake-backend.fixture.ts'
import { type Answer, createDirectClient, signTransfer } from './rpc-client.fixture.ts'

const OK = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'

describe('the envelope', () => {
  const rows: readonly [name: string, text: string, expected: unknown][] = [
    ['no JSON', '{', { code: -32700, id: null }],
    ['nothing', '', { code: -32700, id: null }],
    ['a number', '7', { code: -32600, id: null }],
    ['a text', '"eth_chainId"', { code: -32600, id: null }],
    ['null', 'null', { code: -32600, id: null }],
    ['no version', '{"id":1,"method":"eth_chainId"}', { code: -32600, id: 1 }],
    ['version 1', '{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}', { code: -32600, id: 1 }],
    ['no method', '{"jsonrpc":"2.0","id":1}', { code: -32600, id: 1 }],
    ['a method that is no text', '{"jsonrpc":"2.0","id":1,"method":{}}', { code: -32600, id: 1 }],
    [
      'an id that is an object',
      '{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}',
      { code: -32600, id: null },
    ],
    [
      'an id that is true',
      '{"jsonrpc":"2.0","id":true,"method":"eth_chainId"}',
      { code: -32600, id: null },
    ],
    [
      'parameters by name',
      '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":{}}',
      { code: -32602, id: 1 },
    ],
    [
      'an unknown method',
      '{"jsonrpc":"2.0","id":1,"method":"eth_nothing"}',
      { code: -32601, id: 1 },
    ],
    [
      'a method of Object',
      '{"jsonrpc":"2.0","id":1,"method":"constructor"}',
      { code: -32601, id: 1 },
    ],
    ['an empty batch', '[]', { code: -32600, id: null }],
  ]
  test.each(rows)('%s', async (_, text, expected) => {
    const client = createDirectClient(createFakeBackend())
    const { error, id, jsonrpc } = (await client.send(text)) as Answer
    expect({ code: error?.code, id }).toEqual(expected)
    expect(jsonrpc).toBe('2.0')
    expect(error?.message).toMatch(/^[^\n]+$/)
    expect(client.internalErrors).toEqual([])
  })

  test('bytes that are not UTF-8', async () => {
    const client = createDirectClient(createFakeBackend())
    const text = await client.dispatcher.handle(Buffer.from([0x22, 0xff, 0x22]), undefined)
    expect(JSON.parse(text ?? '').error.code).toBe(-32700)
  })

  test.each([
    ['a number', '7', 7],
    ['a fraction', '1.5', 1.5],
    ['a text', '"a\\"b"', 'a"b'],
    ['null', 'null', null],
  ])('the id comes back: %s', async (_, id, expected) => {
    const client = createDirectClient(createFakeBackend())
    const answer = await client.send(`{"jsonrpc":"2.0","id":${id},"method":"eth_chainId"}`)
    expect(answer).toEqual({ jsonrpc: '2.0', id: expected, result: '0x7ab7' })
  })

  test('an id of 256 characters is taken, one of 257 is not', async () => {
    const client = createDirectClient(createFakeBackend())
    const ask = async (length: number) =>
      (await client.send(
        JSON.stringify({ jsonrpc: '2.0', id: 'x'.repeat(length), method: 'eth_chainId' }),
      )) as Answer
    expect((await ask(256)).result).toBe('0x7ab7')
    expect((await ask(257)).error?.code).toBe(-32600)
  })

  test('a notification is done and not answered', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    expect(await client.send('{"jsonrpc":"2.0","method":"evm_mine"}')).toBeUndefined()
    expect(await client.send('[{"jsonrpc":"2.0","method":"evm_mine"}]')).toBeUndefined()
    expect(await client.send('{"jsonrpc":"2.0","method":"eth_nothing"}')).toBeUndefined()
    expect(backend.head().height).toBe(2)
  })

  test('nesting up to the limit is taken, one more is not', async () => {
    const client = createDirectClient(createFakeBackend())
    const nested = (depth: number) =>
      `{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect(((await client.send(nested(31))) as Answer).error?.code).toBe(-32602)
    expect(((await client.send(nested(32))) as Answer).error?.code).toBe(-32700)
  })
})

describe('batches', () => {
  test('answers stand in the order of the requests, bad ones among them', async () => {
    const client = createDirectClient(createFakeBackend())
    const answers = (await client.send(
      `[${OK},7,{"jsonrpc":"2.0","id":"b","method":"net_version"},{"jsonrpc":"2.0","method":"net_version"},[]]`,
    )) as Answer[]
    expect(answers.map((one) => one.result ?? one.error?.code)).toEqual([
      '0x7ab7',
      -32600,
      '31415',
      -32600,
    ])
    expect(answers.map((one) => one.id)).toEqual([1, null, 'b', null])
  })

  test('1,000 requests are taken, 1,001 are not', async () => {
    const client = createDirectClient(createFakeBackend())
    const batch = (count: number) => `[${Array.from({ length: count }, () => OK).join(',')}]`
    expect((await client.send(batch(1_000))) as Answer[]).toHaveLength(1_000)
    expect(((await client.send(batch(1_001))) as Answer).error?.code).toBe(-32005)
  })

  test('transactions that follow one another are submitted together, each with its own answer', async () => {
    const backend = createFakeBackend()
    const sizes: number[] = []
    const { submitBatch } = backend
    Object.assign(backend, {
      submitBatch: (raws: Uint8Array[]) => {
        sizes.push(raws.length)
        return submitBatch(raws)
      },
    })
    const client = createDirectClient(backend)
    const send = (id: number, ...params: unknown[]) => ({
      jsonrpc: '2.0',
      id,
      method: 'eth_sendRawTransaction',
      params,
    })
    const batch = [
      send(1, signTransfer({ nonce: 0 })),
      send(2, 'no hex'),
      send(3, signTransfer({ nonce: 0, valueRau: 6n })),
      { jsonrpc: '2.0', id: 4, method: 'txpool_status' },
      send(5, signTransfer({ nonce: 1 })),
      send(6, '0x', '0x'),
    ]
    const answers = (await client.send(JSON.stringify(batch))) as Answer[]
    expect(answers.map((one) => one.id)).toEqual([1, 2, 3, 4, 5, 6])
    expect(answers.map((one) => one.error?.code)).toEqual([
      undefined,
      -32602,
      -32000,
      undefined,
      undefined,
      -32602,
    ])
    expect(answers[2]?.error?.message).toMatch(/^nonce too low/)
    expect(answers[3]?.result).toEqual({ pending: '0x1', queued: '0x0' })
    expect(sizes).toEqual([2, 1])
  })
})

describe('the size of answers', () => {
  const request = (id: number) => ({ jsonrpc: '2.0', id, method: 'web3_clientVersion' })
  const length = JSON.stringify({ jsonrpc: '2.0', id: 1, result: 'Boule/0.1.0/test' }).length

  test('an answer of the limit is given, one longer is an error', async () => {
    const backend = createFakeBackend()
    const fits = createDirectClient(backend, { maxResponseBytes: length })
    expect(((await fits.send(JSON.stringify(request(1)))) as Answer).result).toBe(
      'Boule/0.1.0/test',
    )
    const tooLong = createDirectClient(backend, { maxResponseBytes: length - 1 })
    expect(((await tooLong.send(JSON.stringify(request(1)))) as Answer).error?.code).toBe(-32005)
  })

  test('what does not fit into a batch any more is an error, the rest stands', async () => {
    const client = createDirectClient(createFakeBackend(), { maxResponseBytes: 2 * length + 1 })
    const batch = JSON.stringify([request(1), request(2), request(3)])
    const answers = (await client.send(batch)) as Answer[]
    expect(answers.map((one) => one.error?.code)).toEqual([undefined, undefined, -32005])
  })

  test('what stands behind a full batch is not even run', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend, { maxResponseBytes: length })
    const mine = { jsonrpc: '2.0', id: 2, method: 'evm_mine' }
    const answers = (await client.send(JSON.stringify([request(1), mine]))) as Answer[]
    expect(answers.map((one) => one.error?.code)).toEqual([undefined, -32005])
    expect(backend.head().height).toBe(0)
  })
})

test('a fault of the node is reported to it, and to the client without details', async () => {
  const backend = createFakeBackend()
  Object.assign(backend, {
    peerCount: () => {
      throw new Error('secret detail')
    },
    blockByHash: () => Promise.reject(new Error('secret detail')),
    submitBatch: () => Promise.reject(new Error('secret detail')),
  })
  const client = createDirectClient(backend)
  for (const [method, params] of [
    ['net_peerCount', []],
    ['eth_getBlockByHash', [`0x${'0'.repeat(64)}`]],
  ] as const) {
    const answer = await client.ask(method, params)
    expect(answer.error).toEqual({
      code: -32603,
      message: 'internal error: see the log of the node',
    })
  }
  const batch = [{ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: ['0x00'] }]
  expect(JSON.stringify(await client.send(JSON.stringify(batch)))).not.toContain('secret')
  expect(client.internalErrors).toHaveLength(3)
})
