/**
 * Where the table of vote weights comes from: the natural logarithm of FreeBSD's `e_log.c`
 * (fdlibm), with only + − × ÷, whose results are fixed by IEEE 754. `Math.log` differs between
 * engines; this does not. It is never used by the chain itself, which reads the table: here it
 * serves to make the table again and compare.
 */

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const L1 = 6.66666666666673513e-1
const L2 = 3.999999999940941908e-1
const L3 = 2.857142874366239149e-1
const L4 = 2.222219843214978396e-1
const L5 = 1.818357216161805012e-1
const L6 = 1.531383769920937332e-1
const L7 = 1.479819860511658591e-1
const SQRT_HALF = 0.7071067811865476

/** Natural logarithm of a finite value of at least 1. */
function naturalLogarithm(value: number): number {
  let fraction = value
  let exponent = 0
  while (fraction >= 1) {
    fraction /= 2
    exponent++
  }
  if (fraction < SQRT_HALF) {
    fraction *= 2
    exponent--
  }
  const f = fraction - 1
  const s = f / (2 + f)
  const s2 = s * s
  const s4 = s2 * s2
  const t1 = s2 * (L1 + s4 * (L3 + s4 * (L5 + s4 * L7)))
  const t2 = s4 * (L2 + s4 * (L4 + s4 * L6))
  const halfSquare = 0.5 * f * f
  return (
    exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + (t1 + t2)) + exponent * LN2_LOW) - f)
  )
}

export type WeightInput = {
  readonly days: number
  readonly isAutoStake: boolean
  readonly isSelfStake: boolean
}

/**
 * IoTeX's weight of one coin as a double: 1 + log₁.₂(days, doubled by auto-stake) / 100, a bucket
 * of self-stake × 1.06.
 */
export function weightOf(input: WeightInput): number {
  let weight = 1
  if (input.days > 0) {
    const argument = input.days * (input.isAutoStake ? 2 : 1)
    weight += naturalLogarithm(argument) / naturalLogarithm(1.2) / 100
  }
  if (input.isSelfStake && input.isAutoStake && input.days >= 91) weight *= 1.06
  return weight
}

/** The 64 bits of a double as 16 hex digits, most significant first. */
export function doubleBits(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}
