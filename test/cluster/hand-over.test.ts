import { describe, expect, inject, test } from 'vitest'
import { must } from '#base/assert.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { keccak256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { ask } from './ask.ts'
import { type Cluster, runCluster } from './cluster.ts'
import { signCall, stakingCall } from './load.ts'
import type { EpochFacts } from './replay-chain.ts'
import { describeIntervals } from './intervals.ts'

const programs = inject('clusterPrograms')
const EPOCH_BLOCKS = 8
/** The next epoch is elected so many blocks before the end of the running one, see `testnet-shape.ts`. */
const ELECTION_LEAD_BLOCKS = 3
const INTERVAL_MS = 700
const SEATS = 4
const REPLACEMENTS = 10
/** A block this late would have lost a round. */
const LONGEST_MS = 3_000
/** A machine that is busy with something else for a moment costs a round or some signatures; a gap at the hand-over would cost one each time. */
const MOST_FAILED_ROUNDS = 1
const MOST_ABSENT_PERCENT = 1

describe.skipIf(programs === null)('hand-over', () => {
  test(`replaces all ${SEATS} seats in each of ${REPLACEMENTS} epochs without a gap`, async () => {
    if (programs === null) return
    let calmFrom = 0
    const { facts, problems, transactions, seconds } = await runCluster(
      {
        programs,
        shape: {
          nodes: 2 * SEATS,
          elected: SEATS,
          drawn: SEATS,
          intervalMs: INTERVAL_MS,
          blocksPerEpoch: EPOCH_BLOCKS,
        },
        seed: 1,
      },
      async (cluster) => {
        // The first epoch is that of the start, when nodes still look for one another.
        calmFrom = EPOCH_BLOCKS + 1
        await moveVotes(cluster, REPLACEMENTS + 2)
      },
    )
    const whole = facts.epochs.filter((epoch) => epoch.counted !== undefined)
    const replaced = countReplacements(whole)
    const calm = facts.blocks.filter((block) => block.height >= calmFrom)
    const intervals = describeIntervals(calm)
    const late = calm.filter((block) => (block.commit?.round ?? 0) > 0)
    const absent = calm.flatMap((block) => block.commit?.absent ?? []).length
    console.log(
      `${replaced} full replacements in ${whole.length} epochs of ${EPOCH_BLOCKS} blocks, ${transactions} transactions, ${seconds.toFixed(0)} s; ${intervals.text}; ${late.length} failed rounds, ${absent} of ${SEATS * calm.length} signatures absent`,
    )
    expect(problems).toEqual([])
    expect(late.length).toBeLessThanOrEqual(MOST_FAILED_ROUNDS)
    expect(replaced).toBeGreaterThanOrEqual(REPLACEMENTS)
    expect((100 * absent) / (SEATS * calm.length)).toBeLessThanOrEqual(MOST_ABSENT_PERCENT)
    expect(intervals.longestMs).toBeLessThan(LONGEST_MS)
  }, 400_000)
})

/** From epoch to epoch, four buckets move between the last four delegates and the first four, and all seats with them. */
async function moveVotes(cluster: Cluster, epochs: number): Promise<void> {
  const { names, testnet, spareAccount } = cluster
  const { chainId, rules } = testnet.genesis
  const network = { chainId, gasPriceRau: rules.gasPriceRau }
  let nonce = 0
  const send = async (action: ReturnType<typeof stakingCall>): Promise<void> => {
    const raw = signCall(network, spareAccount, nonce, action)
    cluster.expectTransaction(toHex(keccak256(fromHex(raw))))
    const { rpcUrl } = testnet.node(names[nonce % names.length] ?? '')
    nonce++
    await ask(rpcUrl, 'eth_sendRawTransaction', [raw])
  }
  for (const name of names.slice(SEATS)) {
    const values = [name, coins(500_000), 91, true, []] as const
    await send(stakingCall('createStake(string,uint256,uint32,bool,uint8[])', values))
  }
  await cluster.untilHeight(EPOCH_BLOCKS + 1)
  const buckets = await ownBuckets(cluster)
  for (let epoch = 2; epoch <= epochs; epoch++) {
    const side = epoch % 2 === 0 ? names.slice(0, SEATS) : names.slice(SEATS)
    for (const [place, name] of side.entries()) {
      const values = [
        name,
        BigInt(must(buckets[place], 'a bucket of the account that moves votes')),
        [],
      ] as const
      await send(stakingCall('changeCandidate(string,uint64,uint8[])', values))
    }
    // What is sent right after an election has a whole epoch until the next one.
    await cluster.untilHeight(epoch * EPOCH_BLOCKS - ELECTION_LEAD_BLOCKS + 1)
  }
  await cluster.untilHeight(epochs * EPOCH_BLOCKS + 1)
}

async function ownBuckets({ testnet, spareAccount }: Cluster): Promise<readonly number[]> {
  const { rpcUrl } = testnet.node('n1')
  const { items } = await ask<{ readonly items: readonly { readonly index: number }[] }>(
    rpcUrl,
    'boule_buckets',
    [{ owner: spareAccount.address }],
  )
  return items.map((bucket) => bucket.index)
}

function countReplacements(epochs: readonly EpochFacts[]): number {
  return epochs.filter((epoch, place) => {
    const before = epochs[place - 1]
    return before !== undefined && !epoch.producers.some((name) => before.producers.includes(name))
  }).length
}
