import type { Admission } from '#mempool/admission.ts'
import type { SenderCache } from '#mempool/signatures/sender-cache.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import type { CommitInfo, ValidatorAddress } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type { BlockTimings } from '../application.ts'
import { createConsensusMetrics } from './consensus-metrics.ts'
import { addEngineMetrics, type EngineMetricsOptions } from './engine-metrics.ts'
import { createMetricRegistry, type MetricRegistry } from './metric-registry.ts'

const RAU_PER_MILLICOIN = 10n ** 15n
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export interface NodeMetricsOptions extends EngineMetricsOptions {
  /** In the state after the last block. */
  readonly world: World
  /** As which this node signs, if it does. */
  readonly ownValidator: ValidatorAddress | undefined
  /** All blocks up to this height are in the history. */
  readonly historyHeight: () => number
  readonly head: () => { readonly height: number; readonly epoch: number; readonly timeMs: number }
  readonly pool: TransactionPool
  readonly admission: Admission
  readonly senders: SenderCache
}

/** A block that is part of the state. */
export interface CommittedBlock {
  readonly block: ExecutedBlock
  readonly timings: BlockTimings
  /** What it says of the block before. */
  readonly lastCommit: CommitInfo
}

export interface NodeMetrics {
  /** `isBoundary`: it was the last block of an epoch. */
  onBlock(committed: CommittedBlock, isBoundary: boolean): void
  onAdmission(isTaken: boolean): void
  /** The page for Prometheus. */
  render(): string
}

/** What an operator watches. Names and meanings are stable. */
export function createNodeMetrics(options: NodeMetricsOptions): NodeMetrics {
  const registry = createMetricRegistry()
  addGauges(registry, options)
  addEngineMetrics(registry, options)
  const { height, timeMs } = options.head()
  const consensus = createConsensusMetrics(registry, {
    world: options.world,
    lastTimeMs: height === 0 ? undefined : timeMs,
    ownValidator: options.ownValidator,
  })
  const readFund = addFund(registry, options.world)
  const blocks = registry.counter('boule_blocks_total', 'Blocks committed since the start.')
  const transactions = registry.counter(
    'boule_transactions_total',
    'Transactions committed since the start.',
  )
  const refused = registry.counter(
    'boule_transactions_failed_total',
    'Committed transactions with status 0.',
  )
  const gas = registry.counter('boule_gas_total', 'Gas used by committed transactions.')
  const taken = registry.counter('boule_admitted_total', 'Transactions taken into the pool.')
  const turnedAway = registry.counter('boule_refused_total', 'Transactions refused at admission.')
  const execute = registry.histogram(
    'boule_block_execute_seconds',
    'Execution of a block.',
    SECONDS,
  )
  const store = registry.histogram(
    'boule_block_store_seconds',
    'Writing of a block to disk.',
    SECONDS,
  )
  const boundary = registry.histogram(
    'boule_boundary_execute_seconds',
    'Execution of the last block of an epoch.',
    SECONDS,
  )
  return {
    render: registry.render,
    onAdmission: (isTaken) => (isTaken ? taken : turnedAway).add(),
    onBlock: ({ block, timings, lastCommit }, isBoundary) => {
      consensus.onBlock(block, lastCommit)
      readFund()
      blocks.add()
      transactions.add(block.transactions.length)
      refused.add(block.receipts.filter((receipt) => receipt.status === 0).length)
      gas.add(block.gasUsed)
      execute.observe(timings.executeMs / 1_000)
      store.observe(timings.storeMs / 1_000)
      if (isBoundary) boundary.observe(timings.executeMs / 1_000)
    },
  }
}

/** Figures that are read when the page is asked for. */
function addGauges(
  registry: MetricRegistry,
  { head, pool, admission, senders, historyHeight }: NodeMetricsOptions,
): void {
  registry.gauge('boule_height', 'Height of the last committed block.', () => head().height)
  registry.gauge('boule_epoch', 'Epoch of the last committed block.', () => head().epoch)
  registry.gauge(
    'boule_head_time_seconds',
    'Unix time of the last committed block.',
    () => head().timeMs / 1_000,
  )
  registry.gauge(
    'boule_history_height',
    'Height up to which questions about old blocks are answered.',
    historyHeight,
  )
  registry.gauge(
    'boule_pool_pending',
    'Pooled transactions that a block could take.',
    () => pool.status().pending,
  )
  registry.gauge(
    'boule_pool_queued',
    'Pooled transactions that wait for an earlier nonce.',
    () => pool.status().queued,
  )
  registry.gauge('boule_pool_bytes', 'Raw bytes of pooled transactions.', () => pool.bytes)
  registry.gauge(
    'boule_admission_waiting',
    'Transactions whose signature is being checked.',
    () => admission.waiting,
  )
  registry.gauge(
    'boule_sender_cache_misses',
    'Signatures that were checked on the main thread.',
    () => senders.misses,
  )
  registry.gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', () =>
    process.memoryUsage.rss(),
  )
}

/** The state of a block that is being made is nobody's, so the fund is looked at after each block. Returns what does that. */
function addFund(registry: MetricRegistry, world: World): () => void {
  let coins = 0
  const read = (): void => {
    const availableRau = world.rewards.fund.get(ONLY)?.availableRau ?? 0n
    coins = Number(availableRau / RAU_PER_MILLICOIN) / 1_000
  }
  read()
  registry.gauge('boule_reward_fund_coins', 'Coins from which rewards are paid.', () => coins)
  return read
}
