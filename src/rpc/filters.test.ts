import { describe, expect, test } from 'vitest'
import { ZERO_ADDRESS } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import type { BlockRecord } from './backend.ts'
import { createFakeBackend, type FakeBackend, TRANSFER_TOPIC } from './fake-backend.fixture.ts'
import { createDirectClient, signTransfer, TEST_ACCOUNT } from './rpc-client.fixture.ts'

const BOB = '0x00000000000000000000000000000000000000b0'
const BOB_TOPIC = `0x${'0'.repeat(24)}${BOB.slice(2)}`
const ALICE_TOPIC = `0x${'0'.repeat(24)}${TEST_ACCOUNT.slice(2)}`
const LOG = { address: ZERO_ADDRESS, topics: [TRANSFER_TOPIC], data: new Uint8Array(0) }

const numbers = (logs: unknown) =>
  (logs as { blockNumber: string; logIndex: string }[]).map(
    (log) => `${Number(log.blockNumber)}/${Number(log.logIndex)}`,
  )

function hashOf(block: BlockRecord | undefined): string {
  return toHex(block?.hash ?? new Uint8Array(0))
}

/** Block 1: a transfer and two logs of its own. Block 2: nothing. Block 3: a transfer. */
async function mineThree(backend: FakeBackend): Promise<void> {
  await backend.submit(Buffer.from(signTransfer({ nonce: 0 }).slice(2), 'hex'))
  backend.mineNow([LOG, LOG])
  backend.mineNow()
  await backend.submit(Buffer.from(signTransfer({ nonce: 1 }).slice(2), 'hex'))
  backend.mineNow()
}

describe('eth_getLogs', () => {
  const rows: readonly [name: string, filter: object, expected: string[]][] = [
    ['without bounds the latest block', {}, ['3/0']],
    ['all', { fromBlock: 'earliest', toBlock: 'latest' }, ['1/0', '1/1', '1/2', '3/0']],
    ['up to a height', { fromBlock: '0x0', toBlock: '0x2' }, ['1/0', '1/1', '1/2']],
    ['beyond the head is cut', { fromBlock: '0x2', toBlock: '0xff' }, ['3/0']],
    ['from beyond the head', { fromBlock: '0x4' }, []],
    ['from beyond the head to a tag', { fromBlock: '0x4', toBlock: 'latest' }, []],
    ['pending counts as the latest', { fromBlock: 'pending', toBlock: 'pending' }, ['3/0']],
    ['by address', { fromBlock: 'earliest', address: BOB }, ['1/0', '3/0']],
    [
      'by address in mixed case',
      { fromBlock: 'earliest', address: BOB.replace('b0', 'B0') },
      ['1/0', '3/0'],
    ],
    [
      'by any of two addresses',
      { fromBlock: 'earliest', address: [BOB, ZERO_ADDRESS] },
      ['1/0', '1/1', '1/2', '3/0'],
    ],
    ['by topic', { fromBlock: 'earliest', topics: [TRANSFER_TOPIC] }, ['1/0', '1/1', '1/2', '3/0']],
    [
      'by a later topic',
      { fromBlock: 'earliest', topics: [null, null, BOB_TOPIC] },
      ['1/0', '3/0'],
    ],
    [
      'by any of two topics',
      { fromBlock: 'earliest', topics: [null, [BOB_TOPIC, ALICE_TOPIC]] },
      ['1/0', '3/0'],
    ],
    ['by a topic at the wrong place', { fromBlock: 'earliest', topics: [BOB_TOPIC] }, []],
    [
      'an empty place wants a topic to be there',
      { fromBlock: 'earliest', topics: [[], []] },
      ['1/0', '3/0'],
    ],
  ]
  test.each(rows)('%s', async (_, filter, expected) => {
    const backend = createFakeBackend()
    await mineThree(backend)
    const client = createDirectClient(backend)
    expect(numbers(await client.result('eth_getLogs', [filter]))).toEqual(expected)
  })

  test('by the hash of a block', async () => {
    const backend = createFakeBackend()
    await mineThree(backend)
    const client = createDirectClient(backend)
    const blockHash = hashOf(backend.chain[1])
    expect(numbers(await client.result('eth_getLogs', [{ blockHash }]))).toEqual([
      '1/0',
      '1/1',
      '1/2',
    ])
    expect(numbers(await client.result('eth_getLogs', [{ blockHash, address: BOB }]))).toEqual([
      '1/0',
    ])
  })

  test('a range of the limit is searched, a longer one is not, and the error says what to ask for', async () => {
    const backend = createFakeBackend()
    for (let i = 0; i < 5; i++) backend.mineNow()
    const client = createDirectClient(backend, { maxLogBlocks: 3 })
    expect(
      (await client.ask('eth_getLogs', [{ fromBlock: '0x1', toBlock: '0x3' }])).result,
    ).toEqual([])
    const { error } = await client.ask('eth_getLogs', [{ fromBlock: '0x1', toBlock: '0x4' }])
    expect(error).toEqual({
      code: -32005,
      message: 'the range has 4 blocks; at most 3 are searched at once: ask for 1 to 3 first',
    })
  })

  test('as many logs as the limit are given, one more is not, and the error says what to ask for', async () => {
    const backend = createFakeBackend()
    await mineThree(backend)
    const all = [{ fromBlock: 'earliest' }]
    expect(
      numbers(await createDirectClient(backend, { maxLogs: 4 }).result('eth_getLogs', all)),
    ).toHaveLength(4)
    const three = await createDirectClient(backend, { maxLogs: 3 }).ask('eth_getLogs', all)
    expect(three.error?.message).toBe('the range has more than 3 logs; ask for 0 to 2 first')
    const two = await createDirectClient(backend, { maxLogs: 2 }).ask('eth_getLogs', [
      { fromBlock: '0x1' },
    ])
    expect(two.error?.message).toBe('the range has more than 2 logs; give an address or topics')
  })
})

describe('filters', () => {
  test('a log filter gives what is new, once', async () => {
    const backend = createFakeBackend()
    backend.mineNow([LOG])
    const client = createDirectClient(backend)
    const id = await client.result('eth_newFilter', [{ address: [BOB, ZERO_ADDRESS] }])
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([])
    backend.mineNow([LOG])
    backend.mineNow([LOG, LOG])
    expect(numbers(await client.result('eth_getFilterChanges', [id]))).toEqual([
      '2/0',
      '3/0',
      '3/1',
    ])
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([])
    expect(numbers(await client.result('eth_getFilterLogs', [id]))).toEqual(['3/0', '3/1'])
    expect(await client.result('eth_uninstallFilter', [id])).toBe(true)
    expect(await client.result('eth_uninstallFilter', [id])).toBe(false)
  })

  test('a log filter with an end stops there', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    const id = await client.result('eth_newFilter', [{ toBlock: '0x2' }])
    for (let i = 0; i < 4; i++) backend.mineNow([LOG])
    expect(numbers(await client.result('eth_getFilterChanges', [id]))).toEqual(['1/0', '2/0'])
    backend.mineNow([LOG])
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([])
  })

  test('more logs than the limit come in parts, whole blocks each', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend, { maxLogs: 3 })
    const id = await client.result('eth_newFilter', [{}])
    for (let i = 0; i < 3; i++) backend.mineNow([LOG, LOG])
    expect(numbers(await client.result('eth_getFilterChanges', [id]))).toEqual(['1/0', '1/1'])
    expect(numbers(await client.result('eth_getFilterChanges', [id]))).toEqual(['2/0', '2/1'])
    expect(numbers(await client.result('eth_getFilterChanges', [id]))).toEqual(['3/0', '3/1'])
    backend.mineNow([LOG, LOG, LOG, LOG])
    expect((await client.ask('eth_getFilterChanges', [id])).error?.message).toMatch(
      /^block 4 alone/,
    )
  })

  test('a block filter gives hashes, in parts when there are many', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend, { maxLogBlocks: 2 })
    const id = await client.result('eth_newBlockFilter')
    for (let i = 0; i < 3; i++) backend.mineNow()
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([
      hashOf(backend.chain[1]),
      hashOf(backend.chain[2]),
    ])
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([hashOf(backend.chain[3])])
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([])
    expect((await client.ask('eth_getFilterLogs', [id])).error?.code).toBe(-32000)
  })

  test('a pending filter gives hashes; one that waits too long is told what it missed', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend, { maxPendingHashes: 2 })
    const send = (nonce: number) =>
      client.result('eth_sendRawTransaction', [signTransfer({ nonce })])
    expect(backend.pendingListeners).toBe(0)
    const id = await client.result('eth_newPendingTransactionFilter')
    const hashes = [await send(0), await send(1)]
    expect(await client.result('eth_getFilterChanges', [id])).toEqual(hashes)
    for (let nonce = 2; nonce < 5; nonce++) await send(nonce)
    expect((await client.ask('eth_getFilterChanges', [id])).error?.message).toMatch(
      /^1 hashes came/,
    )
    expect(await client.result('eth_getFilterChanges', [id])).toEqual([])
    await client.result('eth_uninstallFilter', [id])
    expect(backend.pendingListeners).toBe(0)
  })

  test('as many filters as the limit; one that nobody asks makes room', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend, { maxFilters: 2, filterExpiryMs: 1_000 })
    const old = await client.result('eth_newPendingTransactionFilter')
    const used = await client.result('eth_newBlockFilter')
    expect((await client.ask('eth_newFilter', [{}])).error?.code).toBe(-32005)
    client.nowMs += 1_000
    await client.result('eth_getFilterChanges', [used])
    client.nowMs += 1
    expect((await client.ask('eth_getFilterChanges', [old])).error?.message).toMatch(
      /^filter not found/,
    )
    expect(backend.pendingListeners).toBe(0)
    await client.result('eth_newFilter', [{}])
  })
})
