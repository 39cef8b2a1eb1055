import { describe, expect, inject, test } from 'vitest'
import { createRandom, type Random } from '../../sim/random.ts'
import { type Cluster, runCluster } from './cluster.ts'
import { perturb, type PerturbationKind } from './perturb.ts'
import { readSeats } from './read-seats.ts'

const programs = inject('clusterPrograms')
/** Kills of single nodes; more with the environment variable of that name. */
const KILLS = Number(process.env['BOULE_CLUSTER_KILLS'] ?? 3)
const SEED = Number(process.env['BOULE_CLUSTER_SEED'] ?? 1)
const KINDS: readonly PerturbationKind[] = ['kill', 'kill-engine', 'kill-boule']
const INTERVAL_MS = 1_000

describe.skipIf(programs === null)('kill −9', () => {
  test(`${KILLS} times of producers and verifiers, then of all at once: nothing is lost and nothing doubled`, async () => {
    if (programs === null) return
    const random = createRandom(SEED)
    const kills: string[] = []
    const shape = { nodes: 8, elected: 7, drawn: 5, intervalMs: INTERVAL_MS, blocksPerEpoch: 10 }
    const { facts, problems, transactions, sentAgain, seconds } = await runCluster(
      { programs, shape, seed: SEED },
      async (cluster) => {
        for (let kill = 0; kill < KILLS; kill++) kills.push(await killOne(cluster, random, kill))
        await cluster.testnet.kill(['all'])
        await cluster.testnet.heal(['all'])
        await cluster.untilTogether()
      },
    )
    console.log(
      `seed ${SEED}: ${facts.blocks.length} blocks, ${transactions} transactions (${sentAgain} sent again), ${seconds.toFixed(0)} s; blocks until it was back: ${kills.join(', ')}`,
    )
    expect(problems).toEqual([])
    expect(kills).toHaveLength(KILLS)
  }, 600_000)

  test('of a producer costs its own slots and nothing else', async () => {
    if (programs === null) return
    const shape = { nodes: 7, elected: 7, drawn: 7, intervalMs: INTERVAL_MS, blocksPerEpoch: 7 }
    const { facts, problems } = await runCluster(
      { programs, shape, seed: SEED },
      async (cluster) => {
        await cluster.testnet.kill(['n3'])
        const others = cluster.names.filter((name) => name !== 'n3')
        await cluster.untilHeight(2 * shape.blocksPerEpoch + 1, others)
        await cluster.testnet.heal(['n3'])
      },
    )
    expect(problems).toEqual([])
    const blocks = facts.blocks.filter((block) => block.epoch === 2)
    const late = blocks.filter((block) => block.due.length > 1)
    const inTime = blocks.filter((block) => block.due.length === 1).map((block) => block.due[0])
    expect(inTime).toHaveLength(6)
    expect(new Set(inTime)).toEqual(new Set(['n1', 'n2', 'n4', 'n5', 'n6', 'n7']))
    // Another one makes its block in round 1.
    expect(late.map((block) => block.due)).toEqual([['n3', expect.stringMatching(/^n[^3]$/)]])
    expect(new Set(blocks.flatMap((block) => block.commit?.absent ?? []))).toEqual(new Set(['n3']))
    // The last block of the first epoch counts in the second, and there its slot may have been, too.
    const counted = facts.blocks.filter((block) => block.height >= 7 && block.height <= 13)
    const missed = counted.flatMap((block) => block.due.slice(0, -1))
    expect(facts.epochs[1]?.counted?.get('n3')).toEqual({
      produced: 0,
      missed: missed.filter((name) => name === 'n3').length,
    })
  })
})

/** A producer or a verifier in turn, one or both of its processes, at any moment. */
async function killOne(cluster: Cluster, random: Random, place: number): Promise<string> {
  const { producers, verifiers } = await readSeats(cluster)
  const isProducer = place % 2 === 0
  const kind = KINDS[Math.floor(place / 2) % KINDS.length] ?? 'kill'
  const node = random.pick(isProducer ? producers : verifiers)
  const blocks = await perturb(cluster, {
    kind,
    nodes: [node],
    afterMs: random.below(INTERVAL_MS),
    blocks: random.below(4),
    mostMs: 5 * INTERVAL_MS,
  })
  return `${kind} of ${isProducer ? 'producer' : 'verifier'} ${node} ${blocks}`
}
