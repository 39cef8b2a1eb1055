import { CHAIN_ID, openRaw, postText, requestText, startTestServer } from '#rpc/raw-http.fixture.ts'
import type { RpcServerOptions } from '#rpc/start-rpc-server.ts'
import { HTTP_STATUSES } from '#rpc/wire-codes.ts'
import { type ErrorTable, type Scenario, type StagePart, startNothing } from './error-table.ts'

/** Writes a request as text to a server of its own. */
function written(text: string, options: Partial<RpcServerOptions> = {}): Scenario<StagePart> {
  return async () => {
    const server = await startTestServer(options)
    const connection = await openRaw(server.port)
    connection.write(text)
    const { status } = await connection.next()
    connection.socket.destroy()
    await server.close()
    return String(status)
  }
}

const NOTIFICATION = '{"jsonrpc":"2.0","method":"eth_chainId"}'
const HANDSHAKE = {
  host: '127.0.0.1',
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

export const HTTP_STATUS_TABLE: ErrorTable<StagePart> = {
  heading: 'HTTP status',
  codes: Object.keys(HTTP_STATUSES),
  start: startNothing,
  scenarios: {
    101: written(requestText('GET', HANDSHAKE)),
    200: written(postText(CHAIN_ID)),
    204: written(postText(NOTIFICATION)),
    400: written('not HTTP\r\n\r\n'),
    403: written(postText(CHAIN_ID, { host: 'elsewhere.example' })),
    405: written(requestText('PUT', { host: '127.0.0.1' })),
    408: written('POST / HTTP/1.1\r\n', { limits: { headersTimeoutMs: 100 } }),
    413: written(postText(CHAIN_ID), { limits: { maxBodyBytes: CHAIN_ID.length - 1 } }),
    415: written(postText(CHAIN_ID, { 'content-type': 'text/plain' })),
    417: written(postText(CHAIN_ID, { expect: 'the best' })),
    431: written(postText(CHAIN_ID, { cookie: 'x'.repeat(16_384) })),
    503: written(postText(CHAIN_ID), { limits: { maxBytesInFlight: CHAIN_ID.length - 1 } }),
  },
}
