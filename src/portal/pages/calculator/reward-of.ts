import {
  afterCommissions,
  type Commissions,
  computeUndilutedPart,
  computeYearlyPart,
  totalOf,
  type YearlyPart,
} from './compute-reward.ts'
import type { DelegateFigures } from './use-reward-input.ts'

/** A stake that is thought of. */
export interface Stake {
  readonly amountRau: bigint
  readonly votesRau: bigint
  /** What leads to it in the address of the wizard. */
  readonly search: { readonly amount: string; readonly days: string; readonly autoStake: boolean }
}

/** What a stake may earn in a year with a delegate. */
export interface Reward {
  readonly name: string
  /** What the delegate says it keeps; undefined when it has said nothing, which counts as keeping nothing. */
  readonly commissions: Commissions | undefined
  readonly part: YearlyPart
  readonly beforeRau: bigint
  readonly yearRau: bigint
  readonly epochRau: bigint
  /** What the stake's own weight costs it, before commission. */
  readonly dilutionRau: bigint
}

const KEEPS_NOTHING: Commissions = { blockBps: 0, epochBps: 0, bonusBps: 0 }

export function rewardOf({ delegate, input }: DelegateFigures, stake: Stake): Reward {
  const full = { ...input, myVotesRau: stake.votesRau }
  const part = computeYearlyPart(full)
  const { blockCommissionBps, epochCommissionBps, bonusCommissionBps } = delegate
  const commissions =
    blockCommissionBps === null || epochCommissionBps === null || bonusCommissionBps === null
      ? undefined
      : {
          blockBps: blockCommissionBps,
          epochBps: epochCommissionBps,
          bonusBps: bonusCommissionBps,
        }
  const yearRau = afterCommissions(part, commissions ?? KEEPS_NOTHING)
  return {
    name: delegate.name,
    commissions,
    part,
    beforeRau: totalOf(part),
    yearRau,
    epochRau: yearRau / input.epochsPerYear,
    dilutionRau: totalOf(computeUndilutedPart(full)) - totalOf(part),
  }
}
