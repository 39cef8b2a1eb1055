import { describe, expect, test } from 'vitest'
import { compareCandidates, computePriority, orderCandidates } from '#formulas/candidate-order.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { computeRemainingSeconds } from '#formulas/vote-weight-eth2019.ts'
import { countEthereum2019, type EthereumBucket } from '#protocol/election/ethereum-2019.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

type DrawVectors = {
  readonly test_addresses: readonly string[]
  readonly repo_test_case: {
    readonly input: readonly string[]
    readonly epochStartHeight: number
    readonly active: readonly string[]
    readonly expect: readonly { height: number; round: number; proposer: string }[]
  }
  readonly generated: readonly { epochStartHeight: number; active24: readonly string[] }[]
}

type SortVectors = {
  readonly priorities: readonly { seed: number; key: string; priority: string }[]
  readonly equal_votes_order: readonly { seed: number; order: readonly string[] }[]
  readonly comparator_fixture: {
    readonly in: readonly (readonly [key: string, votes: number, priority: number])[]
    readonly sorted: readonly string[]
  }
}

type ElectionVectors = {
  readonly thresholds: { minBucket: number; minScore: number; minSelfStake: number }
  readonly registrations: readonly { name: string; address: string; selfStakingWeight: number }[]
  readonly buckets: readonly {
    startHours: number
    durationHours: number
    amount: number
    voter: string
    candidate: string
    decay: boolean
  }[]
  readonly expected: readonly {
    name: string
    score: number
    selfStaking: number
    votes: readonly number[]
  }[]
}

type Snapshots = {
  readonly delegate_tables: readonly {
    readonly epoch: number
    readonly startHeight: number
    readonly rows: readonly (readonly [
      operator: string,
      rank: number,
      status: string,
      ...rest: unknown[],
    ])[]
  }[]
}

describe("crypto_sort.json: IoTeX's draw", () => {
  const vectors = readVectors<DrawVectors>('crypto_sort.json')

  test("iotex-core's own case, with its proposers", () => {
    const { input, epochStartHeight, active, expect: expected } = vectors.repo_test_case
    const drawn = drawIotex(input, epochStartHeight, 24)
    expect(drawn).toEqual(active)
    for (const { height, round, proposer } of expected) {
      expect(drawn[(height + round) % 24], `height ${height}, round ${round}`).toBe(proposer)
    }
    expectExecuted('crypto_sort.json (own case)', 1 + expected.length, 4)
  })

  test('draws of 24 from 35', () => {
    for (const { epochStartHeight, active24 } of vectors.generated) {
      expect(drawIotex(vectors.test_addresses, epochStartHeight, 24)).toEqual(active24)
    }
    expectExecuted('crypto_sort.json (generated)', vectors.generated.length, 3)
  })
})

test('real/network_snapshots.json: in published tables active delegates come before others', () => {
  const { delegate_tables: tables } = readVectors<Snapshots>('real/network_snapshots.json')
  let delegates = 0
  for (const { epoch, startHeight, rows } of tables) {
    const operators = rows.map((row) => row[0])
    const active = rows.filter((row) => row[2] === 'active').map((row) => row[0])
    const drawn = drawIotex(operators, startHeight, active.length)
    expect([...drawn].sort(), `epoch ${epoch}`).toEqual([...active].sort())
    delegates += rows.length
  }
  expectExecuted('real/network_snapshots.json (active flags)', delegates, 14)
})

describe('candidate_sort.json: order and tie-break', () => {
  const vectors = readVectors<SortVectors>('candidate_sort.json')

  test('priorities', () => {
    for (const { seed, key, priority } of vectors.priorities) {
      expect(computePriority(key, seed), `${key}, seed ${seed}`).toBe(BigInt(priority))
    }
    expectExecuted('candidate_sort.json (priorities)', vectors.priorities.length, 28)
  })

  test('equal votes', () => {
    for (const { seed, order } of vectors.equal_votes_order) {
      const candidates = [...order].sort().map((key) => ({ key, votesRau: 5n }))
      const ordered = orderCandidates(candidates, seed)
      expect(
        ordered.map((candidate) => candidate.key),
        `seed ${seed}`,
      ).toEqual(order)
    }
    expectExecuted('candidate_sort.json (orders)', vectors.equal_votes_order.length, 4)
  })

  test('votes before priority before key', () => {
    const { in: rows, sorted } = vectors.comparator_fixture
    const candidates = rows.map(([key, votes, priority]) => ({
      key,
      votesRau: BigInt(votes),
      priority: BigInt(priority),
    }))
    candidates.sort(compareCandidates)
    expect(candidates.map((candidate) => candidate.key)).toEqual(sorted)
    expectExecuted('candidate_sort.json (comparator)', rows.length, 5)
  })
})

test('eth_election_core_test.json: the counting rules of the election on Ethereum', () => {
  const vectors = readVectors<ElectionVectors>('eth_election_core_test.json')
  const mintTimeSeconds = 1_000_000
  const buckets = vectors.buckets.map((bucket) => ({
    voter: bucket.voter,
    candidate: bucket.candidate,
    amountRau: BigInt(bucket.amount),
    startSeconds: mintTimeSeconds + bucket.startHours * 3600,
    durationSeconds: bucket.durationHours * 3600,
    isDecaying: bucket.decay,
  }))
  // The fixture counts hours where the network counted days and a logarithm.
  const weigh = (bucket: EthereumBucket) => {
    const remaining = computeRemainingSeconds({ ...bucket, nowSeconds: mintTimeSeconds })
    return remaining === undefined ? 0n : bucket.amountRau * BigInt(1 + Math.ceil(remaining / 3600))
  }
  const result = countEthereum2019({
    registrations: vectors.registrations.map(({ name, address, selfStakingWeight }) => ({
      name,
      address,
      selfStakeWeight: BigInt(selfStakingWeight),
    })),
    buckets,
    mintTimeSeconds,
    minimumBucketRau: BigInt(vectors.thresholds.minBucket),
    minimumScoreRau: BigInt(vectors.thresholds.minScore),
    minimumSelfStakeRau: BigInt(vectors.thresholds.minSelfStake),
    skipsWeighted: false,
    weigh,
  })
  expect(result.ok).toBe(true)
  if (!result.ok) return
  const candidates = result.candidates.map((candidate) => ({
    name: candidate.name,
    score: Number(candidate.scoreRau),
    selfStaking: Number(candidate.selfStakeRau),
    votes: candidate.votes.map((vote) => Number(vote.votesRau)),
  }))
  expect(candidates).toEqual(vectors.expected)
  const votes = candidates.reduce((count, candidate) => count + candidate.votes.length, 0)
  expectExecuted('eth_election_core_test.json', candidates.length + votes, 8)
})
