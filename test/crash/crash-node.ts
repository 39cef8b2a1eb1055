/**
 * A whole node that ends itself with SIGKILL: `node crash-node.js DIR POINT NTH`. It dies when it passes the crash point POINT for
 * the NTH time (`-`: never), and says on standard output where its RPC listens.
 */
import fs from 'node:fs'
import { startNode } from '#node/start-node.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import { crashAt } from './crash-at.ts'

const [dataDir = '', point = '-', nth = '1'] = process.argv.slice(2)

const node = await startNode(
  {
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    dev: true,
    blockMode: 'manual',
    logLevel: 'error',
    signatureWorkers: 1,
    snapshotIntervalBlocks: 4,
  },
  { crashPoint: crashAt(point, Number(nth)) },
)
fs.writeSync(1, `listening at ${node.rpcUrl}\n`)
const failure = await node.ended
if (failure !== undefined) {
  fs.writeSync(2, `${failure.message}\n`)
  process.exitCode = 1
}
