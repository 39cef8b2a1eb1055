import { describe, expect, inject, test } from 'vitest'
import { ask } from './ask.ts'
import { type Cluster, runCluster } from './cluster.ts'
import { perturb } from './perturb.ts'
import { pause } from './wait.ts'

const programs = inject('clusterPrograms')
const INTERVAL_MS = 1_000
/** All produce with the same power: three of seven are more than a third, two are not. */
const SHAPE = { nodes: 7, elected: 7, drawn: 7, intervalMs: INTERVAL_MS, blocksPerEpoch: 7 }
const MINORITY = ['n6', 'n7']
const LARGE_MINORITY = ['n1', 'n4', 'n7']

describe.skipIf(programs === null)('a network of seven equal nodes', () => {
  test('goes on while two are paused or cut off, stands still without a third, and is one chain again', async () => {
    if (programs === null) return
    const found: string[] = []
    const { facts, problems, transactions, seconds } = await runCluster(
      { programs, shape: SHAPE, seed: 1 },
      async (cluster) => {
        const paused = await perturb(cluster, {
          kind: 'pause',
          nodes: ['n2', 'n5'],
          afterMs: 0,
          blocks: 5,
          mostMs: 60_000,
        })
        found.push(`two paused for five blocks were back after ${paused}`)
        await cutMinorityOff(cluster)
        await cutInTwo(cluster)
        await pauseMany(cluster)
      },
    )
    console.log(
      `${facts.blocks.length} blocks, ${transactions} transactions, ${seconds.toFixed(0)} s; ${found.join(', ')}`,
    )
    expect(problems).toEqual([])
  }, 600_000)
})

/** The five others go on; these two do not. */
async function cutMinorityOff(cluster: Cluster): Promise<void> {
  const { testnet, names } = cluster
  await testnet.partition(MINORITY)
  const height = await settledHeight(cluster, MINORITY)
  const majority = names.filter((name) => !MINORITY.includes(name))
  await cluster.untilHeight(height + 5, majority)
  expect(await settledHeight(cluster, MINORITY)).toBe(height)
  await testnet.heal(['all'])
  await cluster.untilTogether()
}

/** Neither side has more than two thirds. */
async function cutInTwo(cluster: Cluster): Promise<void> {
  const { testnet, names } = cluster
  await testnet.partition(LARGE_MINORITY)
  const height = await settledHeight(cluster, names)
  await pause(5 * INTERVAL_MS)
  expect(await settledHeight(cluster, names)).toBe(height)
  await testnet.heal(['all'])
  await cluster.untilTogether()
}

async function pauseMany(cluster: Cluster): Promise<void> {
  const { testnet, names } = cluster
  await testnet.pause(LARGE_MINORITY)
  const others = names.filter((name) => !LARGE_MINORITY.includes(name))
  const height = await settledHeight(cluster, others)
  await pause(5 * INTERVAL_MS)
  expect(await settledHeight(cluster, others)).toBe(height)
  await testnet.heal(['all'])
  await cluster.untilTogether()
}

/** Highest block of `nodes`, once what was under way when they were cut off has come to an end. */
async function settledHeight(cluster: Cluster, nodes: readonly string[]): Promise<number> {
  await pause(3 * INTERVAL_MS)
  const heights = await Promise.all(
    nodes.map((name) => ask<string>(cluster.testnet.node(name).rpcUrl, 'eth_blockNumber')),
  )
  return Math.max(...heights.map(Number))
}
