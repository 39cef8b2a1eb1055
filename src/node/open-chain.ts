import { join } from 'node:path'
import { must } from '#base/assert.ts'
import { loadNativeSecp256k1 } from '#base/secp256k1-native.ts'
import { recoverSender } from '#base/sender.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import { SenderCache } from '#mempool/signatures/sender-cache.ts'
import { SignaturePool } from '#mempool/signatures/signature-pool.ts'
import { createTransactionMemory, type TransactionMemory } from '#mempool/transaction-memory.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Application, InitChainRequest, InitChainResponse } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import type { Machine } from '#protocol/machine.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import type { CrashPoint } from '#state/crash-point.ts'
import { type Database, openDatabase } from '#state/database.ts'
import type { Disk } from '#state/disk.ts'
import type { BlockName } from '#state/history/history-types.ts'
import type { Recovery } from '#state/recover.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'
import type { NeededBundles } from './bundles/needed-bundles.ts'
import { createChainDisk } from './chain-disk.ts'
import type { NodeConfig } from './config.ts'
import type { Logger } from './logging/logger.ts'
import { findMissingVersion } from './missing-version.ts'

/** The state of a node with everything that executes, checks and keeps blocks. */
export interface Chain {
  readonly genesisHash: Uint8Array
  readonly store: MemoryStore
  readonly machine: Machine
  readonly memory: TransactionMemory
  readonly senders: SenderCache
  readonly signatures: SignaturePool
  readonly database: Database
}

/** What a node stands on; tests put something else in its place. */
export interface NodePorts {
  readonly clock?: Clock
  /** Wraps the disk that everything is written to. */
  readonly wrapDisk?: (disk: Disk) => Disk
  /** Stands between the engine and the application. */
  readonly wrapApplication?: (application: Application) => Application
  readonly crashPoint?: CrashPoint
  /** Which bundles live proposals name, instead of what the state says. */
  readonly readNeededBundles?: (world: World) => NeededBundles
}

export interface ChainOptions {
  readonly config: NodeConfig
  readonly ports: NodePorts
  readonly logger: Logger
  /** Threads that check signatures broke down. */
  readonly onFailure: (error: Error) => void
  /** Awaited before a snapshot of that height is written. */
  readonly beforeSnapshot: (height: number) => Promise<void>
  /** Blocks below this height are not kept any more. Awaited. */
  readonly onPruned: (below: number) => Promise<void>
}

/** Takes the data directory and starts the threads. The state is empty until `recoverChain`. Throws `StorageError`. */
export async function openChain(options: ChainOptions): Promise<Chain> {
  const { config, logger } = options
  const { genesis, dataDir } = config
  const { wrapDisk, crashPoint } = options.ports
  const disk = createChainDisk(join(dataDir, 'blocks'))
  loadNativeSecp256k1()
  const genesisHash = computeGenesisHash(genesis)
  const store = createMemoryStore()
  const senders = new SenderCache()
  const signatures = new SignaturePool({
    workers: config.signatureWorkers,
    onFailure: options.onFailure,
  })
  const memory = createTransactionMemory(signatures, senders)
  const runScript = await createScriptRunner()
  const machine = createMachine({
    store,
    genesis,
    resolve: memory.resolve,
    recoverSender,
    runScript,
  })
  try {
    const database = await openDatabase({
      dir: dataDir,
      store,
      identity: { chainId: genesis.chainId, genesisHash },
      snapshotEveryBlocks: config.snapshotIntervalBlocks,
      keepBlocks: config.keepBlocks,
      beforeSnapshot: options.beforeSnapshot,
      onPruned: options.onPruned,
      notice: (text) => logger.warn(text),
      disk: wrapDisk === undefined ? disk : wrapDisk(disk),
      ...(crashPoint === undefined ? {} : { crashPoint }),
    })
    return { genesisHash, store, machine, memory, senders, signatures, database }
  } catch (error) {
    await closeSignatures(signatures)
    throw error
  }
}

/** Stops the threads, finishes what is being written and gives the directory free. */
export async function closeChain({ signatures, database }: Chain): Promise<void> {
  await closeSignatures(signatures)
  await database.close()
}

/** A thread that is ended while it loads native code takes the whole process with it, so loading is waited for. */
async function closeSignatures(signatures: SignaturePool): Promise<void> {
  await signatures.ready.catch(() => {})
  await signatures.close()
}

export interface RecoverOptions {
  readonly logger: Logger
  /** The state is that of a snapshot, behind this block. Waited for. */
  readonly onResumed: (base: BlockName) => Promise<void>
  /** Given every block that is executed again, in order: if possible at least the last one. Waited for. */
  readonly onReplayed: (block: ExecutedBlock, parentHash: Uint8Array) => Promise<void>
  /** Height up to which the history has all blocks. */
  readonly historyHeight: number
}

export interface RecoveredChain extends Recovery {
  /** What `initChain` gave, when the first state was built anew. */
  readonly initialised: InitChainResponse | undefined
}

/** Brings the state to the last block of the log: newest good snapshot, then the blocks behind it. */
export async function recoverChain(chain: Chain, options: RecoverOptions): Promise<RecoveredChain> {
  const { machine, memory, database } = chain
  let saidAtMs = performance.now()
  let initialised: InitChainResponse | undefined
  const head = (): BlockName => must(machine.world.chain.head.get(ONLY), 'the head of the chain')
  const apply = async (block: StoredBlock): Promise<ExecutedBlock['roots']> => {
    // A later version made this block: executed by this one it would seem to be damage.
    const missing = findMissingVersion(machine)
    if (missing !== undefined) throw missing
    await memory.prefetch(block.request.txs)
    const { hash: parentHash } = head()
    const executed = machine.finalizeBlock(block.request)
    machine.commit()
    await options.onReplayed(executed, parentHash)
    return executed.roots
  }
  const recovery = await database.recover({
    genesis: () => {
      initialised = machine.initChain(toInitChainRequest(machine.genesis))
    },
    resume: async () => {
      machine.resume()
      await options.onResumed(head())
    },
    apply,
    // The last block is always executed again: that gives its record, which everybody asks for.
    maxSnapshotHeight: Math.min(options.historyHeight, database.log.tip - 1),
    progress: (height, tip) => {
      if (performance.now() - saidAtMs < 2_000) return
      saidAtMs = performance.now()
      options.logger.info('executing stored blocks', { height, of: tip })
    },
  })
  return { ...recovery, initialised }
}

function toInitChainRequest({ chainId, timeMs }: Genesis): InitChainRequest {
  return { chainId: String(chainId), timeMs, initialHeight: 1 }
}
