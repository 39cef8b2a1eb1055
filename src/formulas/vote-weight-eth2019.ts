import { assert } from '#base/assert.ts'
import { computeVotes } from './vote-weight.ts'

const SECONDS_PER_DAY = 86_400

/**
 * The votes of a bucket under the rules of 2019, when staking lived in a contract on Ethereum: the
 * weight follows the days that remain, 1 + log₁.₂(days) / 100, without doubling and without a bonus
 * for self-stake. `remainingDays` is 0 to 1050. Source: iotex-election, types/vote.go.
 */
export function computeVotesEthereum2019(input: {
  readonly amountRau: bigint
  readonly remainingDays: number
}): bigint {
  return computeVotes({
    amountRau: input.amountRau,
    durationDays: input.remainingDays,
    autoStake: false,
    selfStake: false,
  })
}

/**
 * Seconds that count for a bucket at `nowSeconds`: all of the duration while it does not decay,
 * else what is left. `undefined` before the start: such a bucket has no votes at all.
 */
export function computeRemainingSeconds(input: {
  readonly startSeconds: number
  readonly durationSeconds: number
  readonly isDecaying: boolean
  readonly nowSeconds: number
}): number | undefined {
  const { startSeconds, durationSeconds, isDecaying, nowSeconds } = input
  assert(durationSeconds >= 0, 'a duration is at least 0')
  if (nowSeconds < startSeconds) return undefined
  if (!isDecaying) return durationSeconds
  const left = startSeconds + durationSeconds - nowSeconds
  return left > 0 ? left : 0
}

/** Seconds to days, a started day counting as a whole one. */
export function computeDays(seconds: number): number {
  return Math.ceil(seconds / SECONDS_PER_DAY)
}
