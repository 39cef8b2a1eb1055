import { createEmbeddedEngine, type EmbeddedEngine } from '#consensus/embedded/embedded-engine.ts'
import type { LastBlock } from '#consensus/embedded/block-maker.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import type { EngineError } from '#consensus/embedded/engine-error.ts'
import { type Admission, createAdmission, type SubmitResult } from '#mempool/admission.ts'
import { createTransactionPool, type TransactionPool } from '#mempool/transaction-pool.ts'
import type { Application, InitChainResponse } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import type { BlockRecord, DevControls, JsonObject, RpcBackend } from '#rpc/backend.ts'
import { toBlockRecord } from '#rpc/block-record.ts'
import { createQueries } from '#rpc/queries/create-queries.ts'
import { toSubmissionCode } from '#rpc/submission-codes.ts'
import { type BlockTimings, createApplication } from './application.ts'
import type { NodeConfig } from './config.ts'
import { createDevControls } from './dev-controls.ts'
import { createDevRevealKeys, NO_REVEAL_KEYS } from './dev-keys.ts'
import { readDevState, writeDevState } from './dev-state.ts'
import { createListeners, type Listeners } from './listeners.ts'
import type { Logger } from './logging/logger.ts'
import { createNodeMetrics, type NodeMetrics } from './metrics/node-metrics.ts'
import { createOfflineDelegates, type OfflineDelegates } from './offline-delegates.ts'
import type { Chain } from './open-chain.ts'
import type { NodeHistory } from './open-history.ts'
import { createProposerPort } from './proposer-port.ts'
import type { RecentBlocks } from './recent-blocks.ts'
import { createRevealSigner } from './reveal-signer.ts'
import { createRpcBackend } from './rpc-backend.ts'

export interface AssembleOptions {
  readonly config: NodeConfig
  readonly logger: Logger
  /** Recovered: at the height of the last block. */
  readonly chain: Chain
  readonly history: NodeHistory
  readonly recent: RecentBlocks
  readonly initialised: InitChainResponse | undefined
  readonly clock: Clock
  readonly onEngineFailure: (error: EngineError) => void
}

/** The parts of a node, connected and at rest. */
export interface NodeParts {
  readonly engine: EmbeddedEngine
  readonly pool: TransactionPool
  readonly backend: RpcBackend
  readonly metrics: NodeMetrics
  /** Told of each committed block. */
  readonly blocks: Listeners<ExecutedBlock>
}

/** What transactions come in by. */
interface Intake {
  readonly pool: TransactionPool
  readonly admission: Admission
  readonly pendingTransactions: Listeners<SignedTransaction>
}

/** What is told of committed blocks, in this order. */
interface Outlets {
  readonly metrics: NodeMetrics
  readonly pacing: PacingRule
  readonly records: Listeners<BlockRecord>
  readonly blocks: Listeners<ExecutedBlock>
}

export function assembleNode(options: AssembleOptions): NodeParts {
  const { config, chain, recent } = options
  const { world } = chain.machine
  const onListenerError = (error: unknown): void => {
    options.logger.error('a listener failed', { reason: String(error) })
  }
  const pendingTransactions = createListeners<SignedTransaction>(onListenerError)
  const intake = createIntake(options, pendingTransactions, () => engine.onTransaction())
  const { pool, admission } = intake
  const outlets: Outlets = {
    metrics: createNodeMetrics({
      head: () => recent.head,
      pool,
      admission,
      senders: chain.senders,
    }),
    pacing: createPacingRule(config, chain),
    records: createListeners<BlockRecord>(onListenerError),
    blocks: createListeners<ExecutedBlock>(onListenerError),
  }
  const offline = openOfflineDelegates(options)
  const application = createApplication({
    machine: chain.machine,
    pool,
    memory: chain.memory,
    initialised: options.initialised,
    signReveal: createRevealSigner(
      world,
      config.genesis.chainId,
      config.dev ? createDevRevealKeys(config.genesis) : NO_REVEAL_KEYS,
    ),
    storeBlock: (block) => chain.database.append(block),
    onCommitted: (block, timings) => publish(options, outlets, engine, { block, timings }),
    snapshots: {
      list: () => chain.database.listSnapshots(),
      loadChunk: (height, chunk) => chain.database.loadSnapshotChunk(height, chunk),
    },
  })
  const engine = createEngine(options, application, pool, offline)
  const dev = config.dev ? createDev(options, engine, offline, outlets.pacing) : undefined
  const backend = createRpcBackend({
    machine: chain.machine,
    pool,
    admission: countAdmission(admission, outlets.metrics),
    recent,
    history: options.history,
    queries: createQueries({
      world,
      name: config.genesis.name,
      isOffline: (delegate) => offline.has(delegate),
    }),
    blocks: outlets.records,
    pendingTransactions,
    dev,
    clientVersion: config.clientVersion,
    prove: (module, collection, key) => {
      // Reads that tried something out and undid it leave records to hash again; the roots come out the same.
      chain.store.computeRoots()
      return chain.store.prove(module, collection, key) as unknown as JsonObject | string
    },
  })
  return { engine, pool, backend, metrics: outlets.metrics, blocks: outlets.blocks }
}

function createIntake(
  { config, chain, recent }: AssembleOptions,
  pendingTransactions: Listeners<SignedTransaction>,
  onTaken: () => void,
): Intake {
  const { machine } = chain
  const pool = createTransactionPool({
    limits: config.pool,
    account: (address) => getAccount(machine.world.accounts, address),
    baseFeeRau: machine.rules().gasPriceRau,
    height: recent.head.height,
  })
  const admission = createAdmission({
    chainId: config.genesis.chainId,
    pool,
    memory: chain.memory,
    recovery: chain.signatures,
    check: (signed) => {
      const { code, log } = machine.checkTx(signed)
      return code === 0 ? undefined : { code: toSubmissionCode(code), message: log }
    },
    onTaken: (signed) => {
      onTaken()
      if (pendingTransactions.size > 0) pendingTransactions.tell(signed)
    },
  })
  return { pool, admission, pendingTransactions }
}

/** A block is on disk and part of the state: everybody hears of it. */
async function publish(
  { chain, recent, history, logger }: AssembleOptions,
  outlets: Outlets,
  engine: EmbeddedEngine,
  { block, timings }: { readonly block: ExecutedBlock; readonly timings: BlockTimings },
): Promise<void> {
  const record = toBlockRecord(block, recent.head.hash)
  chain.database.committed(block.height)
  recent.add(record)
  // Taken at once, so that whoever is told below finds the block; waited for only when it is far behind.
  const indexed = history.add(block)
  reportBlock({ chain, metrics: outlets.metrics, logger }, block, timings)
  engine.setIntervalMs(outlets.pacing.intervalMs(engine.pacing.intervalMs))
  outlets.records.tell(record)
  outlets.blocks.tell(block)
  await indexed
}

function createEngine(
  { config, chain, recent, logger, clock, onEngineFailure }: AssembleOptions,
  application: Application,
  pool: TransactionPool,
  offline: OfflineDelegates,
): EmbeddedEngine {
  const { machine } = chain
  return createEmbeddedEngine({
    application,
    chainId: config.genesis.chainId,
    genesis: { hash: chain.genesisHash, timeMs: config.genesis.timeMs },
    lastBlock: toLastBlock(recent.head),
    validators: createProposerPort(machine.world),
    isOnline: offline.isOnline,
    maxTxBytes: () => machine.rules().maxBlockBytes,
    pendingTransactions: () => pool.status().pending,
    // At rest until the node is ready to show what it makes.
    pacing: { intervalMs: 0, automine: false },
    clock,
    onFailure: onEngineFailure,
    onStalled: (height) =>
      logger.warn('no producer is online: blocks wait until one is back', { height }),
  })
}

function createDev(
  { config, chain }: AssembleOptions,
  engine: EmbeddedEngine,
  offline: OfflineDelegates,
  pacing: PacingRule,
): DevControls {
  const { delegates } = chain.machine.world.delegates
  return createDevControls({
    engine,
    offline,
    isDelegate: (delegate) => delegates.has(delegate),
    onIntervalSet: pacing.release,
    onOfflineChanged: () => writeDevState(config.dataDir, { offlineDelegates: offline.all() }),
  })
}

interface PacingRule {
  /** The interval that should be, when it is `currentMs` now. */
  intervalMs(currentMs: number): number
  /** Somebody has set the interval by hand. */
  release(): void
}

/** The interval of blocks follows the rules, which may change with an epoch, until somebody sets it. */
function createPacingRule(config: NodeConfig, { machine }: Chain): PacingRule {
  let followsRules = config.blockMode === 'interval' && config.blockIntervalMs === undefined
  return {
    intervalMs: (currentMs) =>
      followsRules && currentMs > 0 ? machine.rules().blockIntervalMs : currentMs,
    release: () => {
      followsRules = false
    },
  }
}

function openOfflineDelegates({ config, chain, logger }: AssembleOptions): OfflineDelegates {
  const { world } = chain.machine
  if (!config.dev) return createOfflineDelegates(world)
  const state = readDevState(config.dataDir, (problem) => logger.warn(problem))
  return createOfflineDelegates(world, state.offlineDelegates)
}

function toLastBlock(head: BlockRecord): LastBlock | undefined {
  if (head.height === 0) return undefined
  const { height, timeMs, hash, proposerAddress } = head
  return { height, timeMs, hash, proposerAddress }
}

function countAdmission(admission: Admission, metrics: NodeMetrics): Admission {
  const count = (result: SubmitResult): void => metrics.onAdmission(result.ok)
  return {
    get waiting() {
      return admission.waiting
    },
    submit: async (raw) => {
      const result = await admission.submit(raw)
      count(result)
      return result
    },
    submitBatch: async (raws) => {
      const results = await admission.submitBatch(raws)
      results.forEach(count)
      return results
    },
  }
}

function reportBlock(
  {
    chain,
    metrics,
    logger,
  }: Pick<AssembleOptions, 'chain' | 'logger'> & {
    readonly metrics: NodeMetrics
  },
  block: ExecutedBlock,
  timings: BlockTimings,
): void {
  const isBoundary = block.height === endHeight(getCurrentEpoch(chain.machine.world))
  metrics.onBlock(block, timings, isBoundary)
  const fields = {
    height: block.height,
    epoch: block.epoch,
    transactions: block.transactions.length,
    executeMs: timings.executeMs.toFixed(1),
    storeMs: timings.storeMs.toFixed(1),
  }
  if (isBoundary) logger.info('epoch ended', fields)
  else logger.debug('block committed', fields)
}
