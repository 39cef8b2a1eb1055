import { doubleBits, weightOf } from '../vote-weight-logarithm.ts'
import type { Bucket, Candidate, ModelState, Weights } from './types.ts'

const FRACTION_BITS = 52

/**
 * amount × double, rounded half to even to max(64, bits of amount) bits and then truncated. Written
 * with binary text so that a reader can follow each step; the chain's own code does the same with
 * shifts.
 */
export function multiplyLikeBigFloat(amount: bigint, double: number): bigint {
  if (amount === 0n || double === 0) return 0n
  const bits = BigInt(`0x${doubleBits(double)}`)
  const exponent = Number(bits >> 52n) - 1023
  const mantissa = (bits & ((1n << 52n) - 1n)) | (1n << 52n)
  const product = (amount * mantissa).toString(2)
  const precision = Math.max(64, amount.toString(2).length)
  let kept = BigInt(`0b${product.slice(0, precision)}`)
  const dropped = product.slice(precision)
  const half = `1${'0'.repeat(Math.max(0, dropped.length - 1))}`
  if (dropped !== '' && (dropped > half || (dropped === half && kept % 2n === 1n))) kept += 1n
  // The value is kept × 2^dropped / 2^(52 − exponent).
  const shift = dropped.length - FRACTION_BITS + exponent
  return shift >= 0 ? kept * 2n ** BigInt(shift) : kept / 2n ** BigInt(-shift)
}

/** The weights of the formula: its votes for a million, by duration. */
export function formulaWeights(): Weights {
  const row = (isAutoStake: boolean, isSelfStake: boolean): readonly number[] =>
    Array.from({ length: 1051 }, (_, days) => {
      const weight = weightOf({ days, isAutoStake, isSelfStake })
      return Number(multiplyLikeBigFloat(1_000_000n, weight))
    })
  return { plain: row(false, false), autoStake: row(true, false), selfStake: row(true, true) }
}

/** The votes that a bucket gives by the weights that a script gave, or by the formula where none did. */
function votesOfBucket(
  { weights }: Pick<ModelState, 'weights'>,
  bucket: Bucket,
  isSelfStake: boolean,
): bigint {
  if (weights === undefined) return formulaVotes(bucket, isSelfStake)
  if (bucket.unstakedSeconds !== 0) return 0n
  const kind = !bucket.autoStake ? 'plain' : isSelfStake ? 'selfStake' : 'autoStake'
  const weight = weights[kind][bucket.days]
  if (weight === undefined) throw new Error(`no weight for ${bucket.days} days`)
  return (bucket.amountRau * BigInt(weight)) / 1_000_000n
}

/** The votes of the formula; nothing once it is unstaked. */
export function formulaVotes(bucket: Bucket, isSelfStake: boolean): bigint {
  if (bucket.unstakedSeconds !== 0) return 0n
  const weight = weightOf({ days: bucket.days, isAutoStake: bucket.autoStake, isSelfStake })
  return multiplyLikeBigFloat(bucket.amountRau, weight)
}

/** The votes of a delegate, counted over all buckets there are. */
export function votesOfCandidate(state: ModelState, candidate: Candidate): bigint {
  let sumRau = 0n
  for (const bucket of state.buckets.values()) {
    if (bucket.candidate !== candidate.id) continue
    sumRau += votesOfBucket(state, bucket, candidate.selfStakeBucket === bucket.index)
  }
  return sumRau
}

export function selfStakeOf(state: ModelState, candidate: Candidate): bigint {
  if (candidate.selfStakeBucket === undefined) return 0n
  return state.buckets.get(candidate.selfStakeBucket)?.amountRau ?? 0n
}
