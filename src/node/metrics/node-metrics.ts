import type { Admission } from '#mempool/admission.ts'
import type { SenderCache } from '#mempool/signatures/sender-cache.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { BlockTimings } from '../application.ts'
import { createMetricRegistry, type MetricRegistry } from './metric-registry.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export interface NodeMetricsOptions {
  readonly head: () => { readonly height: number; readonly epoch: number; readonly timeMs: number }
  readonly pool: TransactionPool
  readonly admission: Admission
  readonly senders: SenderCache
}

export interface NodeMetrics {
  /** `isBoundary`: it was the last block of an epoch. */
  onBlock(block: ExecutedBlock, timings: BlockTimings, isBoundary: boolean): void
  onAdmission(isTaken: boolean): void
  /** The page for Prometheus. */
  render(): string
}

/** What an operator watches. Names and meanings are stable. */
export function createNodeMetrics(options: NodeMetricsOptions): NodeMetrics {
  const registry = createMetricRegistry()
  addGauges(registry, options)
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
    onBlock: (block, timings, isBoundary) => {
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
  { head, pool, admission, senders }: NodeMetricsOptions,
): void {
  registry.gauge('boule_height', 'Height of the last committed block.', () => head().height)
  registry.gauge('boule_epoch', 'Epoch of the last committed block.', () => head().epoch)
  registry.gauge(
    'boule_head_time_seconds',
    'Unix time of the last committed block.',
    () => head().timeMs / 1_000,
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
