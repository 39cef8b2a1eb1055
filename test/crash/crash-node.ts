/**
 * A whole node that ends itself with SIGKILL: `node crash-node.ts DIR POINT NTH`. It dies when it passes the crash point POINT for
 * the NTH time (`-`: never), and says on standard output where its RPC listens.
 */
import fs from 'node:fs'
import type { CrashPointName } from '#state/crash-point.ts'
import { startNode } from '#node/start-node.ts'
import { testGenesis } from '#node/test-network.fixture.ts'

const [dataDir = '', point = '-', nth = '1'] = process.argv.slice(2)
let passed = 0

function crashPoint(name: CrashPointName): void {
  if (name !== point || ++passed < Number(nth)) return
  fs.writeSync(1, `crashing at ${name}\n`)
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way; nothing more of this program may run.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const node = await startNode(
  {
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    dev: true,
    blockMode: 'manual',
    logLevel: 'error',
    signatureWorkers: 1,
    snapshotIntervalBlocks: 5,
  },
  { crashPoint },
)
fs.writeSync(1, `listening at ${node.rpcUrl}\n`)
const failure = await node.ended
if (failure !== undefined) {
  fs.writeSync(2, `${failure.message}\n`)
  process.exitCode = 1
}
