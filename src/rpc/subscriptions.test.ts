import { describe, expect, test } from 'vitest'
import { ZERO_ADDRESS } from '#base/address.ts'
import { createFakeBackend, TRANSFER_TOPIC } from './fake-backend.fixture.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { createDirectClient, type DirectClient, signTransfer } from './rpc-client.fixture.ts'
import { createSubscriptions } from './subscriptions.ts'

const BOB = '0x00000000000000000000000000000000000000b0'
const LOG = { address: ZERO_ADDRESS, topics: [TRANSFER_TOPIC], data: new Uint8Array(0) }

interface Notification {
  readonly jsonrpc: string
  readonly method: string
  readonly params: { readonly subscription: string; readonly result: never }
}

function take(client: DirectClient): Notification[] {
  return client.notifications.splice(0).map((text) => JSON.parse(text) as Notification)
}

const results = (client: DirectClient) => take(client).map((one) => one.params.result as unknown)

describe('what a subscriber is told', () => {
  test('new blocks', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    const id = await client.result('eth_subscribe', ['newHeads'], true)
    backend.mineNow()
    backend.mineNow()
    const told = take(client)
    expect(told).toMatchObject([
      {
        jsonrpc: '2.0',
        method: 'eth_subscription',
        params: { subscription: id, result: { number: '0x1' } },
      },
      { params: { result: { number: '0x2', parentHash: expect.any(String) as string } } },
    ])
    expect(await client.result('eth_unsubscribe', [id], true)).toBe(true)
    backend.mineNow()
    expect(take(client)).toEqual([])
  })

  test('logs that fit, each by itself', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    await client.result('eth_subscribe', ['logs', { address: BOB }], true)
    await client.result('eth_subscribe', ['logs'], true)
    await client.result('eth_sendRawTransaction', [signTransfer({})])
    backend.mineNow([LOG])
    expect(results(client)).toMatchObject([
      { address: BOB, logIndex: '0x0' },
      { address: BOB, logIndex: '0x0' },
      { address: ZERO_ADDRESS, logIndex: '0x1' },
    ])
  })

  test('pending transactions, as hashes or whole; the node is listened to only meanwhile', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    expect(backend.pendingListeners).toBe(0)
    const first = await client.result('eth_subscribe', ['newPendingTransactions'], true)
    const second = await client.result('eth_subscribe', ['newPendingTransactions', true], true)
    expect(backend.pendingListeners).toBe(1)
    const hash = await client.result('eth_sendRawTransaction', [signTransfer({})])
    expect(results(client)).toMatchObject([hash, { hash, blockHash: null }])
    await client.result('eth_unsubscribe', [first], true)
    expect(backend.pendingListeners).toBe(1)
    await client.result('eth_unsubscribe', [second], true)
    expect(backend.pendingListeners).toBe(0)
  })

  test('that the node catches up, and that it has', async () => {
    const backend = createFakeBackend()
    const client = createDirectClient(backend)
    await client.result('eth_subscribe', ['syncing'], true)
    backend.mineNow()
    backend.syncingNow = { startingHeight: 1, currentHeight: 2, highestHeight: 9 }
    backend.mineNow()
    backend.mineNow()
    backend.syncingNow = undefined
    backend.mineNow()
    expect(results(client)).toEqual([true, false])
  })
})

describe('what cannot be subscribed to', () => {
  test.each([
    [['blocks'], /'kind': must be one of newHeads, logs, newPendingTransactions, syncing/],
    [[], /missing parameter 'kind'/],
    [['logs', { fromBlock: '0x1' }], /for new logs/],
    [['logs', { address: 'x' }], /'filter.address'/],
    [['logs', true], /'filter': must be an object/],
    [['newPendingTransactions', {}], /'fullTransactions'/],
    [['newHeads', {}], /no further parameter/],
  ])('%j', async (params, text) => {
    const client = createDirectClient(createFakeBackend())
    const { error } = await client.ask('eth_subscribe', params, true)
    expect(error?.code).toBe(-32602)
    expect(error?.message).toMatch(text)
  })

  test('as many as the limit for one connection, one more is not, an ended one makes room', async () => {
    const client = createDirectClient(createFakeBackend(), { maxSubscriptions: 2 })
    const subscribe = () => client.ask('eth_subscribe', ['newHeads'], true)
    const { result: id } = await subscribe()
    await subscribe()
    expect((await subscribe()).error?.code).toBe(-32005)
    await client.result('eth_unsubscribe', [id], true)
    expect((await subscribe()).error).toBeUndefined()
  })
})

test('nobody ends the subscriptions of another; a gone connection leaves nothing behind', () => {
  const backend = createFakeBackend()
  const subscriptions = createSubscriptions(backend, DEFAULT_LIMITS)
  const told: string[] = []
  const alice = { notify: () => void told.push('alice') }
  const bob = { notify: () => void told.push('bob') }
  const id = subscriptions.add(alice, { kind: 'newHeads' })
  subscriptions.add(bob, { kind: 'newHeads' })
  subscriptions.add(bob, { kind: 'newPendingTransactions', isFull: false })
  expect(subscriptions.remove(bob, id)).toBe(false)
  subscriptions.removeAll(bob)
  expect(subscriptions.size).toBe(1)
  expect(backend.pendingListeners).toBe(0)
  backend.mineNow()
  expect(told).toEqual(['alice'])
  subscriptions.close()
  expect(backend.blockListeners).toBe(0)
})
