/**
 * A node that does wrong what `faults.json` of its data directory says; it takes the arguments of `boule node` that a testnet gives.
 */
import { parseArgs } from 'node:util'
import { describeError } from '#cli/describe-error.ts'
import { loadGenesis } from '#cli/genesis/load-genesis.ts'
import { readCometbftSettings } from '#cli/node/cometbft-options.ts'
import type { LogLevel } from '#node/logging/logger.ts'
import { startNode } from '#node/start-node.ts'
import { createFaultyApplication } from './faulty-application.ts'
import { createFaultyClock, wrapInFullDisk } from './faulty-ports.ts'

const TEXT = { type: 'string' } as const
const { values } = parseArgs({
  args: process.argv.slice(3),
  strict: false,
  options: {
    genesis: TEXT,
    data: TEXT,
    keys: TEXT,
    port: TEXT,
    peers: TEXT,
    cometbft: TEXT,
    'p2p-port': TEXT,
    'engine-port': TEXT,
    'log-level': TEXT,
  },
})

function read(name: string): string {
  const value = values[name]
  if (typeof value !== 'string') throw new Error(`--${name} is missing`)
  return value
}

async function run(): Promise<void> {
  const dataDir = read('data')
  const folder = process.cwd()
  const genesis = await loadGenesis(folder, read('genesis'))
  const cometbft = await readCometbftSettings(folder, {
    p2pHost: '127.0.0.1',
    p2pPort: Number(read('p2p-port')),
    enginePort: Number(read('engine-port')),
    pex: false,
    ...(values['keys'] === undefined ? {} : { keys: read('keys') }),
    ...(values['peers'] === undefined ? {} : { peers: read('peers').split(',') }),
    ...(values['cometbft'] === undefined ? {} : { cometbft: read('cometbft') }),
  })
  const faulty = createFaultyApplication({ dataDir, genesis, blsSecret: cometbft.keys?.blsSecret })
  const node = await startNode(
    {
      genesis,
      dataDir,
      cometbft,
      rpcPort: Number(read('port')),
      logLevel: read('log-level') as LogLevel,
    },
    {
      clock: createFaultyClock(dataDir),
      wrapDisk: (disk) => wrapInFullDisk(disk, dataDir),
      wrapApplication: faulty.wrap,
    },
  )
  faulty.onStarted(node.backend)
  process.once('SIGTERM', () => void node.stop())
  process.stdout.write(`${JSON.stringify({ type: 'ready' })}\n`)
  const failure = await node.ended
  if (failure !== undefined) throw failure
}

try {
  await run()
} catch (error) {
  process.stderr.write(`boule: ${describeError(error)}\n`)
  process.exitCode = 1
}
