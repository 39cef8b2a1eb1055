import { createEmbeddedEngine, type EmbeddedEngine } from '#consensus/embedded/embedded-engine.ts'
import type { LastBlock } from '#consensus/embedded/block-maker.ts'
import type { EngineError } from '#consensus/embedded/engine-error.ts'
import { type Admission, createAdmission, type SubmitResult } from '#mempool/admission.ts'
import { createTransactionPool, type TransactionPool } from '#mempool/transaction-pool.ts'
import type { InitChainResponse } from '#protocol/abci.ts'
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
import type { NodeHistory } from './history-port.ts'
import { createListeners, type Listeners } from './listeners.ts'
import type { Logger } from './logging/logger.ts'
import { createNodeMetrics, type NodeMetrics } from './metrics/node-metrics.ts'
import { createOfflineDelegates, type OfflineDelegates } from './offline-delegates.ts'
import type { Chain } from './open-chain.ts'
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
  readonly clientVersion: string
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

export function assembleNode(options: AssembleOptions): NodeParts {
  const { config, logger, chain, recent } = options
  const { machine, memory } = chain
  const { world } = machine
  const { chainId } = config.genesis
  const onListenerError = (error: unknown): void => {
    logger.error('a listener failed', { reason: String(error) })
  }
  const blocks = createListeners<ExecutedBlock>(onListenerError)
  const records = createListeners<BlockRecord>(onListenerError)
  const pendingTransactions = createListeners<SignedTransaction>(onListenerError)

  const pool = createTransactionPool({
    limits: config.pool,
    account: (address) => getAccount(world.accounts, address),
    baseFeeRau: machine.rules().gasPriceRau,
    height: recent.head.height,
  })
  const admission = createAdmission({
    chainId,
    pool,
    memory,
    recovery: chain.signatures,
    check: (signed) => {
      const { code, log } = machine.checkTx(signed)
      return code === 0 ? undefined : { code: toSubmissionCode(code), message: log }
    },
    onTaken: (signed) => {
      engine.onTransaction()
      if (pendingTransactions.size > 0) pendingTransactions.tell(signed)
    },
  })
  const metrics = createNodeMetrics({ head: () => recent.head, pool, admission, senders: chain.senders })
  const pacing = createPacingRule(config, chain)

  const application = createApplication({
    machine,
    pool,
    memory,
    initialised: options.initialised,
    signReveal: createRevealSigner(
      world,
      chainId,
      config.dev ? createDevRevealKeys(config.genesis) : NO_REVEAL_KEYS,
    ),
    storeBlock: (block) => chain.database.append(block),
    onCommitted: (block, timings) => {
      const record = toBlockRecord(block, recent.head.hash)
      chain.database.committed(block.height)
      recent.add(record)
      options.history.add(record)
      reportBlock({ chain, metrics, logger }, block, timings)
      engine.setIntervalMs(pacing.intervalMs(engine.pacing.intervalMs))
      records.tell(record)
      blocks.tell(block)
    },
    snapshots: {
      list: () => chain.database.listSnapshots(),
      loadChunk: (height, chunk) => chain.database.loadSnapshotChunk(height, chunk),
    },
  })

  const offline = openOfflineDelegates(options)
  const engine: EmbeddedEngine = createEmbeddedEngine({
    application,
    chainId,
    genesis: { hash: chain.genesisHash, timeMs: config.genesis.timeMs },
    lastBlock: toLastBlock(recent.head),
    validators: createProposerPort(world),
    isOnline: offline.isOnline,
    maxTxBytes: () => machine.rules().maxBlockBytes,
    pendingTransactions: () => pool.status().pending,
    // At rest until the node is ready to show what it makes.
    pacing: { intervalMs: 0, automine: false },
    onFailure: options.onEngineFailure,
    onStalled: (height) =>
      logger.warn('no producer is online: blocks wait until one is back', { height }),
  })

  const dev: DevControls | undefined = config.dev
    ? createDevControls({
        engine,
        offline,
        isDelegate: (delegate) => world.delegates.delegates.has(delegate),
        onIntervalSet: pacing.release,
        onOfflineChanged: () =>
          writeDevState(config.dataDir, { offlineDelegates: offline.all() }),
      })
    : undefined

  const backend = createRpcBackend({
    machine,
    pool,
    admission: countAdmission(admission, metrics),
    recent,
    history: options.history,
    queries: createQueries({
      world,
      name: config.genesis.name,
      isOffline: (delegate) => offline.has(delegate),
    }),
    blocks: records,
    pendingTransactions,
    dev,
    clientVersion: options.clientVersion,
    prove: (module, collection, key) =>
      chain.store.prove(module, collection, key) as unknown as JsonObject | string,
  })
  return { engine, pool, backend, metrics, blocks }
}

/** The interval of blocks follows the rules, which may change with an epoch, until somebody sets it. */
function createPacingRule(config: NodeConfig, { machine }: Chain) {
  let followsRules = config.blockMode === 'interval' && config.blockIntervalMs === undefined
  return {
    intervalMs: (currentMs: number): number =>
      followsRules && currentMs > 0 ? machine.rules().blockIntervalMs : currentMs,
    release: (): void => {
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
  { chain, metrics, logger }: Pick<AssembleOptions, 'chain' | 'logger'> & {
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
