import { describe, expect, test } from 'vitest'
import { fromHex, type Hex } from '#base/hex.ts'
import { IOTEX_EPOCH_ERAS } from '#params/iotex-eras.ts'
import {
  endHeight,
  epochOf,
  findEpochErasFault,
  startHeight,
} from '#protocol/epochs/epoch-arithmetic.ts'
import {
  advanceSchedule,
  initialSchedule,
  proposerAt,
  type ProposerSchedule,
} from '#protocol/epochs/proposer-schedule.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

type EpochVectors = {
  readonly real_pairs: readonly { epoch: number; startHeight: number }[]
  readonly known_bad: readonly { epoch: number; startHeight: number }[]
}

type Update = { readonly pubKey: string; readonly power: number }

type ScheduleVectors = {
  readonly scenarios: readonly {
    readonly name: string
    readonly genesis: readonly Update[]
    readonly heights: readonly {
      readonly height: number
      readonly proposers: readonly string[]
      readonly updates?: readonly Update[] | null
    }[]
  }[]
}

/** First heights of epochs at which IoTeX's rules changed: each begins an epoch. */
const FORKS: readonly (readonly [height: number, epoch: number])[] = [
  [432001, 1201],
  [864001, 2401],
  [1512001, 4201],
  [1641601, 4561],
  [1816201, 5046],
  [3238921, 7022],
  [4478761, 8744],
  [5157001, 9686],
  [5165641, 9698],
  [6544441, 11613],
  [11267641, 18173],
  [21542761, 32444],
  [29275561, 43184],
  [33730921, 49372],
  [36893881, 53765],
  [41648761, 57067],
  [48985561, 62162],
]

describe('epoch_math_real.json: heights of IoTeX epochs', () => {
  const vectors = readVectors<EpochVectors>('epoch_math_real.json')

  test('published pairs', () => {
    for (const { epoch, startHeight: height } of vectors.real_pairs) {
      expect(startHeight(IOTEX_EPOCH_ERAS, epoch)).toBe(height)
      expect(epochOf(IOTEX_EPOCH_ERAS, height)).toBe(epoch)
      expect(epochOf(IOTEX_EPOCH_ERAS, height - 1)).toBe(epoch - 1)
      expect(endHeight(IOTEX_EPOCH_ERAS, epoch - 1)).toBe(height - 1)
    }
    expectExecuted('epoch_math_real.json (pairs)', vectors.real_pairs.length, 6)
  })

  test('known misprints stay wrong', () => {
    for (const { epoch, startHeight: height } of vectors.known_bad) {
      expect(startHeight(IOTEX_EPOCH_ERAS, epoch)).not.toBe(height)
    }
    expectExecuted('epoch_math_real.json (misprints)', vectors.known_bad.length, 2)
  })

  test('every change of rules begins an epoch', () => {
    expect(findEpochErasFault(IOTEX_EPOCH_ERAS)).toBe(undefined)
    for (const [height, epoch] of FORKS) {
      expect(epochOf(IOTEX_EPOCH_ERAS, height)).toBe(epoch)
      expect(startHeight(IOTEX_EPOCH_ERAS, epoch)).toBe(height)
    }
  })
})

const toUpdates = (updates: readonly Update[]): { publicKey: Hex; power: bigint }[] =>
  updates.map(({ pubKey, power }) => ({ publicKey: `0x${pubKey}`, power: BigInt(power) }))

function mustSchedule(result: ReturnType<typeof initialSchedule>): ProposerSchedule {
  if (!result.ok) throw new Error(`update refused: ${result.reason}`)
  return result.schedule
}

describe("cometbft_schedule.json: proposers of CometBFT's own arithmetic", () => {
  const { scenarios } = readVectors<ScheduleVectors>('cometbft_schedule.json')
  let executed = 0

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    (_, scenario) => {
      let schedule = mustSchedule(initialSchedule(toUpdates(scenario.genesis)))
      for (const { height, proposers, updates } of scenario.heights) {
        expect(schedule.height).toBe(height)
        for (const [round, proposer] of proposers.entries()) {
          const computed = proposerAt(schedule.current, round).slice(2).toUpperCase()
          expect(computed, `height ${height}, round ${round}`).toBe(proposer)
          executed++
        }
        schedule = mustSchedule(advanceSchedule(schedule, toUpdates(updates ?? [])))
      }
    },
  )

  test('executed counts', () => {
    const heights = scenarios.reduce((count, scenario) => count + scenario.heights.length, 0)
    expect(fromHex(`0x${scenarios[0]?.genesis[0]?.pubKey}`).length).toBe(32)
    expectExecuted('cometbft_schedule.json', executed, heights * 4)
    expect(scenarios.length).toBe(12)
  })
})
