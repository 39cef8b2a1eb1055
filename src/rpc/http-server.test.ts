import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createFakeBackend } from './fake-backend.fixture.ts'
import {
  CHAIN_ID,
  openRaw,
  postText,
  requestText,
  startTestServer,
  stopTestServers,
} from './raw-http.fixture.ts'
import { startRpcServer } from './start-rpc-server.ts'

afterEach(stopTestServers)

const codeOf = (body: string): unknown =>
  (JSON.parse(body) as { error?: { code: number } }).error?.code

async function send(port: number, text: string) {
  const connection = await openRaw(port)
  connection.write(text)
  const answer = await connection.next()
  connection.socket.destroy()
  return answer
}

describe('what is answered', () => {
  test('a request, and the next one over the same connection', async () => {
    const { port } = await startTestServer()
    const connection = await openRaw(port)
    for (const id of [1, 2]) {
      connection.write(postText(`{"jsonrpc":"2.0","id":${id},"method":"eth_chainId"}`))
      const { status, headers, body } = await connection.next()
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('application/json')
      expect(body).toBe(`{"jsonrpc":"2.0","id":${id},"result":"0x7ab7"}`)
    }
    connection.socket.destroy()
  })

  test('a request that offers HTTP/2, as if it did not', async () => {
    const { port } = await startTestServer()
    const connection = await openRaw(port)
    const body = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'
    const headers = {
      host: 'localhost',
      'content-type': 'application/json',
      'content-length': String(body.length),
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQAAP__',
    }
    connection.write(requestText('POST', headers, body))
    const answer = await connection.next()
    expect(answer).toMatchObject({
      status: 200,
      body: '{"jsonrpc":"2.0","id":1,"result":"0x7ab7"}',
    })
    connection.socket.destroy()
  })

  test('requests that come in one packet, in order', async () => {
    const { port } = await startTestServer()
    const connection = await openRaw(port)
    const texts = [1, 2, 3].map((id) =>
      postText(`{"jsonrpc":"2.0","id":${id},"method":"eth_chainId"}`),
    )
    connection.write(texts.join(''))
    for (const id of [1, 2, 3]) expect((await connection.next()).body).toContain(`"id":${id},`)
    connection.socket.destroy()
  })

  test('a body in chunks, split inside a character', async () => {
    const { port } = await startTestServer()
    const connection = await openRaw(port)
    const body = Buffer.from('{"jsonrpc":"2.0","id":"é","method":"eth_chainId"}')
    const cut = body.indexOf(0xc3) + 1
    connection.write(
      requestText('POST', {
        host: 'localhost',
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      }),
    )
    for (const part of [body.subarray(0, cut), body.subarray(cut)]) {
      connection.socket.write(
        Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
      )
    }
    connection.write('0\r\n\r\n')
    const answer = await connection.next()
    expect(Buffer.from(answer.body, 'latin1').toString()).toBe(
      '{"jsonrpc":"2.0","id":"é","result":"0x7ab7"}',
    )
    connection.socket.destroy()
  })

  const rows: readonly [name: string, text: string, status: number, code: unknown][] = [
    ['JSON that is none', postText('{'), 200, -32700],
    [
      'a type with parameters',
      postText(CHAIN_ID, { 'content-type': 'application/json; charset=utf-8' }),
      200,
      undefined,
    ],
    ['no content type', postText(CHAIN_ID, { 'content-type': '' }), 415, -32600],
    ['a form of a web page', postText(CHAIN_ID, { 'content-type': 'text/plain' }), 415, -32600],
    [
      'another method',
      requestText('PUT', { host: 'localhost', 'content-length': '0' }),
      405,
      -32600,
    ],
    ['an IP address as host', postText(CHAIN_ID, { host: '192.168.1.7:8545' }), 200, undefined],
    ['an IPv6 address as host', postText(CHAIN_ID, { host: '[::1]:8545' }), 200, undefined],
    ['localhost', postText(CHAIN_ID, { host: 'LocalHost:8545' }), 200, undefined],
    ['a name below localhost', postText(CHAIN_ID, { host: 'boule.localhost' }), 200, undefined],
    ['a foreign host name', postText(CHAIN_ID, { host: 'evil.example:8545' }), 403, -32600],
    [
      'a name that looks like localhost',
      postText(CHAIN_ID, { host: 'localhost.evil.example' }),
      403,
      -32600,
    ],
    ['an empty IPv6 host', postText(CHAIN_ID, { host: '[' }), 403, -32600],
  ]
  test.each(rows)('%s', async (_, text, status, code) => {
    const { port } = await startTestServer()
    const answer = await send(port, text)
    expect(answer.status).toBe(status)
    expect(codeOf(answer.body)).toBe(code)
  })

  test('a look with a browser or a health check', async () => {
    const { port } = await startTestServer()
    const answer = await send(port, requestText('GET', { host: 'localhost' }))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatch(/is ready/)
  })

  test('a notification', async () => {
    const { port } = await startTestServer()
    const answer = await send(port, postText('{"jsonrpc":"2.0","method":"eth_chainId"}'))
    expect(answer).toMatchObject({ status: 204, body: '' })
  })

  test('a host name that the operator allowed', async () => {
    const { port } = await startTestServer({ allowedHosts: ['Node.Example'] })
    expect((await send(port, postText(CHAIN_ID, { host: 'node.example:80' }))).status).toBe(200)
    expect((await send(port, postText(CHAIN_ID, { host: 'other.example' }))).status).toBe(403)
  })
})

describe('web pages', () => {
  const origin = 'http://localhost:5173'
  const preflight = requestText('OPTIONS', {
    host: 'localhost',
    origin,
    'access-control-request-method': 'POST',
  })

  test('get no permission unless their origin is allowed', async () => {
    const { port } = await startTestServer()
    for (const text of [preflight, postText(CHAIN_ID, { origin })]) {
      const names = Object.keys((await send(port, text)).headers)
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('of an allowed origin get it, others do not', async () => {
    const { port } = await startTestServer({ corsOrigins: [origin] })
    const answer = await send(port, preflight)
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      vary: 'origin',
    })
    const posted = await send(port, postText(CHAIN_ID, { origin }))
    expect(posted.headers['access-control-allow-origin']).toBe(origin)
    const other = await send(port, postText(CHAIN_ID, { origin: 'http://localhost:5174' }))
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('limits', () => {
  const padded = (length: number) => CHAIN_ID.padEnd(length)

  test('a body of the limit is taken, one byte more is not, with and without a length', async () => {
    const { port } = await startTestServer({ limits: { maxBodyBytes: 1_000 } })
    expect((await send(port, postText(padded(1_000)))).status).toBe(200)
    const tooLong = await send(port, postText(padded(1_001)))
    expect(tooLong.status).toBe(413)
    expect(codeOf(tooLong.body)).toBe(-32005)
    const chunked = (length: number) =>
      `${requestText('POST', { host: 'localhost', 'content-type': 'application/json', 'transfer-encoding': 'chunked' })}${length.toString(16)}\r\n${padded(length)}\r\n0\r\n\r\n`
    expect((await send(port, chunked(1_000))).status).toBe(200)
    expect((await send(port, chunked(1_001))).status).toBe(413)
  })

  test('a refused body ends the connection, so that nobody goes on sending', async () => {
    const { port } = await startTestServer({ limits: { maxBodyBytes: 1_000 } })
    const connection = await openRaw(port)
    connection.write(postText(padded(1_001)).slice(0, 300))
    expect((await connection.next()).headers['connection']).toBe('close')
    await connection.closed
  })

  test('what all connections send and get together is bounded', async () => {
    const backend = createFakeBackend()
    const { port, statistics } = await startTestServer({
      backend,
      limits: { maxBytesInFlight: 600 },
    })
    const slow = await openRaw(port)
    slow.write(postText(padded(400)).slice(0, -1))
    const other = await openRaw(port)
    // The server has read the first body when it has answered what came after it.
    other.write(postText(padded(60)))
    expect((await other.next()).status).toBe(200)
    expect(statistics().bytesInFlight).toBeGreaterThanOrEqual(399)
    const refused = await send(port, postText(padded(300)))
    expect(refused.status).toBe(503)
    expect(codeOf(refused.body)).toBe(-32005)
    slow.write(' ')
    expect((await slow.next()).status).toBe(200)
    slow.socket.destroy()
    other.socket.destroy()
    expect((await send(port, postText(padded(300)))).status).toBe(200)
  })

  test('as many connections as the limit; a further one is closed', async () => {
    const { port } = await startTestServer({ limits: { maxConnections: 2 } })
    const connections = [await openRaw(port), await openRaw(port)]
    for (const connection of connections) {
      connection.write(postText(CHAIN_ID))
      expect((await connection.next()).status).toBe(200)
    }
    const third = await openRaw(port)
    await third.closed
    for (const connection of connections) connection.socket.destroy()
  })

  test('as many unanswered requests of one connection as the limit; one more ends it', async () => {
    const backend = createFakeBackend()
    const held: (() => void)[] = []
    Object.assign(backend, {
      blockByHash: () => new Promise<undefined>((resolve) => held.push(() => resolve(undefined))),
    })
    const { port } = await startTestServer({ backend, limits: { maxRequestsPerConnection: 2 } })
    const waiting = postText(
      `{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByHash","params":["0x${'1'.repeat(64)}"]}`,
    )
    const good = await openRaw(port)
    good.write(waiting + waiting)
    await expect.poll(() => held.length).toBe(2)
    for (const release of held) release()
    expect((await good.next()).status).toBe(200)
    expect((await good.next()).status).toBe(200)
    good.socket.destroy()
    const greedy = await openRaw(port)
    greedy.write(waiting + waiting + waiting)
    await greedy.closed
  })

  test('a head that comes slowly is not waited for', async () => {
    const { port } = await startTestServer({ limits: { headersTimeoutMs: 200 } })
    const connection = await openRaw(port)
    connection.write('POST / HTTP/1.1\r\nhost: 127.0.0.1\r\n')
    expect((await connection.next()).status).toBe(408)
    await connection.closed
  })

  test('a body that comes slowly is not waited for', async () => {
    const { port, statistics } = await startTestServer({
      limits: { headersTimeoutMs: 200, requestTimeoutMs: 300 },
    })
    const connection = await openRaw(port)
    connection.write(postText(CHAIN_ID).slice(0, -5))
    const drip = setInterval(() => connection.write(' '), 100)
    await connection.closed
    clearInterval(drip)
    await expect.poll(() => statistics().bytesInFlight).toBe(0)
  })

  test('an idle connection is closed', async () => {
    const { port } = await startTestServer({ limits: { keepAliveTimeoutMs: 100 } })
    const connection = await openRaw(port)
    connection.write(postText(CHAIN_ID))
    await connection.next()
    await connection.closed
  })

  test('a connection that never sends anything is closed', async () => {
    const { port } = await startTestServer({ limits: { socketTimeoutMs: 100 } })
    await (await openRaw(port)).closed
  })

  test('a reader that takes nothing is cut off, and its answer forgotten', async () => {
    const backend = createFakeBackend()
    Object.assign(backend, { clientVersion: 'x'.repeat(20_000_000) })
    const { port, statistics } = await startTestServer({
      backend,
      limits: { socketTimeoutMs: 200 },
    })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(postText('{"jsonrpc":"2.0","id":1,"method":"web3_clientVersion"}'))
    await expect.poll(() => statistics().bytesInFlight).toBeGreaterThan(20_000_000)
    await expect.poll(() => statistics().bytesInFlight).toBe(0)
    socket.destroy()
  })
})

describe('starting and stopping', () => {
  test('a port that is in use', async () => {
    const { port } = await startTestServer()
    await expect(startRpcServer({ backend: createFakeBackend(), port })).rejects.toThrow(
      `RPC on 127.0.0.1:${port}: the port is in use: choose another, or stop the program that has it`,
    )
  })

  test.each([
    ['a foreign address', { host: '192.0.2.1', port: 0 }, /this machine has no such address/],
    ['a port beyond all', { port: 70_000 }, /a port is a number from 0 to 65535/],
  ])('%s', async (_, options, text) => {
    await expect(startRpcServer({ backend: createFakeBackend(), ...options })).rejects.toThrow(text)
  })

  test('a failed start leaves no listener behind', async () => {
    const { port } = await startTestServer()
    const backend = createFakeBackend()
    await expect(startRpcServer({ backend, port })).rejects.toThrow()
    expect(backend.blockListeners).toBe(0)
  })

  test('listens for this machine only unless told otherwise, and ends all connections when it stops', async () => {
    const backend = createFakeBackend()
    const server = await startRpcServer({ backend, port: 0 })
    expect(server.host).toBe('127.0.0.1')
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    const connection = await openRaw(server.port)
    connection.write(postText(CHAIN_ID))
    await connection.next()
    await server.close()
    await connection.closed
    expect(backend.blockListeners).toBe(0)
  })
})
