import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { Head } from './chain-watch.ts'
import type { PlacedEvent } from './read-stream-events.ts'
import { createStreamHub, type StreamHub } from './stream-hub.ts'

const BACKLOG_BYTES = 20_000

const open: StreamHub[] = []
afterEach(() => {
  for (const hub of open.splice(0)) hub.close()
})

/** A hub over blocks that the test makes; each has one event of about 500 bytes. */
function setting() {
  const listeners = new Set<(head: Head, before: Head | undefined) => void>()
  const reads: (readonly [number, number])[] = []
  let head = headOf(0)
  const hub = createStreamHub(
    async (from, to) => {
      reads.push([from, to])
      return Array.from({ length: to - from }, (_, at) => blockEvent(from + 1 + at))
    },
    {
      head: () => head,
      onHead: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    {
      streamClients: 100,
      streamsPerClient: 100,
      streamBacklogBytes: BACKLOG_BYTES,
      streamHeartbeatMs: 3_600_000,
    },
  )
  open.push(hub)
  return {
    hub,
    reads,
    /** Makes the next block and waits until it was told. */
    addBlock: async (): Promise<void> => {
      const before = head
      head = headOf(before.height + 1)
      for (const listener of listeners) listener(head, before)
      await settle()
    },
    join: async (client: Client, after?: string): Promise<void> => {
      const { response } = client
      await hub.add({ response, owner: 'one', kinds: new Set(['block']), after })
      await settle()
    },
  }
}

function headOf(height: number): Head {
  return { height, blockHash: `0x${height}`, genesisHash: '0x0' } as Head
}

function blockEvent(height: number): PlacedEvent {
  const event = { kind: 'block', height, hash: 'x'.repeat(400) }
  return { id: `${height}.999999`, event: event as PlacedEvent['event'] }
}

/** All promises that wait for nothing outside have gone on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

interface Client {
  readonly response: ServerResponse
  readonly heights: () => readonly number[]
}

/** A client that takes everything at once, or after the headers nothing. */
function connect({ isStalled = false } = {}): Client {
  let text = ''
  const line = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString('utf8')
      if (!isStalled) done()
    },
  })
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  response.assignSocket(line as Socket)
  return {
    response,
    heights: () => [...text.matchAll(/"height":(\d+)/g)].map(([, height]) => Number(height)),
  }
}

test('who takes nothing is let go at the limit, and holds nobody up', async () => {
  const { hub, addBlock, join } = setting()
  const quick = [connect(), connect(), connect()]
  const stalled = connect({ isStalled: true })
  await join(stalled)
  for (const client of quick) await join(client)
  let most = 0
  for (let block = 1; block <= 100; block++) {
    await addBlock()
    most = Math.max(most, stalled.response.writableLength)
    for (const client of quick) expect(client.heights()).toHaveLength(block)
  }
  expect(stalled.response.destroyed).toBe(true)
  expect(hub.clients()).toBe(3)
  expect(most).toBeGreaterThan(BACKLOG_BYTES / 2)
  // The event with which it went over the limit is the last.
  expect(most).toBeLessThan(BACKLOG_BYTES + 1_000)
})

test('what many missed together is read once', async () => {
  const { addBlock, join, reads } = setting()
  for (let block = 0; block < 9; block++) await addBlock()
  reads.length = 0
  const clients = Array.from({ length: 50 }, () => connect())
  await Promise.all(clients.map((client) => join(client, '4.999999')))
  expect(reads).toEqual([[3, 9]])
  for (const client of clients) expect(client.heights()).toEqual([5, 6, 7, 8, 9])
  await addBlock()
  expect(reads).toEqual([
    [3, 9],
    [9, 10],
  ])
  for (const client of clients) expect(client.heights()).toEqual([5, 6, 7, 8, 9, 10])
})

test('a read that failed is tried again', async () => {
  let isBroken = true
  let heard: ((head: Head, before: Head | undefined) => void) | undefined
  const hub = createStreamHub(
    async (from, to) => {
      if (isBroken) throw new Error('no database')
      return Array.from({ length: to - from }, (_, at) => blockEvent(from + 1 + at))
    },
    {
      head: () => headOf(2),
      onHead: (listener) => {
        heard = listener
        return () => undefined
      },
    },
    {
      streamClients: 1,
      streamsPerClient: 1,
      streamBacklogBytes: BACKLOG_BYTES,
      streamHeartbeatMs: 3_600_000,
    },
  )
  open.push(hub)
  const first = connect()
  await hub.add({ response: first.response, owner: 'one', kinds: new Set(['block']), after: '1.0' })
  // It is let go: coming back it asks for what it missed.
  expect(first.response.destroyed).toBe(true)
  isBroken = false
  const second = connect()
  const { response } = second
  await hub.add({ response, owner: 'one', kinds: new Set(['block']), after: '1.0' })
  await settle()
  expect(second.heights()).toEqual([1, 2])
  heard?.(headOf(3), headOf(2))
  await settle()
  expect(second.heights()).toEqual([1, 2, 3])
})
