/**
 * How well four nodes keep their pace, by the times in CometBFT's headers: without load and with one. Beside it, how late a timer
 * of the same process was meanwhile: that much is the machine's.
 *   node bench/cluster/pace.ts [--quick] [--blocks N] [--interval MS] [--load PER_SECOND]
 */
import { parseArgs } from 'node:util'
import { makeHolders } from '../chain/large-network.ts'
import { inFolder } from './bench-folder.ts'
import type { NetworkShape } from './cluster-genesis.ts'
import { type EngineBlock, readEngineBlock } from './engine-blocks.ts'
import { pause, printFigures, quantile, round, waitFor } from './figures.ts'
import { makeMixedTransactions } from './mixed-transactions.ts'
import { prepareLoad } from './send-transactions.ts'
import { type Cluster, type ClusterNode, startCluster } from './start-cluster.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    nodes: { type: 'string', default: '4' },
    blocks: { type: 'string' },
    interval: { type: 'string', default: '1000' },
    load: { type: 'string', default: '500' },
  },
})
const nodes = Number(values.nodes)
const intervalMs = Number(values.interval)
const blocks = Number(values.blocks ?? (values.quick ? 10 : 300))
const load = Number(values.load)
/** Until the timetable is met. */
const FIRST_BLOCKS = 10
/** Batches of a steady load in a second. */
const BATCHES_PER_SECOND = 10
const PER_HOLDER = 32

const transactions = Math.ceil((load * (blocks + FIRST_BLOCKS + 2) * intervalMs) / 1_000)
process.stderr.write('making the senders\n')
const holders = makeHolders(Math.max(100, Math.ceil(transactions / PER_HOLDER)))
const shape: Omit<NetworkShape, 'genesisTimeMs'> = {
  nodes,
  intervalMs,
  blockTransactions: 20_000,
  holders: holders.map(({ address }) => address),
  accounts: 10_000 + holders.length,
  buckets: 2_000,
}

await inFolder(async (folder) => {
  const cluster = await startCluster({ folder, shape })
  try {
    await report(cluster, 0, async () => {})
    if (load > 0) await report(cluster, load, prepareSteadyLoad(cluster))
  } finally {
    await cluster.stop()
  }
})

async function report(
  { nodes: [first, ...others] }: Cluster,
  perSecond: number,
  work: (isOver: () => boolean) => Promise<void>,
): Promise<void> {
  const node = first as ClusterNode
  const from = (await node.height()) + FIRST_BLOCKS
  const to = from + blocks
  process.stderr.write(`${blocks} blocks with ${perSecond} transactions a second\n`)
  let isOver = false
  const timer = watchTimer(() => isOver)
  const working = work(() => isOver)
  // One more: only the next block tells who signed.
  await waitFor(`block ${to + 1}`, async () => ((await node.height()) > to ? true : undefined), {
    patienceMs: (blocks + FIRST_BLOCKS) * intervalMs * 3 + 60_000,
    everyMs: intervalMs / 4,
  })
  isOver = true
  await working
  const read: EngineBlock[] = []
  for (let height = from; height <= to; height++) {
    read.push(
      await waitFor(`block ${height}`, () => readEngineBlock(node.member.ports.engine, height)),
    )
  }
  const seen = await node.blocksAbove(from)
  const committed = seen.filter((block) => block.height <= to)
  printFigures({
    bench: 'cluster-pace',
    nodes: others.length + 1,
    intervalMs,
    ...describe(read),
    committedPerSecond: Math.round(
      committed.reduce((total, block) => total + block.transactions, 0) /
        ((blocks * intervalMs) / 1_000),
    ),
    timerLateP99Ms: round(quantile(await timer, 0.99), 1),
  })
}

function describe(read: readonly EngineBlock[]): Readonly<Record<string, number>> {
  const times = read.map((block) => block.timeMs)
  const intervals = times.slice(1).map((time, index) => time - (times[index] as number))
  const spanMs = (times.at(-1) as number) - (times[0] as number)
  const medianMs = quantile(intervals, 0.5)
  const p99Ms = quantile(intervals, 0.99)
  return {
    blocks: intervals.length,
    medianMs: round(medianMs, 1),
    medianToInterval: round(medianMs / intervalMs, 4),
    p99Ms: round(p99Ms, 1),
    p99ToInterval: round(p99Ms / intervalMs, 4),
    driftMsPerBlock: round(spanMs / intervals.length - intervalMs),
    absentSignatures: read.reduce((total, block) => total + block.absent, 0),
    laterRounds: read.filter((block) => block.round > 0).length,
  }
}

/** How late each of many timers was, in milliseconds. */
async function watchTimer(isOver: () => boolean): Promise<readonly number[]> {
  const late: number[] = []
  while (!isOver()) {
    const wantedMs = performance.now() + 50
    await pause(50)
    late.push(performance.now() - wantedMs)
  }
  return late
}

/** The same number of transactions in each tenth of a second, to one node after another. */
function prepareSteadyLoad({ nodes: all }: Cluster): (isOver: () => boolean) => Promise<void> {
  process.stderr.write(`signing ${transactions} transactions\n`)
  const network = { delegates: nodes, buckets: shape.buckets }
  const raws = makeMixedTransactions(holders, transactions, network).map(({ raw }) => raw)
  const size = Math.max(1, Math.round(load / BATCHES_PER_SECOND))
  return async (isOver) => {
    const sending: Promise<unknown>[] = []
    const startMs = performance.now()
    for (let sent = 0; sent * size < raws.length && !isOver(); sent++) {
      const { url } = all[sent % all.length] as ClusterNode
      const part = raws.slice(sent * size, (sent + 1) * size)
      sending.push(
        prepareLoad({ loads: [{ url, raws: part }], batchSize: size, connections: 1 }).send(),
      )
      const nextMs = startMs + ((sent + 1) * 1_000) / BATCHES_PER_SECOND
      await pause(Math.max(0, nextMs - performance.now()))
    }
    await Promise.all(sending)
  }
}
