import { describe, expect, test } from 'vitest'
import { REWARDING_ADDRESS } from '#protocol/system-addresses.ts'
import { createFakeBackend } from '../fake-backend.fixture.ts'
import { BOB } from '../fake-queries.fixture.ts'
import { createDirectClient, signTransfer } from '../rpc-client.fixture.ts'
import { ABSENT_FAMILIES, ABSENT_METHODS } from './absent-methods.ts'
import { ALL_METHODS } from './all-methods.ts'
import { CONTRACT_CALL, createSetting } from './setting.fixture.ts'

describe('what cannot be done', () => {
  const rows: readonly [
    name: string,
    method: string,
    params: readonly unknown[],
    code: number,
    text: RegExp,
  ][] = [
    [
      'past balance',
      'eth_getBalance',
      [BOB, '0x1'],
      -32000,
      /state at block 1 is not kept; only latest \(block 2\) and pending/,
    ],
    [
      'balance at genesis',
      'eth_getBalance',
      [BOB, 'earliest'],
      -32000,
      /state at block 0 is not kept/,
    ],
    [
      'balance at an unknown hash',
      'eth_getBalance',
      [BOB, `0x${'1'.repeat(64)}`],
      -32000,
      /state at block 0x1+ is not kept/,
    ],
    [
      'nonce in the future',
      'eth_getTransactionCount',
      [BOB, '0x3'],
      -32000,
      /there is no block 3 yet; the latest is 2/,
    ],
    ['past call', 'eth_call', [{ to: BOB }, '0x1'], -32000, /not kept/],
    ['past code', 'eth_getCode', [BOB, '0x1'], -32000, /not kept/],
    ['past storage', 'eth_getStorageAt', [BOB, '0x0', '0x1'], -32000, /not kept/],
    [
      'a refused call',
      'eth_call',
      [CONTRACT_CALL],
      3,
      /^execution reverted: BucketNotFound\(uint64\): /,
    ],
    ['a refused estimate', 'eth_estimateGas', [CONTRACT_CALL], 3, /^execution reverted/],
    ['a call that cannot run', 'eth_call', [{ to: BOB, value: '0x1' }], -32000, /^insufficient/],
    ['an estimate of a read', 'eth_estimateGas', [{ to: REWARDING_ADDRESS }], -32000, /eth_call/],
    ['fees of the future', 'eth_feeHistory', ['0x1', '0x3'], -32000, /no block 3/],
    [
      'the impact of no proposal',
      'boule_proposalImpact',
      [{ proposal: 9 }],
      -32000,
      /there is no proposal 9/,
    ],
    [
      'the impact on nobody',
      'boule_proposalImpact',
      [{ proposal: 2, delegate: 'zed' }],
      -32000,
      /no delegate "zed"/,
    ],
    [
      'the impact of nothing',
      'boule_proposalImpact',
      [{ epochs: 1 }],
      -32602,
      /either a proposal or a payload/,
    ],
    [
      'the impact of two',
      'boule_proposalImpact',
      [{ proposal: 2, payload: { kind: 'cancel', data: '0x' } }],
      -32602,
      /either a proposal or a payload/,
    ],
    [
      'an impact for too long',
      'boule_proposalImpact',
      [{ proposal: 2, epochs: 31 }],
      -32602,
      /from 1 to 30/,
    ],
    [
      'the impact of bytes that are none',
      'boule_proposalImpact',
      [{ payload: { kind: 'cancel', data: '0x12' } }],
      -32602,
      /no payload of this kind/,
    ],
    [
      'the impact of too many bytes',
      'boule_proposalImpact',
      [{ payload: { kind: 'cancel', data: `0x${'00'.repeat(65_537)}` } }],
      -32602,
      /at most 65536 bytes/,
    ],
    ['an unknown delegate', 'boule_delegate', ['zed'], -32000, /no delegate "zed"/],
    ['buckets of nobody', 'boule_buckets', [{ delegate: 'zed' }], -32000, /no delegate/],
    ['an unknown epoch', 'boule_epoch', [9], -32000, /no epoch 9 yet/],
    ['rules of later', 'boule_rules', [9], -32000, /epoch 9 yet/],
    ['an unknown collection', 'boule_getProof', ['a', 'b', 1], -32000, /no collection a.b/],
    ['a key that is none', 'boule_getProof', ['staking', 'buckets', 'x'], -32602, /is a number/],
    ['a malformed transaction', 'eth_sendRawTransaction', ['0x02'], -32000, /not well formed/],
    ['no transaction at all', 'eth_sendRawTransaction', ['0x'], -32000, /no bytes/],
    [
      'a nonce used before',
      'eth_sendRawTransaction',
      [signTransfer({ nonce: 0 })],
      -32000,
      /^nonce too low: next nonce 3, tx nonce 0/,
    ],
    ['an unknown filter', 'eth_getFilterChanges', ['0x12'], -32000, /^filter not found/],
    ['an unknown filter for logs', 'eth_getFilterLogs', ['0x12'], -32000, /^filter not found/],
    [
      'time that runs backwards',
      'evm_setNextBlockTimestamp',
      [1],
      -32602,
      /not after the latest block/,
    ],
    ['too many blocks', 'anvil_mine', [10_001], -32005, /at most 10000/],
    ['an offline nobody', 'boule_setOffline', ['zed', true], -32000, /no delegate/],
    [
      'logs of an unknown block',
      'eth_getLogs',
      [{ blockHash: `0x${'1'.repeat(64)}` }],
      -32000,
      /no block 0x1/,
    ],
  ]
  test.each(rows)('%s', async (_, method, params, code, text) => {
    const { client } = await createSetting()
    const { error } = await client.ask(method, params)
    expect(error?.code).toBe(code)
    expect(error?.message).toMatch(text)
    expect(client.internalErrors).toEqual([])
  })

  test('a refused call carries its ABI-encoded error', async () => {
    const { client } = await createSetting()
    const { error } = await client.ask('eth_call', [CONTRACT_CALL])
    expect(error?.data).toMatch(/^0x[0-9a-f]{8}0{63}7$/)
  })

  test('reasons that programs can tell apart', async () => {
    const { client } = await createSetting()
    const codeOf = async (method: string, params: readonly unknown[]) =>
      ((await client.ask(method, params)).error?.data as { code: string } | undefined)?.code
    expect(await codeOf('eth_sendRawTransaction', [signTransfer({ nonce: 0 })])).toBe(
      'nonce-too-low',
    )
    expect(await codeOf('eth_getBalance', [BOB, '0x1'])).toBe('state-not-kept')
    expect(await codeOf('eth_getFilterChanges', ['0x1'])).toBe('filter-not-found')
  })

  test.each(ABSENT_METHODS)('$name says what to use instead', async ({ name, instead }) => {
    const { client } = await createSetting()
    const { error } = await client.ask(name)
    expect(error).toEqual({
      code: -32004,
      message: `the method ${name} is not supported: ${instead}`,
    })
  })

  test.each(ABSENT_FAMILIES)('$prefix… says what to use instead', async ({ prefix }) => {
    const { client } = await createSetting()
    expect((await client.ask(`${prefix}setBalance`)).error?.code).toBe(-32004)
  })

  test('a long name is cut in the answer', async () => {
    const { client } = await createSetting()
    expect((await client.ask('x'.repeat(10_000))).error?.message.length).toBeLessThan(200)
  })
})

test('a network that is not for development has none of its methods', async () => {
  const client = createDirectClient(createFakeBackend({ isDev: false }))
  for (const { name, only } of ALL_METHODS) {
    if (only !== 'dev') continue
    const { error } = await client.ask(name)
    expect(error).toEqual({
      code: -32004,
      message: `the method ${name} is served by development networks only`,
    })
  }
  const { methods } = (await client.result('rpc_discover')) as { methods: { name: string }[] }
  expect(methods.map((method) => method.name)).not.toContain('evm_mine')
})

test('notifications need a WebSocket', async () => {
  const { client } = await createSetting()
  for (const method of ['eth_subscribe', 'eth_unsubscribe']) {
    expect((await client.ask(method, ['newHeads'])).error).toMatchObject({ code: -32004 })
  }
})

test('a node that catches up says so', async () => {
  const { backend, client } = await createSetting()
  backend.syncingNow = { startingHeight: 1, currentHeight: 2, highestHeight: 255 }
  expect(await client.result('eth_syncing')).toEqual({
    startingBlock: '0x1',
    currentBlock: '0x2',
    highestBlock: '0xff',
  })
})

test('the pool is listed whole or not at all', async () => {
  const backend = createFakeBackend()
  const client = createDirectClient(backend, { maxPoolContent: 2 })
  for (let nonce = 0; nonce < 2; nonce++) {
    await client.result('eth_sendRawTransaction', [signTransfer({ nonce })])
  }
  expect(await client.result('txpool_content')).toMatchObject({ queued: {} })
  await client.result('eth_sendRawTransaction', [signTransfer({ nonce: 2 })])
  for (const method of ['txpool_content', 'txpool_inspect']) {
    expect((await client.ask(method)).error?.code).toBe(-32005)
  }
})

test('the OpenRPC document describes every method with its parameters and result', async () => {
  const { client } = await createSetting()
  const document = (await client.result('rpc_discover')) as {
    methods: { name: string; summary: string; params: object[]; result: { schema: object } }[]
  }
  expect(document.methods.map((method) => method.name)).toEqual(
    ALL_METHODS.map((method) => method.name),
  )
  for (const method of document.methods) {
    expect(method.summary, method.name).toMatch(/^[A-Z].*\.$/)
    expect(Object.keys(method.result.schema), method.name).not.toEqual([])
    for (const parameter of method.params) {
      expect(parameter).toMatchObject({ name: expect.any(String) as string, schema: {} })
      expect((parameter as { summary: string }).summary).not.toBe('')
    }
  }
})
