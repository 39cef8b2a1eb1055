import { join } from 'node:path'
import type { Holder } from '../chain/large-network.ts'
import { inFolder } from './bench-folder.ts'
import type { SeenBlock } from './boule-node-process.ts'
import { pause, round } from './figures.ts'
import type { MixedTransaction } from './mixed-transactions.ts'
import { machineCpuSeconds } from './process-usage.ts'
import { type PreparedLoad, prepareLoad } from './send-transactions.ts'
import { createSendWindow, type SendWindow } from './send-window.ts'
import { type Cluster, type ClusterNode, readCpu, startCluster } from './start-cluster.ts'

export interface ThroughputOptions {
  readonly nodes: number
  readonly entry: 'one' | 'all'
  readonly intervalMs: number
  readonly blockTransactions: number
  readonly holders: readonly Holder[]
  readonly accounts: number
  readonly buckets: number
  readonly transactions: readonly MixedTransaction[]
  /** Committed before anything is measured; may be none. */
  readonly warmUp: readonly MixedTransaction[]
  readonly batchSize: number
  readonly connections: number
  readonly poolTransactions: number
  readonly relayAfterMs: number
  /** Sent and not yet committed at most. */
  readonly open: number
  /** Profiles of the nodes are written to this folder. */
  readonly profileDir?: string
}

export interface Throughput {
  readonly sent: number
  readonly refused: number
  /** Sent once more because a pool was full. */
  readonly sentAgain: number
  /** In blocks, with status 1. */
  readonly done: number
  readonly lost: number
  /** States after the same block that differ between nodes. */
  readonly divergences: number
  readonly blocks: number
  /** From the first byte sent to the commit of the last transaction by the last node. */
  readonly seconds: number
  readonly perSecond: number
  /** Between the first and the last block with transactions. */
  readonly perSecondInBlocks: number
  /** Processor seconds in that time: each node, each CometBFT, the client, and everything else on the machine. */
  readonly nodeCpu: readonly number[]
  readonly engineCpu: readonly number[]
  readonly clientCpu: number
  readonly otherCpu: number
}

/** Nothing more is waited for when no transaction is committed for so long. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 50

/** Sends everything to a new network and waits until all of it is in blocks on all nodes. */
export function measureThroughput(options: ThroughputOptions): Promise<Throughput> {
  return inFolder(async (folder) => {
    const cluster = await startCluster({
      folder,
      shape: {
        nodes: options.nodes,
        intervalMs: options.intervalMs,
        blockTransactions: options.blockTransactions,
        holders: options.holders.map(({ address }) => address),
        accounts: options.accounts,
        buckets: options.buckets,
      },
      poolTransactions: options.poolTransactions,
      relayAfterMs: options.relayAfterMs,
    })
    try {
      return await measure(cluster, options)
    } finally {
      await cluster.stop()
    }
  })
}

async function measure({ nodes }: Cluster, options: ThroughputOptions): Promise<Throughput> {
  const { transactions, warmUp } = options
  if (warmUp.length > 0) await (await prepare(nodes, options, warmUp)).send()
  const load = await prepare(nodes, options, transactions)
  const before = { ...readCpu(nodes), client: process.cpuUsage(), machine: machineCpuSeconds() }
  await profile(nodes, options)
  const startedAtMs = Date.now()
  const { seen, refused, sentAgain } = await load.send()
  const after = readCpu(nodes)
  await profile(nodes, options, 'end')
  const client = process.cpuUsage(before.client)
  const nodeCpu = after.nodes.map((cpu, index) => round(cpu - (before.nodes[index] ?? 0)))
  const engineCpu = after.engines.map((cpu, index) => round(cpu - (before.engines[index] ?? 0)))
  const clientCpu = round((client.user + client.system) / 1e6)
  const machine = machineCpuSeconds() - before.machine
  const full = seen.map((blocks) => blocks.filter((block) => block.transactions > 0))
  const endedAtMs = Math.max(...full.map((blocks) => blocks.at(-1)?.committedAtMs ?? startedAtMs))
  const seconds = (endedAtMs - startedAtMs) / 1_000
  const [first = []] = full
  const done = countDone(first)
  return {
    sent: transactions.length,
    refused,
    sentAgain,
    done,
    lost: transactions.length - refused - done,
    divergences: countDivergences(seen),
    blocks: first.length,
    seconds: round(seconds),
    perSecond: Math.round(done / seconds),
    perSecondInBlocks: rateInBlocks(first),
    nodeCpu,
    engineCpu,
    clientCpu,
    otherCpu: round(machine - sum(nodeCpu) - sum(engineCpu) - clientCpu),
  }
}

interface Sent {
  readonly seen: readonly (readonly SeenBlock[])[]
  readonly refused: number
  readonly sentAgain: number
}

/** Gets a load ready; `send` resolves when all of it is in blocks on all nodes. */
async function prepare(
  nodes: readonly ClusterNode[],
  options: ThroughputOptions,
  transactions: readonly MixedTransaction[],
): Promise<{ send(): Promise<Sent> }> {
  const window = createSendWindow(options.open)
  const load = spread(nodes, options, transactions, window)
  const startHeight = Math.min(...(await Promise.all(nodes.map((node) => node.height()))))
  return {
    send: async () => {
      const sending = load.send()
      const seen = await waitUntilDone({
        nodes,
        startHeight,
        count: transactions.length,
        sending,
        onCommitted: window.onCommitted,
      })
      // Should nothing have moved any more, the sender waits for ever.
      window.onCommitted(Number.POSITIVE_INFINITY)
      return { seen, ...(await sending) }
    },
  }
}

async function profile(
  nodes: readonly ClusterNode[],
  { profileDir }: ThroughputOptions,
  end?: 'end',
): Promise<void> {
  if (profileDir === undefined) return
  for (const node of nodes) {
    const file = join(profileDir, `${node.member.name}.cpuprofile`)
    await node.profile(end === undefined ? undefined : file)
  }
}

/** All of one sender goes to the same node, as a wallet would. */
function spread(
  nodes: readonly ClusterNode[],
  options: ThroughputOptions,
  transactions: readonly MixedTransaction[],
  { take }: SendWindow,
): PreparedLoad {
  const entries = options.entry === 'one' ? nodes.slice(0, 1) : nodes
  return prepareLoad({
    loads: entries.map(({ url }, index) => ({
      url,
      raws: transactions
        .filter(({ holder }) => holder % entries.length === index)
        .map(({ raw }) => raw),
    })),
    batchSize: options.batchSize,
    connections: options.connections,
    take,
  })
}

/** Blocks of each node, once all have `count` transactions less those that were refused, or nothing moves any more. */
async function waitUntilDone({
  nodes,
  startHeight,
  count,
  sending,
  onCommitted,
}: {
  readonly nodes: readonly ClusterNode[]
  readonly startHeight: number
  readonly count: number
  readonly sending: ReturnType<PreparedLoad['send']>
  readonly onCommitted: SendWindow['onCommitted']
}): Promise<readonly (readonly SeenBlock[])[]> {
  const seen: SeenBlock[][] = nodes.map(() => [])
  let wanted = Number.POSITIVE_INFINITY
  void sending.then(
    ({ refused }) => {
      wanted = count - refused
    },
    () => undefined,
  )
  let last = 0
  let lastMs = performance.now()
  while (performance.now() - lastMs < PATIENCE_MS) {
    await Promise.all(
      nodes.map(async (node, index) => {
        const blocks = seen[index] as SeenBlock[]
        blocks.push(...(await node.blocksAbove(blocks.at(-1)?.height ?? startHeight)))
      }),
    )
    const committed = seen.map((blocks) => sum(blocks.map((block) => block.transactions)))
    onCommitted(Math.min(...committed))
    if (Math.min(...committed) >= wanted) break
    if (sum(committed) !== last) lastMs = performance.now()
    last = sum(committed)
    await pause(LOOK_EVERY_MS)
  }
  return seen
}

function countDone(blocks: readonly SeenBlock[]): number {
  return sum(blocks.map((block) => block.done))
}

function rateInBlocks(blocks: readonly SeenBlock[]): number {
  const [first, ...others] = blocks
  const last = others.at(-1)
  if (first === undefined || last === undefined) return 0
  return Math.round((countDone(others) * 1_000) / (last.committedAtMs - first.committedAtMs))
}

function countDivergences(seen: readonly (readonly SeenBlock[])[]): number {
  const hashes = new Map<number, string>()
  let divergences = 0
  for (const { height, appHash } of seen.flat()) {
    if ((hashes.get(height) ?? appHash) !== appHash) divergences++
    hashes.set(height, appHash)
  }
  return divergences
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
