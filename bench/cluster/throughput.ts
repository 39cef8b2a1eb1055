/**
 * Committed staking transactions per second through Boule nodes on CometBFT, with one node and with four, sent to one of them or
 * spread over all, with blocks as fast as they come and at 1 s. Beside each figure: what CometBFT carries with a toy application, in
 * batches as the nodes send them and each for itself, and the signatures that the processors can check.
 *   node bench/cluster/throughput.ts [--quick] [--only 1:one:100,4:all:1000] [--transactions N] [--warm N] [--profile FOLDER]
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { decodeTransaction } from '#base/transaction.ts'
import { SignaturePool } from '#mempool/signatures/signature-pool.ts'
import { makeHolders } from '../chain/large-network.ts'
import { printFigures, round } from './figures.ts'
import { measureCeiling } from './measure-ceiling.ts'
import { measureThroughput } from './measure-throughput.ts'
import { makeMixedTransactions } from './mixed-transactions.ts'
import type { ToyForm } from './toy-application.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** nodes:entry:interval, with commas between them. */
    only: {
      type: 'string',
      default: '1:one:100,1:one:1000,4:one:100,4:all:100,4:one:1000,4:all:1000',
    },
    transactions: { type: 'string' },
    /** Sent before those that are measured. */
    warm: { type: 'string', default: '0' },
    'ceiling-seconds': { type: 'string' },
    accounts: { type: 'string' },
    buckets: { type: 'string' },
    batch: { type: 'string', default: '500' },
    connections: { type: 'string', default: '4' },
    pool: { type: 'string', default: '100000' },
    /** Milliseconds until a node hands on what another one sent. */
    'relay-after': { type: 'string', default: '0' },
    profile: { type: 'string' },
  },
})
/** One sender's transactions must stay within the nonces that a pool takes ahead. */
const PER_HOLDER = 32
/** Seconds of load at the aims: 20,000 a second with one node, 5,000 with four. */
const TRANSACTIONS = { one: 200_000, many: 60_000, quick: 4_000 }
/**
 * Transactions in a block at most, by nodes and interval: about twice the aim, so that no block takes so long that its round fails.
 * Twice as many are sent and not in a block.
 */
const MOST_IN_BLOCK = { one: { quick: 5_000, slow: 40_000 }, many: { quick: 2_500, slow: 10_000 } }

const buckets = Number(values.buckets ?? (values.quick ? 2_000 : 50_000))
const accounts = Number(values.accounts ?? (values.quick ? 20_000 : 100_000))
const configurations = values.only.split(',').map((text) => {
  const [nodes = '', entry = '', interval = ''] = text.split(':')
  return {
    nodes: Number(nodes),
    entry: entry === 'all' ? ('all' as const) : ('one' as const),
    intervalMs: Number(interval),
  }
})

const warm = Number(values.warm)
const most = warm + Math.max(...configurations.map(({ nodes }) => countFor(nodes)))
process.stderr.write(`signing ${most} transactions\n`)
const holders = makeHolders(Math.max(100, Math.ceil(most / PER_HOLDER)))
const checksPerSecond = await measureChecks()
const ceilings = new Map<string, number>()

for (const configuration of configurations) {
  const { nodes, entry, intervalMs } = configuration
  const ceilingPerSecond = await ceilingOf(nodes, entry, 'batches')
  // One node sends nothing to others.
  const singles = nodes === 1 ? undefined : await ceilingOf(nodes, entry, 'singles')
  process.stderr.write(`${nodes} nodes, transactions at ${entry}, blocks every ${intervalMs} ms\n`)
  const transactions = makeMixedTransactions(holders, warm + countFor(nodes), {
    delegates: nodes,
    buckets,
  })
  const throughput = await measureThroughput({
    ...configuration,
    blockTransactions: mostInBlock(nodes, intervalMs),
    open: 2 * mostInBlock(nodes, intervalMs),
    holders,
    accounts,
    buckets,
    transactions: transactions.slice(warm),
    warmUp: transactions.slice(0, warm),
    batchSize: Number(values.batch),
    connections: Number(values.connections),
    poolTransactions: Number(values.pool),
    relayAfterMs: Number(values['relay-after']),
    ...(values.profile === undefined ? {} : { profileDir: values.profile }),
  })
  const { perSecond } = throughput
  printFigures({
    bench: 'cluster-throughput',
    nodes,
    entry,
    intervalMs,
    ...throughput,
    ceilingPerSecond,
    ratioToCeiling: round(perSecond / ceilingPerSecond),
    ...(singles === undefined
      ? {}
      : { ceilingPerSecondInSingles: singles, ratioToSingles: round(perSecond / singles) }),
    signatureChecksPerSecondPerCore: Math.round(checksPerSecond),
    /** Each node checks each signature. */
    ratioToChecks: round((perSecond * nodes) / (checksPerSecond * availableParallelism())),
  })
}

function mostInBlock(nodes: number, intervalMs: number): number {
  const most = nodes === 1 ? MOST_IN_BLOCK.one : MOST_IN_BLOCK.many
  return intervalMs < 1_000 ? most.quick : most.slow
}

function countFor(nodes: number): number {
  if (values.transactions !== undefined) return Number(values.transactions)
  if (values.quick) return TRANSACTIONS.quick
  return nodes === 1 ? TRANSACTIONS.one : TRANSACTIONS.many
}

async function ceilingOf(nodes: number, entry: 'one' | 'all', form: ToyForm): Promise<number> {
  const key = `${nodes}:${entry}:${form}`
  const known = ceilings.get(key)
  if (known !== undefined) return known
  process.stderr.write(`ceiling of ${nodes} nodes, transactions at ${entry}, in ${form}\n`)
  const { perSecond } = await measureCeiling({
    nodes,
    entry,
    form,
    seconds: Number(values['ceiling-seconds'] ?? (values.quick ? 3 : 15)),
    blockTransactions: 5_000,
    open: 10_000,
  })
  ceilings.set(key, perSecond)
  return perSecond
}

/** Signatures that one thread checks in a second. */
async function measureChecks(): Promise<number> {
  const some = makeMixedTransactions(holders, 10_000, { delegates: 1, buckets })
  const decoded = some.map(({ raw }) => decodeTransaction(raw))
  const thread = new SignaturePool({ workers: 1 })
  await thread.recover(decoded.slice(0, 1_000))
  const begun = performance.now()
  await thread.recover(decoded)
  const perSecond = (decoded.length * 1_000) / (performance.now() - begun)
  await thread.close()
  return perSecond
}
