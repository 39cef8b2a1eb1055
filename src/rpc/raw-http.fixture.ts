import { connect, type Socket } from 'node:net'
import { startRpcServer, type RpcServer, type RpcServerOptions } from './start-rpc-server.ts'
import { createFakeBackend } from './fake-backend.fixture.ts'

/** What came back over a raw connection. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const CHAIN_ID = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'

/** A request as text; header names of `headers` replace the usual ones, an empty value leaves one out. */
export function postText(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  return requestText('POST', all, body)
}

export function requestText(
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} / HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

export interface RawConnection {
  readonly socket: Socket
  write(text: string): void
  /** The next answer; rejects when the connection ends before it is complete. */
  next(): Promise<RawAnswer>
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>
}

export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let received = ''
  let isClosed = false
  let wake: () => void = () => undefined
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    wake()
  })
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => undefined)
    socket.once('close', () => {
      isClosed = true
      wake()
      resolve()
    })
  })
  return {
    socket,
    closed,
    write: (text) => void socket.write(text),
    next: async () => {
      for (;;) {
        const parsed = parseAnswer(received)
        if (parsed !== undefined) {
          received = received.slice(parsed.length)
          return parsed.answer
        }
        if (isClosed) throw new Error(`the connection ended after ${received.length} characters`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

function parseAnswer(text: string): { answer: RawAnswer; length: number } | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first, ...lines] = text.slice(0, end).split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const start = end + 4
  const status = Number(first?.split(' ')[1])
  if (headers['transfer-encoding'] === 'chunked') {
    const last = text.indexOf('0\r\n\r\n', start)
    if (last < 0) return undefined
    const body = text.slice(start, last).replaceAll(/[0-9a-f]+\r\n|\r\n/g, '')
    return { answer: { status, headers, body }, length: last + 5 }
  }
  const length = Number(headers['content-length'] ?? 0)
  if (text.length < start + length) return undefined
  return {
    answer: { status, headers, body: text.slice(start, start + length) },
    length: start + length,
  }
}

const running: RpcServer[] = []

/** Starts a server on any free port over a fake network. */
export async function startTestServer(options: Partial<RpcServerOptions> = {}): Promise<RpcServer> {
  const server = await startRpcServer({ backend: createFakeBackend(), port: 0, ...options })
  running.push(server)
  return server
}

/** To be called after each test. */
export async function stopTestServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()))
}
