/**
 * One of four nodes is killed (SIGKILL, with its CometBFT) and started again at once: how long, and how many blocks, until it has the
 * newest block and its signature is in one. Beside it, how long the same process takes from its start until it serves.
 *   node bench/cluster/rejoin.ts [--quick] [--repeats N] [--down BLOCKS] [--interval MS]
 */
import { parseArgs } from 'node:util'
import { consensusAddress } from '#base/consensus-key.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { toHex } from '#base/hex.ts'
import { inFolder } from './bench-folder.ts'
import { readEngineBlock } from './engine-blocks.ts'
import { printFigures, quantile, round, waitFor } from './figures.ts'
import { type ClusterNode, startCluster } from './start-cluster.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    nodes: { type: 'string', default: '4' },
    repeats: { type: 'string' },
    /** Blocks that the others make before it is started again. */
    down: { type: 'string', default: '0' },
    interval: { type: 'string', default: '1000' },
    accounts: { type: 'string', default: '10000' },
  },
})
const repeats = Number(values.repeats ?? (values.quick ? 1 : 5))
const down = Number(values.down)
/** Between two kills all nodes are well for so many blocks. */
const REST_BLOCKS = 8

interface Rejoin {
  /** From the kill until it serves again. */
  readonly serveSeconds: number
  /** Until it has the newest block of the others. */
  readonly headSeconds: number
  /** From the kill to the first block with its signature. */
  readonly signSeconds: number
  /** Blocks in between that lack it. */
  readonly missedBlocks: number
}

await inFolder(async (folder) => {
  const cluster = await startCluster({
    folder,
    shape: {
      nodes: Number(values.nodes),
      intervalMs: Number(values.interval),
      blockTransactions: 20_000,
      holders: [],
      accounts: Number(values.accounts),
      buckets: 2_000,
    },
  })
  try {
    const [witness] = cluster.nodes
    const rejoins: Rejoin[] = []
    for (let repeat = 0; repeat < repeats; repeat++) {
      const victim = cluster.nodes[1 + (repeat % (cluster.nodes.length - 1))]
      rejoins.push(await killAndRejoin(witness as ClusterNode, victim as ClusterNode))
      process.stderr.write(`${JSON.stringify(rejoins.at(-1))}\n`)
    }
    report(rejoins)
  } finally {
    await cluster.stop()
  }
})

function report(rejoins: readonly Rejoin[]): void {
  const median = (of: (rejoin: Rejoin) => number): number => quantile(rejoins.map(of), 0.5)
  const serveSeconds = median((rejoin) => rejoin.serveSeconds)
  const signSeconds = median((rejoin) => rejoin.signSeconds)
  printFigures({
    bench: 'cluster-rejoin',
    nodes: Number(values.nodes),
    intervalMs: Number(values.interval),
    downBlocks: down,
    repeats: rejoins.length,
    serveSeconds: round(serveSeconds),
    headSeconds: round(median((rejoin) => rejoin.headSeconds)),
    signSeconds: round(signSeconds),
    worstSignSeconds: round(Math.max(...rejoins.map((rejoin) => rejoin.signSeconds))),
    ratioToServe: round(signSeconds / serveSeconds, 1),
    missedBlocks: median((rejoin) => rejoin.missedBlocks),
    worstMissedBlocks: Math.max(...rejoins.map((rejoin) => rejoin.missedBlocks)),
  })
}

async function killAndRejoin(witness: ClusterNode, victim: ClusterNode): Promise<Rejoin> {
  const address = toHex(consensusAddress(ed25519PublicKey(victim.member.consensusSecret)))
    .slice(2)
    .toUpperCase()
  const lastSigned = await witness.height()
  const killedMs = performance.now()
  await victim.kill()
  if (down > 0) {
    await waitFor(`${down} blocks`, async () => isAbove(witness, lastSigned + down - 1))
  }
  await victim.start()
  const serveSeconds = since(killedMs)
  await waitFor(
    'its newest block',
    async () => {
      const [own, others] = await Promise.all([victim.height(), witness.height()])
      return own >= others ? own : undefined
    },
    { everyMs: 20 },
  )
  const headSeconds = since(killedMs)
  const firstMissed = await findBlock(witness, lastSigned, (signers) => !signers.includes(address))
  const firstSigned = await findBlock(witness, firstMissed, (signers) => signers.includes(address))
  const signSeconds = since(killedMs)
  await waitFor('quiet blocks', async () => isAbove(witness, firstSigned + REST_BLOCKS))
  return { serveSeconds, headSeconds, signSeconds, missedBlocks: firstSigned - firstMissed }
}

async function isAbove(node: ClusterNode, height: number): Promise<true | undefined> {
  return (await node.height()) > height ? true : undefined
}

/** The first block from `height` on whose signers are so. */
async function findBlock(
  witness: ClusterNode,
  height: number,
  isWanted: (signers: readonly string[]) => boolean,
): Promise<number> {
  for (let at = height; ; at++) {
    const block = await waitFor(
      `block ${at + 1}`,
      () => readEngineBlock(witness.member.ports.engine, at),
      { everyMs: 20 },
    )
    if (isWanted(block.signers)) return at
  }
}

function since(startMs: number): number {
  return (performance.now() - startMs) / 1_000
}
