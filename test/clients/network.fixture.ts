import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeOptions } from '#node/config.ts'
import type { NodePorts } from '#node/open-chain.ts'
import { type RunningNode, startNode } from '#node/start-node.ts'
import { testGenesis } from '#node/test-network.fixture.ts'

/** A node on a network of its own, in a directory of its own. */
export interface TestNode {
  readonly node: RunningNode
  stop(): Promise<void>
}

export async function startTestNode(
  options: Partial<NodeOptions> = {},
  ports: NodePorts = {},
): Promise<TestNode> {
  const dataDir = fs.mkdtempSync(join(tmpdir(), 'boule-clients-'))
  const common: NodeOptions = {
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    blockMode: 'automine',
    dev: true,
    signatureWorkers: 1,
    logLevel: 'error',
  }
  const node = await startNode({ ...common, ...options }, ports)
  return {
    node,
    stop: async () => {
      await node.stop()
      fs.rmSync(dataDir, { recursive: true })
    },
  }
}
