import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { computeVotes, getWeightMantissa } from '#formulas/vote-weight.ts'
import { computeVotesEthereum2019 } from '#formulas/vote-weight-eth2019.ts'
import { VOTE_WEIGHTS_SHA256 } from '#formulas/vote-weight-table.ts'
import { expectExecuted, readVectors } from './vector-files.ts'
import { doubleBits, weightOf } from './vote-weight-logarithm.ts'

type GoRow = {
  readonly days: number
  readonly auto: boolean
  readonly self: boolean
  readonly weightBits: string
  readonly votes?: Readonly<Record<string, string>>
}

type CoreRow = {
  readonly name: string
  readonly days: number
  readonly autoStake: boolean
  readonly selfStake: boolean
  readonly amount: string
  readonly expectedVotes: string
}

type MainnetRow = {
  readonly era: 'eth2019'
  readonly amount: string
  readonly remainingDays: number
  readonly weightedVotes: string
}

/** A mantissa as the double that it stands for. */
function bitsOf(mantissa: bigint): string {
  return ((1023n << 52n) | (mantissa - (1n << 52n))).toString(16)
}

/** All rows of the table in the order over which its digest is taken. */
const TABLE_ROWS = [
  ...[false, true].flatMap((isAutoStake) =>
    Array.from({ length: 1051 }, (_, days) => ({ days, isAutoStake, isSelfStake: false })),
  ),
  ...Array.from({ length: 960 }, (_, index) => ({
    days: index + 91,
    isAutoStake: true,
    isSelfStake: true,
  })),
]

describe('the table of vote weights', () => {
  test('equals what a logarithm of + − × ÷ alone gives', () => {
    for (const { days, isAutoStake, isSelfStake } of TABLE_ROWS) {
      const fromTable = bitsOf(getWeightMantissa(days, isAutoStake, isSelfStake))
      const computed = doubleBits(weightOf({ days, isAutoStake, isSelfStake }))
      expect(fromTable, `${days} days, auto ${isAutoStake}, self ${isSelfStake}`).toBe(computed)
    }
    expectExecuted('(regenerated table)', TABLE_ROWS.length, 3062)
  })

  test('has the stated digest', () => {
    const hash = createHash('sha256')
    for (const { days, isAutoStake, isSelfStake } of TABLE_ROWS) {
      hash.update(Buffer.from(bitsOf(getWeightMantissa(days, isAutoStake, isSelfStake)), 'hex'))
    }
    expect(hash.digest('hex')).toBe(VOTE_WEIGHTS_SHA256)
  })

  test('gives self-stake its bonus only with auto-stake and from 91 days on', () => {
    for (let days = 0; days <= 1050; days++) {
      const plain = getWeightMantissa(days, false, false)
      expect(getWeightMantissa(days, false, true)).toBe(plain)
      const auto = getWeightMantissa(days, true, false)
      const self = getWeightMantissa(days, true, true)
      if (days < 91) expect(self).toBe(auto)
      else expect(self > auto).toBe(true)
    }
  })
})

describe('vectors', () => {
  test('vote_weight_go.json: weights to the last bit, votes to the last Rau', () => {
    const { rows } = readVectors<{ rows: GoRow[] }>('vote_weight_go.json')
    let amounts = 0
    for (const row of rows) {
      const name = `${row.days} days, auto ${row.auto}, self ${row.self}`
      expect(bitsOf(getWeightMantissa(row.days, row.auto, row.self)), name).toBe(row.weightBits)
      for (const [amount, votes] of Object.entries(row.votes ?? {})) {
        amounts++
        const computed = computeVotes({
          amountRau: BigInt(amount),
          durationDays: row.days,
          autoStake: row.auto,
          selfStake: row.self,
        })
        expect(computed, `${amount} Rau for ${name}`).toBe(BigInt(votes))
      }
    }
    expectExecuted('vote_weight_go.json (weights)', rows.length, 3062)
    expectExecuted('vote_weight_go.json (amounts)', amounts, 288)
  })

  test("vote_weight_core_test.json: iotex-core's own cases", () => {
    const { rows } = readVectors<{ rows: CoreRow[] }>('vote_weight_core_test.json')
    for (const row of rows) {
      const votes = computeVotes({
        amountRau: BigInt(row.amount),
        durationDays: row.days,
        autoStake: row.autoStake,
        selfStake: row.selfStake,
      })
      expect(votes, row.name).toBe(BigInt(row.expectedVotes))
    }
    expectExecuted('vote_weight_core_test.json', rows.length, 12)
  })

  test('real/vote_weight_mainnet.json: buckets as published', () => {
    const { rows } = readVectors<{ rows: MainnetRow[] }>('real/vote_weight_mainnet.json')
    for (const row of rows) {
      expect(row.era).toBe('eth2019')
      const votes = computeVotesEthereum2019({
        amountRau: BigInt(row.amount),
        remainingDays: row.remainingDays,
      })
      expect(votes, `${row.amount} Rau`).toBe(BigInt(row.weightedVotes))
    }
    expectExecuted('real/vote_weight_mainnet.json', rows.length, 4)
  })

  test('a self-stake bucket as published (metanyx, bucket 39, epoch 24738)', () => {
    const votes = computeVotes({
      amountRau: 1_283_019_032_866_474_771_223_667n,
      durationDays: 350,
      autoStake: true,
      selfStake: true,
    })
    expect(votes).toBe(1_848_668_139_159_798_560_008_586n)
  })
})
