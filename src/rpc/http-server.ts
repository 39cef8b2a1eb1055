import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Dispatcher } from './dispatch.ts'
import { rejection } from './envelope.ts'
import { RpcFault } from './errors.ts'
import type { FlowBudget } from './flow-budget.ts'
import { isAllowedHost, isAllowedOrigin } from './host-check.ts'
import type { RpcLimits } from './limits.ts'
import type { HttpStatus } from './wire-codes.ts'

export interface HttpOptions {
  readonly limits: RpcLimits
  readonly dispatcher: Dispatcher
  readonly budget: FlowBudget
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
}

const READY = 'Boule JSON-RPC is ready: POST requests here, or open a WebSocket.\n'
const CLOSING = { connection: 'close' }

/** Takes JSON-RPC over POST. Everything else gets a short answer and, when its body is unread, the end of the connection. */
export function createHttpServer(options: HttpOptions): Server {
  const { limits } = options
  const waiting = new WeakMap<Socket, { count: number }>()
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(
        1_000,
        limits.headersTimeoutMs,
        limits.requestTimeoutMs,
      ),
      maxHeaderSize: 16_384,
      // Some clients offer HTTP/2 with each request; it is answered as if they had not.
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
      noDelay: true,
    },
    (request, response) => {
      let counter = waiting.get(request.socket)
      if (counter === undefined) waiting.set(request.socket, (counter = { count: 0 }))
      if (counter.count >= limits.maxRequestsPerConnection) {
        request.socket.destroy()
        return
      }
      counter.count++
      response.once('close', () => {
        counter.count--
      })
      serve(options, request, response)
    },
  )
  server.maxConnections = limits.maxConnections
  server.timeout = limits.socketTimeoutMs
  return server
}

function serve(options: HttpOptions, request: IncomingMessage, response: ServerResponse): void {
  if (!isAllowedHost(request.headers.host, options.allowedHosts)) {
    const fault = new RpcFault(
      'invalidRequest',
      'the Host header names a host that is not allowed here: use an IP address or localhost, or allow the name',
    )
    refuse(response, 403, fault)
    return
  }
  const { origin } = request.headers
  if (origin !== undefined && isAllowedOrigin(origin, options.corsOrigins)) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'origin')
  }
  if (request.method === 'POST') receive(options, request, response)
  else if (request.method === 'OPTIONS') preflight(response)
  else if (request.method === 'GET' || request.method === 'HEAD') {
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.end(READY)
  } else {
    response.setHeader('allow', 'POST, GET, HEAD, OPTIONS')
    refuse(response, 405, new RpcFault('invalidRequest', 'requests are sent by POST'))
  }
}

/** Says what pages of an allowed origin may send; for any other origin the browser finds no permission in the answer. */
function preflight(response: ServerResponse): void {
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'POST')
    response.setHeader('access-control-allow-headers', 'content-type')
    response.setHeader('access-control-max-age', '600')
  }
  response.writeHead(204)
  response.end()
}

/** Answers without reading the rest of the request. */
function refuse(response: ServerResponse, status: HttpStatus, fault: RpcFault): void {
  response.writeHead(status, { ...CLOSING, 'content-type': 'application/json' })
  response.end(rejection(fault))
}

function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true
  if (contentType === undefined) return false
  const end = contentType.indexOf(';')
  const type = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
  return type === 'application/json' || type === 'application/json-rpc'
}

function tooLarge(limits: RpcLimits): RpcFault {
  return new RpcFault('limitExceeded', `the body is longer than ${limits.maxBodyBytes} bytes`)
}

/** Reads the body within its limits, then answers it. */
function receive(options: HttpOptions, request: IncomingMessage, response: ServerResponse): void {
  const { limits, budget } = options
  if (!isJson(request.headers['content-type'])) {
    refuse(response, 415, new RpcFault('invalidRequest', 'content-type must be application/json'))
    return
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes) {
    refuse(response, 413, tooLarge(limits))
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  const stop = (status: HttpStatus, fault: RpcFault): void => {
    request.off('data', take)
    request.off('end', finish)
    refuse(response, status, fault)
  }
  function take(chunk: Buffer): void {
    if (size + chunk.length > limits.maxBodyBytes) return stop(413, tooLarge(limits))
    if (!budget.take(chunk.length)) return stop(503, busy())
    chunks.push(chunk)
    size += chunk.length
  }
  function finish(): void {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
    respond(options, body, response)
  }
  // What the body takes is given back when its answer is out, or the connection gone.
  response.once('close', () => budget.give(size))
  request.on('data', take)
  request.once('end', finish)
}

function busy(): RpcFault {
  return new RpcFault('limitExceeded', 'the node has too much to send and receive; try again later')
}

function respond(options: HttpOptions, body: Buffer, response: ServerResponse): void {
  const answer = options.dispatcher.handle(body, undefined)
  if (answer instanceof Promise) void answer.then((text) => send(options, text, response))
  else send(options, answer, response)
}

function send({ budget }: HttpOptions, text: string | undefined, response: ServerResponse): void {
  if (response.destroyed) return
  if (text === undefined) {
    response.writeHead(204)
    response.end()
    return
  }
  const bytes = Buffer.from(text)
  if (!budget.take(bytes.length)) return refuse(response, 503, busy())
  response.once('close', () => budget.give(bytes.length))
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  })
  response.end(bytes)
}
