import { createConnection } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { type AbciClient, ConnectionClosed, encodeRequest } from './abci-client.fixture.ts'
import { blockAt, CHAIN, type ServedApplication, serve } from './abci-server.fixture.ts'
import { MAX_REQUEST_BYTES } from './connection.ts'

/** Another connection is still served. */
async function expectAlive({ connect }: ServedApplication): Promise<void> {
  const client = await connect()
  expect(await client.call('echo', { message: 'still there' })).toMatchObject({
    message: 'still there',
  })
  client.kill()
}

function varint(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}

describe('what is no request closes its connection, with one line in the log', () => {
  test.each<readonly [string, Uint8Array, string]>([
    [
      'a length above the limit',
      Uint8Array.from(varint(MAX_REQUEST_BYTES + 1)),
      'at most 134217728',
    ],
    ['a varint without end', new Uint8Array(10).fill(255), 'no varint'],
    ['no protobuf message', Uint8Array.of(3, 255, 255, 255), 'no protobuf message'],
    ['a message shorter than it says', Uint8Array.of(3, 0x12, 5, 0), 'no protobuf message'],
    ['an empty request', Uint8Array.of(0), 'no known method'],
    ['a method that is reserved', Uint8Array.of(2, (4 << 3) | 2, 0), 'no known method'],
    ['a method of the future', Uint8Array.of(3, 0xba, 0x06, 0), 'no known method'],
    ['a text instead of bytes', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'it ended in the middle'],
    [
      'a block without its time',
      encodeRequest('finalizeBlock', { height: 1n }),
      'without its time',
    ],
    ['a flag of a vote that is unknown', withVote({ blockIdFlag: 0 }), 'unknown flag 0'],
    ['a vote without a validator', withVote({ blockIdFlag: 2 }), 'has 0 bytes, not 20'],
    ['misbehavior of an unknown type', withMisbehavior(), 'unknown type 0'],
    [
      'a height beyond numbers',
      encodeRequest('loadSnapshotChunk', { height: 2n ** 63n }),
      'too large',
    ],
    ['an offer of nothing', encodeRequest('offerSnapshot', {}), 'without a snapshot'],
  ])('%s', async (_name, bytes, message) => {
    const application = createFakeApplication()
    application.initChain(CHAIN)
    const served = await serve(application)
    const client = await served.connect()
    client.writeBytes(bytes)
    client.end()
    await client.closed
    expect(served.lines()).toHaveLength(1)
    expect(served.lines()[0]).toContain('warn abci connection closed')
    expect(served.lines()[0]).toContain(message)
    expect(served.failures).toEqual([])
    expect(application.info().lastBlockHeight).toBe(0)
    await expectAlive(served)
  })

  function header() {
    const block = blockAt(1)
    return { height: 1n, time: { seconds: 2n, nanos: 0 }, hash: block.hash }
  }
  function withVote(vote: { readonly blockIdFlag: number }): Uint8Array {
    const proposerAddress = new Uint8Array(20)
    const decidedLastCommit = { votes: [vote] }
    return encodeRequest('finalizeBlock', { ...header(), proposerAddress, decidedLastCommit })
  }
  function withMisbehavior(): Uint8Array {
    const proposerAddress = new Uint8Array(20)
    return encodeRequest('finalizeBlock', { ...header(), proposerAddress, misbehavior: [{}] })
  }
})

test('requests before the wrong bytes are answered', async () => {
  const served = await serve(createFakeApplication())
  const client = await served.connect()
  const echo = client.send('echo', { message: 'first' })
  const lost = client.send('echo', { message: 'second' })
  client.writeBytes(Uint8Array.of(0))
  expect((await echo).message).toBe('first')
  expect((await lost).message).toBe('second')
  await client.closed
})

test('a connection that ends inside a request leaves the others alone', async () => {
  const served = await serve(createFakeApplication())
  const comet = await served.connectCometbft()
  await comet.initChain(CHAIN)
  const other = await served.connect()
  // The length of a large request, and a little of it.
  other.writeBytes(Uint8Array.from([...varint(100_000_000), 1, 2, 3]))
  await comet.finalizeBlock(blockAt(1))
  other.kill()
  await comet.commit()
  expect((await comet.info()).lastBlockHeight).toBe(1)
})

test('a length that is announced takes no memory before its bytes come', async () => {
  const served = await serve(createFakeApplication())
  const before = process.memoryUsage.rss()
  const clients: AbciClient[] = []
  for (let i = 0; i < 8; i++) {
    const client = await served.connect()
    client.writeBytes(Uint8Array.from(varint(MAX_REQUEST_BYTES)))
    clients.push(client)
  }
  await expectAlive(served)
  expect(process.memoryUsage.rss() - before).toBeLessThan(2 * MAX_REQUEST_BYTES)
  for (const client of clients) client.kill()
})

test('nothing more is read from a peer that does not fetch its answers', async () => {
  const served = await serve(createFakeApplication())
  const socket = createConnection(served.socketPath)
  const frame = encodeRequest('echo', { message: 'x'.repeat(50_000) })
  // 100 MB in all; the kernel's buffers hold less than 1 MB.
  for (let i = 0; i < 2_000; i++) socket.write(frame)
  // Meanwhile all of it would have been read.
  const other = await served.connect()
  for (let i = 0; i < 500; i++) await other.call('echo', {})
  expect(socket.writableLength).toBeGreaterThan(90_000_000)
  socket.destroy()
  await expectAlive(served)
})

test('connections beyond those of CometBFT are refused', async () => {
  const served = await serve(createFakeApplication())
  const clients: AbciClient[] = []
  for (let i = 0; i < 16; i++) clients.push(await served.connect())
  const oneMore = await served.connect()
  await expect(oneMore.call('echo', {})).rejects.toThrow(ConnectionClosed)
  expect(served.lines()).toEqual(['warn abci connection refused connections=16'])
  for (const client of clients) expect(await client.call('echo', {})).toBeDefined()
})
