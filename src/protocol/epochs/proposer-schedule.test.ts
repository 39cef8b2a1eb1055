import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hex } from '#base/hex.ts'
import {
  advanceSchedule,
  applyUpdates,
  initialSchedule,
  MAX_TOTAL_POWER,
  type ProposerSchedule,
  proposerAt,
  proposersOfRounds,
  type ScheduleResult,
  type ValidatorUpdate,
} from './proposer-schedule.ts'

const keyOf = (index: number): Hex => `0x${index.toString(16).padStart(64, '0')}`
const power = (index: number, value: bigint): ValidatorUpdate => ({
  publicKey: keyOf(index),
  power: value,
})
const equal = (count: number, value: bigint) =>
  Array.from({ length: count }, (_, index) => power(index + 1, value))

function must(result: ScheduleResult): ProposerSchedule {
  if (!result.ok) throw new Error(result.reason)
  return result.schedule
}

describe('updates that CometBFT refuses', () => {
  const set = must(initialSchedule(equal(3, 10n))).current
  test.each<readonly [string, readonly ValidatorUpdate[], string]>([
    ['the same key twice', [power(4, 1n), power(4, 2n)], 'duplicate-key'],
    ['a negative power', [power(4, -1n)], 'negative-power'],
    ['a power above all bounds', [power(4, MAX_TOTAL_POWER + 1n)], 'power-too-large'],
    ['removal of a stranger', [power(4, 0n)], 'not-a-member'],
    ['a total above the limit', [power(4, MAX_TOTAL_POWER)], 'total-too-large'],
    ['nobody left', equal(3, 0n), 'empty-set'],
  ])('%s', (_, updates, reason) => {
    expect(applyUpdates(set, updates)).toEqual({ ok: false, reason })
  })

  test('all leave while another joins', () => {
    expect(applyUpdates(set, [...equal(3, 0n), power(4, 1n)]).ok).toBe(true)
  })

  test('what leaves makes room for what joins', () => {
    const updates = [...equal(3, 0n), power(4, MAX_TOTAL_POWER)]
    expect(applyUpdates(set, updates).ok).toBe(true)
  })

  test.each<readonly [string, readonly ValidatorUpdate[], string]>([
    ['nobody', [], 'empty-set'],
    ['a validator without power', [power(1, 0n)], 'zero-power-at-genesis'],
  ])('genesis with %s', (_, genesis, reason) => {
    expect(initialSchedule(genesis)).toEqual({ ok: false, reason })
  })
})

describe('the rotation', () => {
  test('equal powers take turns, lowest address first', () => {
    let schedule = must(initialSchedule(equal(5, 7n)))
    const addresses = schedule.current.validators.map((validator) => validator.address)
    expect(addresses).toEqual([...addresses].sort())
    for (let height = 1; height <= 20; height++) {
      expect(proposerAt(schedule.current, 0)).toBe(addresses[(height - 1) % 5])
      expect(proposerAt(schedule.current, 3)).toBe(addresses[(height + 2) % 5])
      schedule = must(advanceSchedule(schedule, []))
    }
  })

  test('a failed round asks the one whose turn is next', () => {
    const schedule = must(initialSchedule(equal(9, 3n)))
    expect(proposerAt(schedule.current, 1)).toBe(proposerAt(schedule.next, 0))
    expect(proposersOfRounds(schedule.current, 4)).toEqual(
      [0, 1, 2, 3].map((round) => proposerAt(schedule.current, round)),
    )
  })

  test('an update acts on the height after next', () => {
    let schedule = must(initialSchedule(equal(4, 5n)))
    schedule = must(advanceSchedule(schedule, [power(1, 0n)]))
    expect(schedule.height).toBe(2)
    expect(schedule.current.validators.length).toBe(4)
    expect(schedule.next.validators.length).toBe(3)
  })

  test('over many heights everyone proposes in proportion to its power', () => {
    const powers = fc.array(fc.bigInt({ min: 1n, max: 20n }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(powers, (values) => {
        let schedule = must(initialSchedule(values.map((value, index) => power(index + 1, value))))
        const total = Number(schedule.current.totalPower)
        const turns = new Map<Hex, number>()
        for (let height = 1; height <= total; height++) {
          const proposer = proposerAt(schedule.current, 0)
          turns.set(proposer, (turns.get(proposer) ?? 0) + 1)
          schedule = must(advanceSchedule(schedule, []))
        }
        for (const { address, power: value } of schedule.current.validators) {
          expect(turns.get(address)).toBe(Number(value))
        }
      }),
    )
  })

  test('random updates keep priorities around zero and within two totals of one another', () => {
    const update = fc.record({
      publicKey: fc.integer({ min: 1, max: 12 }).map(keyOf),
      power: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    })
    const steps = fc.array(fc.array(update, { maxLength: 4 }), { maxLength: 30 })
    fc.assert(
      fc.property(steps, (lists) => {
        let schedule = must(initialSchedule(equal(3, 1000n)))
        for (const updates of lists) {
          const result = advanceSchedule(schedule, updates)
          if (!result.ok) continue
          schedule = result.schedule
          const { validators, totalPower } = schedule.next
          expect(validators.some((one) => one.address === schedule.next.proposer)).toBe(true)
          expect(validators.reduce((sum, one) => sum + one.power, 0n)).toBe(totalPower)
          for (const { priority } of validators) {
            expect(priority <= 3n * totalPower && priority >= -3n * totalPower).toBe(true)
          }
        }
      }),
    )
  })
})

describe('the two updates at the end of an epoch', () => {
  const PRODUCER = 1_000_000_000n
  const BLOCKS = 48
  const EPOCHS = 30

  /** 24 of 30 by a fixed shuffle of the epoch: some stay, some leave, all seats move. */
  const producersOf = (epoch: number) =>
    Array.from({ length: 30 }, (_, index) => index)
      .sort((a, b) => ((a * 7 + epoch * 11) % 31) - ((b * 7 + epoch * 11) % 31) || a - b)
      .slice(0, 24)

  test('every producer proposes its exact share and no verifier any', () => {
    const powersOf = (epoch: number) => {
      const producers = new Set(producersOf(epoch))
      return Array.from({ length: 30 }, (_, index) =>
        power(index + 1, producers.has(index) ? PRODUCER : 1n),
      )
    }
    let schedule = must(initialSchedule(powersOf(1)))
    let compared = 0
    for (let epoch = 1; epoch <= EPOCHS; epoch++) {
      const rehearsal = powersOf(epoch).map((one) => ({
        ...one,
        power: one.power === PRODUCER ? 1000n : 1n,
      }))
      const turns = new Map<Hex, number>()
      for (let block = 1; block <= BLOCKS; block++) {
        const proposer = proposerAt(schedule.current, 0)
        turns.set(proposer, (turns.get(proposer) ?? 0) + 1)
        const updates =
          block === BLOCKS - 2 ? rehearsal : block === BLOCKS - 1 ? powersOf(epoch + 1) : []
        schedule = must(advanceSchedule(schedule, updates))
      }
      expect(turns.size, `epoch ${epoch}`).toBe(24)
      for (const count of turns.values()) expect(count).toBe(BLOCKS / 24)
      compared += turns.size
    }
    expect(compared).toBe(24 * EPOCHS)
  })
})
