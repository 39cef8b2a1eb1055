import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningNode, startNode } from '#node/start-node.ts'
import { testGenesis } from '#node/test-network.fixture.ts'

/** A node on a network of its own, in a directory of its own. */
export interface TestNode {
  readonly node: RunningNode
  stop(): Promise<void>
}

export async function startTestNode(): Promise<TestNode> {
  const dataDir = fs.mkdtempSync(join(tmpdir(), 'boule-clients-'))
  const node = await startNode({
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    blockMode: 'automine',
    dev: true,
    signatureWorkers: 1,
    logLevel: 'error',
  })
  return {
    node,
    stop: async () => {
      await node.stop()
      fs.rmSync(dataDir, { recursive: true })
    },
  }
}
