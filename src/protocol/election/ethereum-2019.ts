import { assert } from '#base/assert.ts'
import { orderCandidates } from '#formulas/candidate-order.ts'

/** A delegate registered in the contract on Ethereum. `name` and `address` are compared as text. */
export type EthereumRegistration = {
  readonly name: string
  readonly address: string
  /**
   * Multiplies the amount and votes of the delegate's own buckets: 1, unless the contract's owner
   * set more.
   */
  readonly selfStakeWeight: bigint
}

/** A bucket of the staking contract on Ethereum. An empty `candidate` votes for nobody. */
export type EthereumBucket = {
  readonly voter: string
  readonly candidate: string
  readonly amountRau: bigint
  readonly startSeconds: number
  readonly durationSeconds: number
  readonly isDecaying: boolean
}

export type EthereumVote = { readonly bucket: EthereumBucket; readonly votesRau: bigint }

export type EthereumCandidate = {
  readonly name: string
  readonly address: string
  readonly scoreRau: bigint
  readonly selfStakeRau: bigint
  /** What was counted for it, in the order of the buckets. */
  readonly votes: readonly EthereumVote[]
}

export type EthereumElectionInput = {
  /** In the order of registration. */
  readonly registrations: readonly EthereumRegistration[]
  readonly buckets: readonly EthereumBucket[]
  /** Time of the Ethereum block at which the count is taken. */
  readonly mintTimeSeconds: number
  readonly minimumBucketRau: bigint
  readonly minimumScoreRau: bigint
  readonly minimumSelfStakeRau: bigint
  /** Whether registrations with a weight above 1 are left out. */
  readonly skipsWeighted: boolean
  /** Votes of a bucket at the mint time, before the weight of its delegate; 0 before its start. */
  readonly weigh: (bucket: EthereumBucket) => bigint
}

export type EthereumElectionResult =
  | {
      readonly ok: true
      /** Who passes the thresholds, best first. */
      readonly candidates: readonly EthereumCandidate[]
      /** All buckets counted, those for unknown candidates included. */
      readonly totalAmountRau: bigint
      readonly totalVotesRau: bigint
    }
  | { readonly ok: false; readonly reason: 'duplicate-name' }

type Tally = {
  readonly registration: EthereumRegistration
  scoreRau: bigint
  selfStakeRau: bigint
  readonly votes: EthereumVote[]
}

/**
 * The election of 2019, when staking lived on Ethereum. Buckets below the minimum and those for
 * nobody are ignored; a delegate's own buckets are multiplied by its weight and make up its
 * self-stake; the thresholds apply after sorting. Source: iotex-election,
 * types/resultcalculator.go.
 */
export function countEthereum2019(input: EthereumElectionInput): EthereumElectionResult {
  const tallies: Tally[] = []
  const byName = new Map<string, Tally>()
  for (const registration of input.registrations) {
    assert(registration.selfStakeWeight >= 0n, 'a weight is at least 0')
    if (input.skipsWeighted && registration.selfStakeWeight > 1n) continue
    if (byName.has(registration.name)) return { ok: false, reason: 'duplicate-name' }
    const tally: Tally = { registration, scoreRau: 0n, selfStakeRau: 0n, votes: [] }
    byName.set(registration.name, tally)
    tallies.push(tally)
  }

  let totalAmountRau = 0n
  let totalVotesRau = 0n
  for (const bucket of input.buckets) {
    if (bucket.amountRau < input.minimumBucketRau || bucket.candidate === '') continue
    const tally = byName.get(bucket.candidate)
    const isOwn = tally !== undefined && tally.registration.address === bucket.voter
    const weight = isOwn ? tally.registration.selfStakeWeight : 1n
    const amountRau = bucket.amountRau * weight
    const votesRau = input.weigh(bucket) * weight
    totalAmountRau += amountRau
    totalVotesRau += votesRau
    if (tally === undefined) continue
    tally.scoreRau += votesRau
    if (isOwn) tally.selfStakeRau += amountRau
    tally.votes.push({ bucket, votesRau })
  }

  const candidates = orderCandidates(tallies.map(toCandidate), input.mintTimeSeconds)
    .filter(
      (candidate) =>
        candidate.selfStakeRau >= input.minimumSelfStakeRau &&
        candidate.scoreRau >= input.minimumScoreRau,
    )
    .map(({ name, address, scoreRau, selfStakeRau, votes }) => ({
      name,
      address,
      scoreRau,
      selfStakeRau,
      votes,
    }))
  return { ok: true, candidates, totalAmountRau, totalVotesRau }
}

function toCandidate(tally: Tally): EthereumCandidate & { key: string; votesRau: bigint } {
  return {
    name: tally.registration.name,
    address: tally.registration.address,
    scoreRau: tally.scoreRau,
    selfStakeRau: tally.selfStakeRau,
    votes: tally.votes,
    key: tally.registration.name,
    votesRau: tally.scoreRau,
  }
}
