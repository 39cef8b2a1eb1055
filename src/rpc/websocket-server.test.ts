import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createFakeBackend } from './fake-backend.fixture.ts'
import { CHAIN_ID, openRaw, startTestServer, stopTestServers } from './raw-http.fixture.ts'

const open: WebSocket[] = []

afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await stopTestServers()
})

interface Client {
  readonly socket: WebSocket
  /** The next message, parsed. */
  next(): Promise<unknown>
  /** Code with which the server closed. */
  readonly closed: Promise<number>
}

async function openSocket(port: number, headers: Record<string, string> = {}): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers })
  open.push(socket)
  const messages: string[] = []
  let wake: () => void = () => undefined
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString())
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    socket,
    closed,
    next: async () => {
      while (messages.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return JSON.parse(messages.shift() as string)
    },
  }
}

const request = (id: number, method: string, ...params: unknown[]) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })

describe('what is answered', () => {
  test('requests in order, single and in batches', async () => {
    const { port } = await startTestServer()
    const client = await openSocket(port)
    client.socket.send(request(1, 'eth_chainId'))
    client.socket.send(`[${request(2, 'eth_chainId')},${request(3, 'eth_blockNumber')}]`)
    client.socket.send('{')
    expect(await client.next()).toEqual({ jsonrpc: '2.0', id: 1, result: '0x7ab7' })
    expect(await client.next()).toMatchObject([{ id: 2 }, { id: 3, result: '0x0' }])
    expect(await client.next()).toMatchObject({ error: { code: -32700 } })
  })

  test('binary messages are refused, and the connection goes on', async () => {
    const { port } = await startTestServer()
    const client = await openSocket(port)
    client.socket.send(Buffer.from(CHAIN_ID))
    expect(await client.next()).toMatchObject({ error: { code: -32600 } })
    client.socket.send(CHAIN_ID)
    expect(await client.next()).toMatchObject({ result: '0x7ab7' })
  })

  test('a notification comes after the answer that it follows from', async () => {
    const backend = createFakeBackend()
    const { port, statistics } = await startTestServer({ backend })
    const client = await openSocket(port)
    client.socket.send(
      `[${request(1, 'eth_subscribe', 'newHeads')},${request(2, 'evm_mine')},${request(3, 'eth_blockNumber')}]`,
    )
    expect(await client.next()).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3, result: '0x1' }])
    expect(await client.next()).toMatchObject({
      method: 'eth_subscription',
      params: { result: { number: '0x1' } },
    })
    backend.mineNow()
    expect(await client.next()).toMatchObject({ params: { result: { number: '0x2' } } })
    expect(statistics().subscriptions).toBe(1)
    client.socket.close()
    await client.closed
    await expect.poll(() => statistics()).toMatchObject({ subscriptions: 0, webSockets: 0 })
  })
})

test('a request that outlives its connection leaves no subscription behind', async () => {
  const backend = createFakeBackend()
  let release: () => void = () => undefined
  Object.assign(backend, {
    blockByHash: () =>
      new Promise<undefined>((resolve) => {
        release = () => resolve(undefined)
      }),
  })
  const { port, statistics } = await startTestServer({ backend })
  const client = await openSocket(port)
  const slow = request(1, 'eth_getBlockByHash', `0x${'1'.repeat(64)}`)
  client.socket.send(`[${slow},${request(2, 'eth_subscribe', 'newHeads')}]`)
  const idle = release
  await expect.poll(() => release !== idle).toBe(true)
  client.socket.terminate()
  await expect.poll(() => statistics().webSockets).toBe(0)
  release()
  await expect.poll(() => statistics()).toMatchObject({ subscriptions: 0, bytesInFlight: 0 })
})

describe('who may connect', () => {
  const refused = async (port: number, headers: Record<string, string>) => {
    const connection = await openRaw(port)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    connection.write(
      `GET / HTTP/1.1\r\n${lines.join('')}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    const { status } = await connection.next()
    connection.socket.destroy()
    return status
  }

  test('programs and allowed pages, not pages of others or under foreign host names', async () => {
    const { port } = await startTestServer({ corsOrigins: ['https://app.example'] })
    expect(await refused(port, { host: 'localhost' })).toBe(101)
    expect(await refused(port, { host: 'localhost', origin: 'https://app.example' })).toBe(101)
    expect(await refused(port, { host: 'localhost', origin: 'https://evil.example' })).toBe(403)
    expect(await refused(port, { host: 'localhost', origin: 'null' })).toBe(403)
    expect(await refused(port, { host: 'evil.example' })).toBe(403)
  })

  test('as many as the limit', async () => {
    const { port } = await startTestServer({ limits: { maxWebSockets: 1 } })
    const first = await openSocket(port)
    expect(await refused(port, { host: 'localhost' })).toBe(503)
    first.socket.close()
    await first.closed
    await expect.poll(() => refused(port, { host: 'localhost' })).toBe(101)
  })
})

describe('limits', () => {
  test('one that only sends binary and never reads is cut off', async () => {
    const { port, statistics } = await startTestServer({
      limits: { maxWebSocketBacklogBytes: 100_000 },
    })
    const client = await openSocket(port)
    client.socket.on('error', () => undefined)
    client.socket.pause()
    for (let round = 0; round < 1_000 && statistics().webSockets > 0; round++) {
      for (let i = 0; i < 1_000; i++) client.socket.send(Buffer.from('x'))
      await new Promise(setImmediate)
    }
    expect(statistics().webSockets).toBe(0)
  })

  test('a message of the limit is taken, a longer one ends the connection', async () => {
    const { port } = await startTestServer({ limits: { maxBodyBytes: 1_000 } })
    const client = await openSocket(port)
    client.socket.send(CHAIN_ID.padEnd(1_000))
    expect(await client.next()).toMatchObject({ result: '0x7ab7' })
    client.socket.send(CHAIN_ID.padEnd(1_001))
    expect(await client.closed).toBe(1009)
  })

  test('a reader that is too slow is cut off and its subscriptions end', async () => {
    const backend = createFakeBackend()
    const { port, statistics } = await startTestServer({
      backend,
      limits: { maxWebSocketBacklogBytes: 100_000 },
    })
    const client = await openSocket(port)
    client.socket.send(request(1, 'eth_subscribe', 'newHeads'))
    await client.next()
    client.socket.pause()
    let blocks = 0
    while (statistics().subscriptions > 0 && blocks < 100_000) {
      for (let i = 0; i < 100; i++) backend.mineNow()
      blocks += 100
      await new Promise(setImmediate)
    }
    expect(statistics()).toMatchObject({ subscriptions: 0, webSockets: 0 })
  })

  test('one that reads keeps up with any number of blocks', async () => {
    const backend = createFakeBackend()
    const { port } = await startTestServer({
      backend,
      limits: { maxWebSocketBacklogBytes: 100_000 },
    })
    const client = await openSocket(port)
    client.socket.send(request(1, 'eth_subscribe', 'newHeads'))
    await client.next()
    for (let height = 1; height <= 200; height++) {
      backend.mineNow()
      expect(await client.next()).toMatchObject({
        params: { result: { number: `0x${height.toString(16)}` } },
      })
    }
  })

  test('many messages at once are all answered, in order', async () => {
    const { port } = await startTestServer({ limits: { maxRequestsPerConnection: 5 } })
    const client = await openSocket(port)
    for (let id = 1; id <= 500; id++) client.socket.send(request(id, 'eth_chainId'))
    for (let id = 1; id <= 500; id++) expect(await client.next()).toMatchObject({ id })
  })

  test('answers are part of what all connections may hold', async () => {
    const { port, statistics } = await startTestServer({ limits: { maxBytesInFlight: 1_000 } })
    const client = await openSocket(port)
    client.socket.send(request(1, 'eth_getBlockByNumber', 'latest'))
    expect(await client.closed).not.toBe(1000)
    await expect.poll(() => statistics().bytesInFlight).toBe(0)
  })

  test('a connection that does not answer pings is cut off', async () => {
    const { port, statistics } = await startTestServer({ limits: { webSocketPingMs: 50 } })
    const connection = await openRaw(port)
    connection.write(
      'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    expect((await connection.next()).status).toBe(101)
    await connection.closed
    await expect.poll(() => statistics().webSockets).toBe(0)
  })

  test('one that answers pings stays', async () => {
    const { port } = await startTestServer({ limits: { webSocketPingMs: 20 } })
    const client = await openSocket(port)
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => client.socket.once('ping', resolve))
    }
    client.socket.send(CHAIN_ID)
    expect(await client.next()).toMatchObject({ result: '0x7ab7' })
  })
})
