import { assert } from '#base/assert.ts'
import { multiplyBigFloat } from '#base/big-float.ts'
import { mulDiv } from '#base/integers.ts'

/**
 * The votes that count for a delegate on probation: votes × (100 − intensity) / 100, rounded down.
 * `intensityPercent` is a whole number from 0 (nothing lost) to 100 (all lost).
 */
export function applyProbation(votesRau: bigint, intensityPercent: number): bigint {
  assertIntensity(intensityPercent)
  return mulDiv(votesRau, BigInt(100 - intensityPercent), 100n, 'down')
}

/**
 * The same as IoTeX computes it: the factor is the double nearest to (100 − intensity) / 100 and
 * the product is rounded as `multiplyBigFloat` says, so that large votes keep a few million Rau
 * more or less than the exact tenth. Source: iotex-core, action/protocol/poll/slasher.go.
 */
export function applyProbationIotex2019(votesRau: bigint, intensityPercent: number): bigint {
  assertIntensity(intensityPercent)
  const kept = 100 - intensityPercent
  if (kept === 0) return 0n
  const { mantissa, fractionBits } = toDouble(BigInt(kept))
  return multiplyBigFloat(votesRau, mantissa, fractionBits)
}

function assertIntensity(intensityPercent: number): void {
  assert(
    Number.isInteger(intensityPercent) && intensityPercent >= 0 && intensityPercent <= 100,
    'an intensity is 0 to 100 percent',
  )
}

/**
 * The double nearest to percent / 100 as mantissa / 2^fractionBits with a mantissa of 53 bits, ties
 * to even.
 */
function toDouble(percent: bigint): { mantissa: bigint; fractionBits: number } {
  let fractionBits = 52
  while ((percent << BigInt(fractionBits)) / 100n < 1n << 52n) fractionBits++
  const scaled = percent << BigInt(fractionBits)
  let mantissa = scaled / 100n
  const doubledRemainder = (scaled % 100n) * 2n
  if (doubledRemainder > 100n || (doubledRemainder === 100n && mantissa % 2n === 1n)) mantissa++
  return { mantissa, fractionBits }
}
