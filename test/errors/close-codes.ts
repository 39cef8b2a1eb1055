import { WebSocket } from 'ws'
import { CHAIN_ID, startTestServer } from '#rpc/raw-http.fixture.ts'
import type { RpcLimits } from '#rpc/limits.ts'
import { CLOSE_CODES } from '#rpc/wire-codes.ts'
import { type ErrorTable, type Scenario, type StagePart, startNothing } from './error-table.ts'

/** Opens a WebSocket to a server of its own, sends, and waits for the code with which the server closes. */
function closedAfter(
  send: (client: WebSocket) => void,
  limits: Partial<RpcLimits> = {},
): Scenario<StagePart> {
  return async () => {
    const server = await startTestServer({ limits })
    const client = new WebSocket(`ws://127.0.0.1:${server.port}`)
    client.on('error', () => undefined)
    client.once('open', () => send(client))
    const code = await new Promise<number>((resolve) => client.once('close', resolve))
    await server.close()
    return String(code)
  }
}

/** Bytes below the frames of the library, which sends none that are wrong. */
function sendBytes(client: WebSocket, ...bytes: readonly number[]): void {
  const { _socket: socket } = client as unknown as { _socket: { write(data: Uint8Array): void } }
  socket.write(Uint8Array.from(bytes))
}

/** While the blocks are made, their notifications wait for the answer. */
function subscribeAndMine(client: WebSocket): void {
  const request = (id: number, method: string, params: readonly unknown[]) => ({
    jsonrpc: '2.0',
    id,
    method,
    params,
  })
  client.send(
    JSON.stringify([
      request(1, 'eth_subscribe', ['newHeads']),
      request(2, 'anvil_mine', [100]),
      request(3, 'eth_blockNumber', []),
    ]),
  )
}

export const CLOSE_CODE_TABLE: ErrorTable<StagePart> = {
  heading: 'WebSocket close codes',
  codes: Object.keys(CLOSE_CODES),
  start: startNothing,
  scenarios: {
    // A client masks its frames: this one says it does not.
    1002: closedAfter((client) => sendBytes(client, 0x81, 0x01, 0x61)),
    1007: closedAfter((client) => sendBytes(client, 0x81, 0x81, 0, 0, 0, 0, 0xff)),
    1008: closedAfter(subscribeAndMine, { maxWebSocketBacklogBytes: 10_000 }),
    1009: closedAfter((client) => client.send(CHAIN_ID), { maxBodyBytes: CHAIN_ID.length - 1 }),
    1013: closedAfter((client) => client.send(CHAIN_ID), { maxBytesInFlight: CHAIN_ID.length - 1 }),
  },
}
