import { devnetGenesis } from '#params/devnet/genesis.ts'
import { startNode } from '#node/start-node.ts'
import { StorageError } from '#state/storage-error.ts'
import { CliError } from '../cli-error.ts'
import { readVersion } from '../version.ts'
import { makeFolder } from '../make-folder.ts'
import { runDevProposals } from './dev-proposals.ts'
import { resetData } from './reset-data.ts'

export interface DevNodeOptions {
  readonly dataDir: string
  readonly port: number
  /** Forgets the state first. */
  readonly reset: boolean
  /** Undefined for the interval of the rules. */
  readonly intervalMs: number | undefined
  /** A block for each transaction at once, and none without. */
  readonly isInstant: boolean
}

/** A devnet that runs in this process. */
export interface DevNode {
  readonly rpcUrl: string
  readonly dataDir: string
  /** Height that the state had when it was started. */
  readonly startHeight: number
  /** When blocks are made, in words. */
  readonly paceText: string
  /** Settles when the node is closed; rejects when it had to stop by itself. */
  readonly failed: Promise<void>
  readonly close: () => Promise<void>
}

/** Starts it, and makes the data directory when there is none. Throws `CliError`, `NodeError` or `StorageError`. */
export async function startDevNode(
  options: DevNodeOptions,
  writeLog: (line: string) => void,
): Promise<DevNode> {
  const { dataDir, port, intervalMs, isInstant } = options
  if (options.reset) resetData(dataDir)
  makeFolder(dataDir)
  const genesis = devnetGenesis()
  const node = await startNode({
    genesis,
    dataDir,
    rpcPort: port,
    blockMode: isInstant ? 'automine' : 'interval',
    ...(intervalMs === undefined ? {} : { blockIntervalMs: intervalMs }),
    dev: true,
    logLevel: 'warn',
    writeLog,
    version: readVersion(),
  }).catch((error: unknown) => {
    if (error instanceof StorageError && error.code === 'foreign') {
      throw new CliError(`${error.message} with --reset`, 1, { cause: error })
    }
    throw error
  })
  if (!isInstant) runDevProposals(node, genesis)
  const failed = node.ended.then((failure) => {
    if (failure !== undefined) throw failure
  })
  // Whoever shows the node hears of it; until then it must not count as unhandled.
  failed.catch(() => undefined)
  const everyMs = intervalMs ?? genesis.rules.blockIntervalMs
  return {
    rpcUrl: node.rpcUrl,
    dataDir: node.dataDir,
    startHeight: node.backend.head().height,
    paceText: isInstant ? 'one for each transaction, at once' : `every ${everyMs / 1000} s`,
    failed,
    close: () => node.stop(),
  }
}
