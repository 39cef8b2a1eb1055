import type { NodeOptions } from '#node/config.ts'
import type { NodePorts } from '#node/open-chain.ts'
import type { RunningNode } from '#node/start-node.ts'
import { startRpcServer } from '#rpc/start-rpc-server.ts'
import { startTestNode } from '../clients/network.fixture.ts'

/** A node of its own, and a JSON-RPC server on it that still answers when the node has stopped. */
export interface OutlivingServer {
  readonly node: RunningNode
  readonly url: string
}

/** Gives `use` a node that is stopped afterwards, with what else was opened. */
export async function withOutlivingServer<T>(
  use: (server: OutlivingServer) => Promise<T>,
  options: Partial<NodeOptions> = {},
  ports: NodePorts = {},
): Promise<T> {
  const running = await startTestNode({ blockMode: 'manual', ...options }, ports)
  const server = await startRpcServer({ backend: running.node.backend, port: 0 })
  try {
    return await use({ node: running.node, url: server.url })
  } finally {
    await server.close()
    await running.stop()
  }
}
