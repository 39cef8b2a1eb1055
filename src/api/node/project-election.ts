import { compareBigint } from '#base/integers.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { fromHex } from '#base/hex.ts'
import { type RankingCandidate, rankDelegates } from '#formulas/rank-delegates.ts'
import type { RankingEntry } from '#sdk/reads/records.ts'
import type { Role } from '../contract/roles.ts'
import type { ElectionReads } from './node-reads.ts'

/** A delegate in the projection of an election. */
export interface ProjectedPlace {
  readonly delegate: string
  readonly name: string
  readonly rank: number
  readonly effectiveVotesRau: bigint
  readonly role: Role
}

export interface ProjectionRequest {
  readonly reads: ElectionReads
  /** First block of the epoch that is elected for. */
  readonly startHeight: number
  /** `io1…` of the operator of each delegate, where the rules go by them. */
  readonly ioOperators: ReadonlyMap<string, string>
  /** Votes to add, by identity. */
  readonly added: ReadonlyMap<string, bigint>
}

/** The election as it would end with some votes more or fewer, by the formulas of the chain. Votes do not fall below nothing. */
export function projectElection(request: ProjectionRequest): readonly ProjectedPlace[] {
  const { reads, startHeight, ioOperators, added } = request
  const { rules } = reads
  const tieRule = rules['tieRule']?.value === 'iotex-2019' ? 'iotex-2019' : 'registration'
  const ranked = rankDelegates(
    reads.ranking.map((entry) => toCandidate(entry, ioOperators, added)),
    {
      probationIntensityPercent: Number(rules['probationIntensityPercent']?.value),
      scoreThresholdRau: BigInt(String(rules['scoreThresholdRau']?.value ?? 0)),
      tieRule,
    },
    startHeight,
  )
  const eligible = ranked.filter(({ obstacle }) => obstacle === undefined)
  const seated = eligible.slice(0, Number(rules['consensusDelegates']?.value))
  const drawn = draw(
    seated.map(({ candidate }) => candidate.entry),
    request,
  )
  const seats = new Set(seated.map(({ candidate }) => candidate.entry.delegate))
  return ranked.map(({ candidate: { entry }, countedRau, obstacle }, at) => {
    const isSeated = seats.has(entry.delegate)
    const outside: Role = obstacle === undefined ? 'standby' : 'none'
    return {
      delegate: entry.delegate,
      name: entry.name,
      rank: at + 1,
      effectiveVotesRau: countedRau,
      role: !isSeated ? outside : drawn.has(entry.delegate) ? 'producer' : 'verifier',
    }
  })
}

type Candidate = RankingCandidate & { readonly entry: RankingEntry }

function toCandidate(
  entry: RankingEntry,
  ioOperators: ReadonlyMap<string, string>,
  added: ReadonlyMap<string, bigint>,
): Candidate {
  const votesRau = entry.votesRau + (added.get(entry.delegate.toLowerCase()) ?? 0n)
  const isInactive = !entry.eligible && entry.reason !== 'too-few-votes'
  return {
    entry,
    registration: entry.registration,
    ioOperator: () => ioOperators.get(entry.delegate.toLowerCase()) ?? '',
    votesRau: compareBigint(votesRau, 0n) < 0 ? 0n : votesRau,
    probation: entry.onProbation ? 1 : 0,
    ineligibility: isInactive ? (entry.reason as RankingCandidate['ineligibility']) : undefined,
  }
}

function draw(
  seated: readonly RankingEntry[],
  { reads, startHeight, ioOperators }: ProjectionRequest,
): ReadonlySet<string> {
  const producers = Number(reads.rules['producers']?.value)
  if (reads.rules['drawRule']?.value === 'iotex') {
    const operators = seated.map(({ delegate }) => ioOperators.get(delegate.toLowerCase()) ?? '')
    const drawn = new Set(drawIotex(operators, startHeight, producers))
    return new Set(
      seated.filter((_, at) => drawn.has(operators[at] ?? '')).map(({ delegate }) => delegate),
    )
  }
  const numbers = seated.map(({ registration }) => registration)
  const drawn = new Set(drawBoule(fromHex(reads.randomness.mix), numbers, producers))
  return new Set(
    seated.filter(({ registration }) => drawn.has(registration)).map(({ delegate }) => delegate),
  )
}
