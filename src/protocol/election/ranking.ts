import { toIoAddress } from '#base/io-address.ts'
import { type RankingObstacle, rankDelegates } from '#formulas/rank-delegates.ts'
import type { Rules } from '#params/rule-table.ts'
import { whyInactive } from '../delegates/eligibility.ts'
import type { Delegate } from '../delegates/state.ts'
import type { World } from '../world.ts'

export type { RankingObstacle }

export interface RankedRow {
  readonly delegate: Delegate
  /** All weighted votes. */
  readonly votesRau: bigint
  /** What counts in the election: less on probation. */
  readonly countedRau: bigint
  /** Unproductive epochs within the probation window. */
  readonly probation: number
  /** Undefined when the delegate can be elected. */
  readonly obstacle: RankingObstacle | undefined
}

export interface RankingMoment {
  readonly world: World
  readonly rules: Rules
  /** Height at which it is asked who is active. */
  readonly height: number
  /** First height of the epoch that is ranked for: the seed of IoTeX's tie-break. */
  readonly epochStartHeight: number
}

/**
 * All delegates, best first, see `rankDelegates`.
 * PERF: n log n in the number of delegates, 1 ms for 1,000; votes are kept up to date, so no bucket is read.
 */
export function computeRanking(moment: RankingMoment): readonly RankedRow[] {
  const { world, rules, height, epochStartHeight } = moment
  const candidates: ReturnType<typeof toCandidate>[] = []
  world.delegates.delegates.each((_, delegate) => {
    candidates.push(toCandidate(world, rules, height, delegate))
  })
  return rankDelegates(candidates, rules, epochStartHeight).map(
    ({ candidate: { delegate, votesRau, probation }, countedRau, obstacle }) => {
      return { delegate, votesRau, countedRau, probation, obstacle }
    },
  )
}

function toCandidate(world: World, rules: Rules, height: number, delegate: Delegate) {
  return {
    delegate,
    registration: delegate.registration,
    ioOperator: () => toIoAddress(delegate.operator),
    votesRau: world.staking.votes.get(delegate.id) ?? 0n,
    probation: world.liveness.probation.get(delegate.id) ?? 0,
    ineligibility: whyInactive(world, rules, delegate, height),
  }
}
