import { compareBigint } from '#base/integers.ts'
import { applyProbation, applyProbationIotex2019 } from './apply-probation.ts'
import { orderCandidates } from './candidate-order.ts'
import type { Ineligibility } from './find-ineligibility.ts'

/** Why a delegate takes no part in the election: not active, or too few votes. */
export type RankingObstacle = Ineligibility | 'too-few-votes'

/** A delegate that is to be ranked. */
export interface RankingCandidate {
  readonly registration: number
  /** `io1…`: IoTeX's tie-break. Asked for only where the rules say so. */
  readonly ioOperator: () => string
  /** All weighted votes. */
  readonly votesRau: bigint
  /** Unproductive epochs within the probation window. */
  readonly probation: number
  readonly ineligibility: Ineligibility | undefined
}

export interface RankingRules {
  readonly probationIntensityPercent: number
  readonly scoreThresholdRau: bigint
  readonly tieRule: 'registration' | 'iotex-2019'
}

export interface Ranked<Candidate> {
  readonly candidate: Candidate
  /** What counts in the election: less on probation. */
  readonly countedRau: bigint
  /** Undefined when the delegate can be elected. */
  readonly obstacle: RankingObstacle | undefined
}

/**
 * All candidates, best first: those who can be elected by counted votes, then the others likewise. Ties go by registration
 * number, or as IoTeX broke them, with the first height of the epoch that is ranked for as its seed.
 */
export function rankDelegates<Candidate extends RankingCandidate>(
  candidates: readonly Candidate[],
  rules: RankingRules,
  epochStartHeight: number,
): readonly Ranked<Candidate>[] {
  const rows = candidates.map((candidate) => weigh(candidate, rules))
  const electable = rows.filter((row) => row.obstacle === undefined)
  const others = rows.filter((row) => row.obstacle !== undefined)
  return [
    ...orderRows(electable, rules, epochStartHeight),
    ...orderRows(others, rules, epochStartHeight),
  ]
}

function weigh<Candidate extends RankingCandidate>(
  candidate: Candidate,
  rules: RankingRules,
): Ranked<Candidate> {
  const { votesRau, probation, ineligibility } = candidate
  const lose = rules.tieRule === 'iotex-2019' ? applyProbationIotex2019 : applyProbation
  const countedRau = probation > 0 ? lose(votesRau, rules.probationIntensityPercent) : votesRau
  // The threshold is for all votes: who is on probation falls in rank, and out only when others have more.
  const tooFew = votesRau === 0n || votesRau < rules.scoreThresholdRau || countedRau === 0n
  const obstacle = ineligibility ?? (tooFew ? 'too-few-votes' : undefined)
  return { candidate, countedRau, obstacle }
}

function orderRows<Candidate extends RankingCandidate>(
  rows: readonly Ranked<Candidate>[],
  rules: RankingRules,
  epochStartHeight: number,
): readonly Ranked<Candidate>[] {
  if (rules.tieRule === 'iotex-2019') {
    const keyed = rows.map((row) => {
      return { row, key: row.candidate.ioOperator(), votesRau: row.countedRau }
    })
    return orderCandidates(keyed, epochStartHeight).map((entry) => entry.row)
  }
  return rows.toSorted(
    (a, b) =>
      compareBigint(b.countedRau, a.countedRau) ||
      a.candidate.registration - b.candidate.registration,
  )
}
