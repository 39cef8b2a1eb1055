import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import {
  type Admission,
  type AdmissionOptions,
  createAdmission,
  type SubmitResult,
} from '#mempool/admission.ts'
import { createGossip, type Gossip } from '#mempool/gossip.ts'
import { createTransactionPool, type TransactionPool } from '#mempool/transaction-pool.ts'
import type { InitChainResponse, ValidatorAddress } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import type { BlockRecord, JsonObject, RpcBackend } from '#rpc/backend.ts'
import { toBlockRecord } from '#rpc/block-record.ts'
import { createQueries } from '#rpc/queries/create-queries.ts'
import { toSubmissionCode } from '#rpc/submission-codes.ts'
import { createApplication } from './application.ts'
import type { NodeBundles } from './bundles/open-node-bundles.ts'
import { findMissingVersion } from './missing-version.ts'
import type { NodeConfig } from './config.ts'
import type { CometbftHost } from './engines/cometbft-host.ts'
import { createCometbftNodeEngine } from './engines/cometbft-node-engine.ts'
import { computeRetainHeight } from './engines/describe-home.ts'
import { createEmbeddedNodeEngine } from './engines/embedded-node-engine.ts'
import type { EngineParts, NodeEngine } from './engines/node-engine.ts'
import { createListeners, type Listeners } from './listeners.ts'
import type { Logger } from './logging/logger.ts'
import { type CommittedBlock, createNodeMetrics, type NodeMetrics } from './metrics/node-metrics.ts'
import type { Chain, NodePorts } from './open-chain.ts'
import type { NodeHistory } from './open-history.ts'
import type { RecentBlocks } from './recent-blocks.ts'
import {
  createDevRevealKeys,
  createOwnRevealKey,
  NO_REVEAL_KEYS,
  type RevealKeys,
} from './reveal-keys.ts'
import { stateLost } from './restore-application.ts'
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
  readonly bundles: NodeBundles
  /** `undefined`: the node itself stands in for all producers. */
  readonly host: CometbftHost | undefined
  readonly clock: Clock
  readonly wrapApplication: NodePorts['wrapApplication']
  readonly onEngineFailure: (error: Error) => void
}

/** The parts of a node, connected and at rest. */
export interface NodeParts {
  readonly engine: NodeEngine
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
  readonly gossip: Gossip
}

/** What is told of committed blocks, in this order. */
interface Outlets {
  readonly metrics: NodeMetrics
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
  const settled = (): Promise<void> | undefined => application.settled()
  const intake = createIntake(options, {
    settled,
    onTaken: (signed) => {
      engine.onTransaction()
      if (pendingTransactions.size > 0) pendingTransactions.tell(signed)
    },
  })
  const { pool, admission } = intake
  const outlets: Outlets = {
    metrics: createNodeMetrics({
      head: () => recent.head,
      historyHeight: () => options.history.height,
      world,
      ownValidator: findOwnValidator(config),
      engine: () => engine,
      gossip: intake.gossip,
      pool,
      admission,
      senders: chain.senders,
    }),
    records: createListeners<BlockRecord>(onListenerError),
    blocks: createListeners<ExecutedBlock>(onListenerError),
  }
  const application = createApplication({
    machine: chain.machine,
    pool,
    memory: chain.memory,
    transactions: {
      submit: (raw) => admission.submit(raw),
      insert: (raw) => intake.gossip.insert(raw),
      reap: (maxBytes) => intake.gossip.reap(maxBytes),
    },
    initialised: options.initialised,
    signReveal: createRevealSigner(world, config.genesis.chainId, findRevealKeys(config)),
    storeBlock: (block) => chain.database.append(block),
    onCommitted: (block, timings, lastCommit) => {
      intake.gossip.onCommitted(block.height)
      engine.onCommitted(block)
      return publish(options, outlets, { block, timings, lastCommit })
    },
    snapshots: {
      list: () => chain.database.listSnapshots(),
      loadChunk: (height, chunk) => chain.database.loadSnapshotChunk(height, chunk),
    },
    retainHeight: (height) => computeRetainHeight(config, chain.database.retainHeight, height),
    onSnapshotOffered: () => options.onEngineFailure(stateLost()),
  })
  const engine = createEngine({
    ...options,
    pool,
    application: options.wrapApplication?.(application) ?? application,
    onFailure: options.onEngineFailure,
  })
  const backend = createRpcBackend({
    machine: chain.machine,
    pool,
    admission: countAdmission(admission, outlets.metrics),
    recent,
    history: options.history,
    bundles: options.bundles.store,
    queries: createQueries({ world, name: config.genesis.name, isOffline: engine.isOffline }),
    blocks: outlets.records,
    pendingTransactions,
    engine,
    settled,
    clientVersion: config.clientVersion,
    prove: (module, collection, key) => {
      // Reads that tried something out and undid it leave records to hash again; the roots come out the same.
      chain.store.computeRoots()
      return chain.store.prove(module, collection, key) as unknown as JsonObject | string
    },
    proveCollection: (module, collection) => {
      chain.store.computeRoots()
      return chain.store.proveCollection(module, collection) as unknown as JsonObject | undefined
    },
  })
  return { engine, pool, backend, metrics: outlets.metrics, blocks: outlets.blocks }
}

function createEngine(parts: EngineParts & Pick<AssembleOptions, 'host'>): NodeEngine {
  return parts.host === undefined
    ? createEmbeddedNodeEngine(parts)
    : createCometbftNodeEngine(parts, parts.host)
}

/** Keys that this node signs reveals with: its own, or on a devnet those that everybody knows. */
function findRevealKeys({ cometbft, dev, genesis }: NodeConfig): RevealKeys {
  if (cometbft?.keys !== undefined) return createOwnRevealKey(cometbft.keys.blsSecret)
  return dev ? createDevRevealKeys(genesis) : NO_REVEAL_KEYS
}

/** As CometBFT prints it; `undefined` for a node that follows, and for one that stands in for all. */
function findOwnValidator({ cometbft }: NodeConfig): ValidatorAddress | undefined {
  if (cometbft?.keys === undefined) return undefined
  return toUpperHex(consensusAddress(ed25519PublicKey(cometbft.keys.consensusSecret)))
}

function createIntake(
  { config, chain, recent }: AssembleOptions,
  ports: Required<Pick<AdmissionOptions, 'settled' | 'onTaken'>>,
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
    settled: ports.settled,
    onTaken: (signed) => {
      // The embedded engine has no other nodes: nobody would ever take what is held for them.
      if (config.cometbft !== undefined) gossip.onTaken(signed)
      ports.onTaken(signed)
    },
  })
  const relayAfterMs = config.cometbft?.relayAfterMs
  const gossip = createGossip({
    pool,
    admission,
    height: recent.head.height,
    ...(relayAfterMs === undefined ? {} : { limits: { relayAfterMs } }),
  })
  return { pool, admission, gossip }
}

/** A block is on disk and part of the state: everybody hears of it. */
async function publish(
  { chain, recent, history, bundles, logger, onEngineFailure }: AssembleOptions,
  outlets: Outlets,
  committed: CommittedBlock,
): Promise<void> {
  const { block } = committed
  const record = toBlockRecord(block, recent.head.hash)
  chain.database.committed(block.height)
  recent.add(record)
  // Taken at once, so that whoever is told below finds the block; waited for only when it is far behind.
  const indexed = history.add(block)
  reportBlock({ chain, metrics: outlets.metrics, logger }, committed)
  bundles.onBlock(block.height)
  outlets.records.tell(record)
  outlets.blocks.tell(block)
  await indexed
  const missing = findMissingVersion(chain.machine)
  if (missing !== undefined) onEngineFailure(missing)
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
  committed: CommittedBlock,
): void {
  const { block, timings } = committed
  const isBoundary = block.height === endHeight(getCurrentEpoch(chain.machine.world))
  metrics.onBlock(committed, isBoundary)
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
