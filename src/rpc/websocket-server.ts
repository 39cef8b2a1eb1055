import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Dispatcher } from './dispatch.ts'
import { rejection } from './envelope.ts'
import { RpcFault } from './errors.ts'
import type { FlowBudget } from './flow-budget.ts'
import { isAllowedHost, isAllowedOrigin } from './host-check.ts'
import type { RpcLimits } from './limits.ts'
import type { Subscriber, Subscriptions } from './subscriptions.ts'

export interface WebSocketOptions {
  readonly limits: RpcLimits
  readonly dispatcher: Dispatcher
  readonly subscriptions: Subscriptions
  readonly budget: FlowBudget
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
}

export interface WebSocketPart {
  readonly connections: number
  close(): void
}

/** Close codes (RFC 6455): policy violated, message too big, try again later. */
const SLOW_READER = 1008
const BUSY = 1013

/** Takes WebSocket connections on the same port. */
export function attachWebSockets(server: Server, options: WebSocketOptions): WebSocketPart {
  const { limits } = options
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxBodyBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const open = new Set<WebSocket>()
  const alive = new WeakSet<WebSocket>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = findRefusal(request, options, open.size)
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      open.add(webSocket)
      alive.add(webSocket)
      webSocket.on('pong', () => alive.add(webSocket))
      webSocket.on('close', () => open.delete(webSocket))
      serve(webSocket, options)
    })
  })

  const ping = setInterval(() => {
    for (const webSocket of open) {
      if (!alive.delete(webSocket)) webSocket.terminate()
      else webSocket.ping()
    }
  }, limits.webSocketPingMs)
  ping.unref()

  return {
    get connections() {
      return open.size
    },
    close: () => {
      clearInterval(ping)
      for (const webSocket of open) webSocket.terminate()
      sockets.close()
    },
  }
}

/** The HTTP status line for a connection that is not wanted. Browsers name the page's origin: other origins must not listen in. */
function findRefusal(
  request: IncomingMessage,
  options: WebSocketOptions,
  openCount: number,
): string | undefined {
  if (!isAllowedHost(request.headers.host, options.allowedHosts)) return '403 Host Not Allowed'
  const { origin } = request.headers
  const isPage = origin !== undefined && /^https?:|^null$/.test(origin)
  if (isPage && !isAllowedOrigin(origin, options.corsOrigins)) return '403 Origin Not Allowed'
  return openCount >= options.limits.maxWebSockets ? '503 Too Many WebSockets' : undefined
}

/** Answers the messages of one connection, one after another, and hands on its notifications. */
function serve(webSocket: WebSocket, options: WebSocketOptions): void {
  const { limits, dispatcher, subscriptions, budget } = options
  const queue: Buffer[] = []
  let queuedBytes = 0
  let isBusy = false
  /** Notifications that must wait until the answer before them is out. */
  let held: string[] = []
  let heldBytes = 0
  let answerBytes = 0

  const cut = (code: number, reason: string): void => {
    webSocket.close(code, reason)
    // A reader that does not read will not see the close, either.
    webSocket.terminate()
  }
  const push = (text: string): void => {
    webSocket.send(text)
    if (webSocket.bufferedAmount - answerBytes > limits.maxWebSocketBacklogBytes) {
      cut(SLOW_READER, 'the reader is too slow')
    }
  }
  const subscriber: Subscriber = {
    notify: (text) => {
      if (webSocket.readyState !== webSocket.OPEN) return
      if (!isBusy) return push(text)
      held.push(text)
      heldBytes += text.length
      if (heldBytes > limits.maxWebSocketBacklogBytes) cut(SLOW_READER, 'the reader is too slow')
    },
  }

  const sendAnswer = (text: string | undefined): Promise<void> => {
    if (text === undefined || webSocket.readyState !== webSocket.OPEN) return Promise.resolve()
    const bytes = Buffer.from(text)
    if (!budget.take(bytes.length)) {
      cut(BUSY, 'the node is busy')
      return Promise.resolve()
    }
    answerBytes = bytes.length
    return new Promise((resolve) => {
      webSocket.send(bytes, { binary: false }, () => {
        budget.give(bytes.length)
        answerBytes = 0
        resolve()
      })
    })
  }
  const flush = (): void => {
    const texts = held
    held = []
    heldBytes = 0
    for (const text of texts) if (webSocket.readyState === webSocket.OPEN) push(text)
  }

  /** The next message is taken only when the answer before it is on its way: a reader that is slow slows itself down. */
  const work = async (): Promise<void> => {
    isBusy = true
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      queuedBytes -= body.length
      budget.give(body.length)
      if (webSocket.readyState !== webSocket.OPEN) break
      const sent = sendAnswer(await dispatcher.handle(body, subscriber))
      flush()
      await sent
    }
    isBusy = false
    flush()
    webSocket.resume()
  }

  webSocket.on('message', (data, isBinary) => {
    if (isBinary) {
      webSocket.send(
        rejection(new RpcFault('invalidRequest', 'invalid request: send text, not binary')),
      )
      return
    }
    const body = toBuffer(data)
    if (!budget.take(body.length)) return cut(BUSY, 'the node is busy')
    queue.push(body)
    queuedBytes += body.length
    const isFull =
      queue.length >= limits.maxRequestsPerConnection || queuedBytes >= limits.maxBodyBytes
    if (isFull) webSocket.pause()
    if (!isBusy) void work()
  })
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => {
    budget.give(queuedBytes)
    queuedBytes = 0
    queue.length = 0
    held = []
    subscriptions.removeAll(subscriber)
  })
}

function toBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}
