import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { RpcFault } from '#rpc/errors.ts'
import { snapshotPath, syncDirectory, untilThere } from './cometbft-node.fixture.ts'
import { type RunningNode, startNode } from './start-node.ts'
import { testGenesis } from './test-network.fixture.ts'

let dataDir = ''
let nodes: RunningNode[] = []

beforeEach(() => {
  dataDir = syncDirectory()
  nodes = []
})
afterEach(async () => {
  for (const node of nodes) await node.stop()
  fs.rmSync(dataDir, { recursive: true })
})

async function start(keepBlocks: number): Promise<RunningNode> {
  const node = await startNode({
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    blockMode: 'manual',
    dev: true,
    signatureWorkers: 1,
    snapshotIntervalBlocks: 10,
    logLevel: 'error',
    keepBlocks,
  })
  nodes.push(node)
  return node
}

const ALL = { fromHeight: 0, toHeight: 99, addresses: [], topics: [], limit: 1_000 }

test('a node that keeps few blocks forgets the others when there are snapshots, and says so', async () => {
  const node = await start(5)
  for (const height of [10, 20, 30]) {
    await node.backend.dev?.mine(10, 1)
    await untilThere(snapshotPath(dataDir, height))
  }
  await node.backend.dev?.mine(3, 1)
  const hash = toHex((await node.backend.blockByHeight(19))?.hash ?? new Uint8Array(0))
  await node.stop()
  const again = await start(5)
  const { backend } = again
  expect(backend.head().height).toBe(33)
  expect(await backend.blockByHeight(19)).toBeUndefined()
  const first = await backend.blockByHeight(20)
  expect(toHex(first?.parentHash ?? new Uint8Array(0))).toBe(hash)
  expect(() => backend.logs(ALL)).toThrow(RpcFault)
  expect(() => backend.logs(ALL)).toThrow('blocks below 20 are not kept by this node')
  expect(await backend.logs({ ...ALL, fromHeight: 20 })).not.toEqual([])
  expect((await backend.blockByHeight(0))?.height).toBe(0)
})

test('an archive keeps all', async () => {
  const node = await start(0)
  for (const height of [10, 20, 30]) {
    await node.backend.dev?.mine(10, 1)
    await untilThere(snapshotPath(dataDir, height))
  }
  await node.stop()
  const again = await start(0)
  expect((await again.backend.blockByHeight(1))?.height).toBe(1)
  expect(await again.backend.logs(ALL)).not.toEqual([])
})
