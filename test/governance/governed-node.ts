/** A node that is meant to be killed: `node governed-node.js DIR`. Makes blocks when it is asked, and says where its RPC listens. */
import fs from 'node:fs'
import { startNode } from '#node/start-node.ts'
import { crashGenesis } from './all-states.ts'

const [dataDir = ''] = process.argv.slice(2)

const node = await startNode({
  genesis: crashGenesis(),
  dataDir,
  rpcPort: 0,
  dev: true,
  blockMode: 'manual',
  logLevel: 'error',
  signatureWorkers: 1,
  snapshotIntervalBlocks: 5,
})
fs.writeSync(1, `listening at ${node.rpcUrl}\n`)
const failure = await node.ended
if (failure !== undefined) {
  fs.writeSync(2, `${failure.message}\n`)
  process.exitCode = 1
}
