import { assert, must } from '#base/assert.ts'
import type { Codec } from '#base/codec.ts'
import { computeVotes, MAX_STAKE_DURATION_DAYS, type VoteInput } from './vote-weight.ts'

/** A weight is a whole number of millionths: this one is no bonus at all. */
const ONE_WEIGHT = 1_000_000n

/** Weights of each kind: one for every duration from 0 days on. */
export const WEIGHTS_PER_KIND = MAX_STAKE_DURATION_DAYS + 1

/** The kinds of bucket, in the order of a table's rows. */
export const WEIGHT_KINDS = ['plain', 'autoStake', 'selfStake'] as const

/**
 * How much a coin counts, in millionths: a row for buckets without auto-stake, one for those with it, one for self-stakes with it; in a
 * row by duration in days.
 */
export type WeightTable = readonly (readonly bigint[])[]

/** Votes of a bucket by a table: amount × weight, rounded down. They have the unit of the amount. The duration is 0 to 1050 days. */
export function computeVotesByTable(table: WeightTable, input: VoteInput): bigint {
  const row = input.autoStake ? (input.selfStake ? 2 : 1) : 0
  const weight = must(table[row]?.[input.durationDays], 'the weight of a duration')
  return (input.amountRau * weight) / ONE_WEIGHT
}

/** The built-in formula's weights: what it gives a bucket of a million. */
export function computeFormulaTable(): WeightTable {
  return WEIGHT_KINDS.map((kind) =>
    Array.from({ length: WEIGHTS_PER_KIND }, (_, durationDays) =>
      computeVotes({
        amountRau: ONE_WEIGHT,
        durationDays,
        autoStake: kind !== 'plain',
        selfStake: kind === 'selfStake',
      }),
    ),
  )
}

/**
 * What is wrong with a table, in words; undefined for one that may be in force. Weights are at least 1 and at most `mostWeight`, never
 * fall as the duration grows, and are nowhere lower with auto-stake than without, nor for a self-stake than for others.
 */
export function findTableFault(table: WeightTable, mostWeight: bigint): string | undefined {
  if (table.length !== WEIGHT_KINDS.length) return `must have ${WEIGHT_KINDS.length} rows`
  for (let place = 0; place < table.length; place++) {
    const row = must(table[place], 'a row')
    const kind = must(WEIGHT_KINDS[place], 'a kind of bucket')
    if (row.length !== WEIGHTS_PER_KIND) return `${kind} must have ${WEIGHTS_PER_KIND} weights`
    for (let days = 0; days < row.length; days++) {
      const fault = findWeightFault(must(row[days], 'a weight'), {
        mostWeight,
        shorter: row[days - 1],
        weaker: table[place - 1]?.[days],
      })
      if (fault !== undefined) return `${kind} of ${days} days ${fault}`
    }
  }
  return undefined
}

interface WeightBounds {
  readonly mostWeight: bigint
  /** The weight of a day less. */
  readonly shorter: bigint | undefined
  /** The weight in the row before. */
  readonly weaker: bigint | undefined
}

function findWeightFault(weight: bigint, bounds: WeightBounds): string | undefined {
  const { mostWeight, shorter = 0n, weaker = 0n } = bounds
  if (weight < ONE_WEIGHT || weight > mostWeight) {
    return `must be from ${ONE_WEIGHT} to ${mostWeight}, not ${weight}`
  }
  if (weight < shorter) return `must not be below ${shorter}, that of a day less, but is ${weight}`
  if (weight < weaker)
    return `must not be below ${weaker}, that of the row before, but is ${weight}`
  return undefined
}

/** Four bytes for each weight, row by row. */
export const weightTableCodec: Codec<WeightTable> = {
  encode: (writer, table) => {
    assert(table.length === WEIGHT_KINDS.length, 'a table has a row for each kind')
    for (const row of table) {
      assert(row.length === WEIGHTS_PER_KIND, 'a row has a weight for each duration')
      for (const weight of row) writer.u32(Number(weight & 0xffff_ffffn))
    }
  },
  decode: (reader) =>
    WEIGHT_KINDS.map(() => Array.from({ length: WEIGHTS_PER_KIND }, () => BigInt(reader.u32()))),
}
