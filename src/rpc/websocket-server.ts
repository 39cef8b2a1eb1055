import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { isAllowedHost, isAllowedOrigin } from './host-check.ts'
import { type ConnectionOptions, WebSocketConnection } from './websocket-connection.ts'
import type { HttpStatus } from './wire-codes.ts'

export interface WebSocketOptions extends ConnectionOptions {
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
}

export interface WebSocketPart {
  readonly connections: number
  close(): void
}

/** Takes WebSocket connections on the same port. */
export function attachWebSockets(server: Server, options: WebSocketOptions): WebSocketPart {
  const { limits } = options
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxBodyBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const open = new Map<WebSocket, WebSocketConnection>()
  const alive = new WeakSet<WebSocket>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = findRefusal(request, options, open.size)
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      open.set(webSocket, new WebSocketConnection(webSocket, options))
      alive.add(webSocket)
      webSocket.on('pong', () => alive.add(webSocket))
      webSocket.on('close', () => open.delete(webSocket))
    })
  })

  const ping = setInterval(() => {
    for (const webSocket of open.keys()) {
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
      for (const webSocket of open.keys()) webSocket.terminate()
      sockets.close()
    },
  }
}

/** The HTTP status line for a connection that is not wanted. Browsers name the page's origin: other origins must not listen in. */
function findRefusal(
  request: IncomingMessage,
  options: WebSocketOptions,
  openCount: number,
): `${HttpStatus} ${string}` | undefined {
  if (!isAllowedHost(request.headers.host, options.allowedHosts)) return '403 Host Not Allowed'
  const { origin } = request.headers
  const isPage = origin !== undefined && /^https?:|^null$/.test(origin)
  if (isPage && !isAllowedOrigin(origin, options.corsOrigins)) return '403 Origin Not Allowed'
  return openCount >= options.limits.maxWebSockets ? '503 Too Many WebSockets' : undefined
}
