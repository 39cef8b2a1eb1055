import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createRpcProbe, type RpcProbe } from './rpc-probe.ts'

/** A server that gives each method's answer as CometBFT 0.40.0 does. */
async function probeOf(answers: Record<string, unknown>): Promise<RpcProbe> {
  const server = createServer((request, response) => {
    const result = answers[(request.url ?? '').slice(1)]
    response.statusCode = result === undefined ? 500 : 200
    response.end(JSON.stringify({ jsonrpc: '2.0', id: -1, result }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return createRpcProbe((server.address() as AddressInfo).port)
}

const peerAt = (height: string) => ({ node_address: 'a', peer_state: { round_state: { height } } })

it('reads height, state and peers', async () => {
  const probe = await probeOf({
    status: { sync_info: { latest_block_height: '7', catching_up: true } },
    net_info: { listening: true, n_peers: '2', peers: [] },
    dump_consensus_state: { round_state: {}, peers: [peerAt('9'), peerAt('12'), peerAt('0')] },
  })
  expect(await probe.health()).toEqual({ height: 7, catchingUp: true, peers: 2 })
  expect(await probe.highestPeer()).toBe(11)
})

it('knows of no block when there are no peers', async () => {
  const probe = await probeOf({ dump_consensus_state: { peers: [] } })
  expect(await probe.highestPeer()).toBe(0)
})

it('gives nothing when there is no good answer', async () => {
  const probe = await probeOf({ status: {}, net_info: {} })
  expect(await probe.health()).toBeUndefined()
  expect(await probe.highestPeer()).toBeUndefined()
})
