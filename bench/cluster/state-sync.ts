/**
 * A new node joins a network with a large state by a snapshot of others: how long from the start of its process until it has the
 * newest block. Beside it, what reading and hashing the same snapshot takes.
 *   node bench/cluster/state-sync.ts [--quick] [--accounts N] [--buckets N] [--nodes N]
 */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listSnapshotFiles, type SnapshotFile } from '#state/snapshot/snapshot-directory.ts'
import { inFolder } from './bench-folder.ts'
import { readEngineBlock } from './engine-blocks.ts'
import { printFigures, round, waitFor } from './figures.ts'
import { peakMemoryMb } from './process-usage.ts'
import { type Cluster, type ClusterNode, startCluster } from './start-cluster.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    nodes: { type: 'string', default: '2' },
    accounts: { type: 'string' },
    buckets: { type: 'string' },
    interval: { type: 'string', default: '1000' },
    /** Blocks from one snapshot to the next: long enough for the newest one to be there until it is fetched. */
    'snapshot-every': { type: 'string' },
  },
})
const accounts = Number(values.accounts ?? (values.quick ? 20_000 : 1_000_000))
const buckets = Number(values.buckets ?? (values.quick ? 20_000 : 1_000_000))
const snapshotEvery = Number(values['snapshot-every'] ?? (values.quick ? 10 : 30))
const nodes = Number(values.nodes)

await inFolder(async (folder) => {
  const cluster = await startCluster({
    folder,
    shape: {
      nodes,
      intervalMs: Number(values.interval),
      blockTransactions: 20_000,
      holders: [],
      accounts,
      buckets,
    },
    followers: 1,
    snapshotEvery,
  })
  try {
    await joinBySnapshot(cluster)
  } finally {
    await cluster.stop()
  }
})

async function joinBySnapshot({ nodes: all }: Cluster): Promise<void> {
  const servers = all.slice(0, nodes)
  const newcomer = all[nodes] as ClusterNode
  const snapshot = await waitFor('a snapshot of every node', () => newestOfAll(servers), {
    patienceMs: 600_000,
  })
  const first = servers[0] as ClusterNode
  const trusted = await waitFor(`block ${snapshot.height}`, () =>
    readEngineBlock(first.member.ports.engine, snapshot.height),
  )
  const bareSeconds = readAndHashSeconds(snapshot.path)
  process.stderr.write(`a node joins by the snapshot of block ${snapshot.height}\n`)
  const startMs = performance.now()
  await newcomer.start({
    stateSync: {
      rpcServers: servers.map(({ member }) => `http://127.0.0.1:${member.ports.engine}`),
      trustHeight: trusted.height,
      trustHash: trusted.hash,
    },
  })
  const height = await waitFor(
    'the newest block',
    async () => {
      const [own, others] = await Promise.all([newcomer.height(), first.height()])
      return own > 0 && own >= others ? own : undefined
    },
    { patienceMs: 600_000, everyMs: 50 },
  )
  const seconds = (performance.now() - startMs) / 1_000 - newcomer.ready.genesisSeconds
  const [newest] = listSnapshotFiles(snapshotsOf(first))
  printFigures({
    bench: 'cluster-state-sync',
    nodes,
    accounts,
    buckets,
    /** Without building the genesis. */
    seconds: round(seconds),
    restoredSeconds: round(newcomer.ready.startSeconds),
    genesisSeconds: round(newcomer.ready.genesisSeconds),
    readAndHashSeconds: round(bareSeconds),
    ratioToReadAndHash: round(seconds / bareSeconds, 1),
    snapshotHeight: snapshot.height,
    headHeight: height,
    snapshotMb: round(statSync((newest ?? snapshot).path).size / 1e6, 1),
    peakMemoryMb: peakMemoryMb(newcomer.pid),
    enginePeakMemoryMb: peakMemoryMb(newcomer.enginePid),
    serverPeakMemoryMb: peakMemoryMb(first.pid),
  })
}

/** The newest snapshot, once every node has one of that height. */
function newestOfAll(servers: readonly ClusterNode[]): SnapshotFile | undefined {
  const lists = servers.map((server) =>
    listSnapshotFiles(snapshotsOf(server)).filter(({ height }) => height > 0),
  )
  return lists[0]?.find(({ height }) =>
    lists.every((files) => files.some((file) => file.height === height)),
  )
}

function snapshotsOf({ member }: ClusterNode): string {
  return join(member.dir, 'snapshots')
}

function readAndHashSeconds(file: string): number {
  const startMs = performance.now()
  createHash('sha256').update(readFileSync(file)).digest()
  return (performance.now() - startMs) / 1_000
}
