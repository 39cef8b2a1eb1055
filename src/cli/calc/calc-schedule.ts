import type { Hex } from '#base/hex.ts'
import {
  advanceSchedule,
  initialSchedule,
  proposersOfRounds,
  type ScheduleResult,
  type UpdateRefusal,
  type ValidatorUpdate,
} from '#protocol/epochs/proposer-schedule.ts'
import { CalcInputError } from './calc-input-error.ts'
import {
  describe,
  type Fields,
  readAmount,
  readHexDigits,
  readInteger,
  readList,
  readObject,
  readTable,
} from './read-fields.ts'

const MAX_VALIDATORS = 1_000
const MAX_HEIGHTS = 100_000
const MAX_ROUNDS = 1_000
const MAX_ANSWERS = 1_000_000
const HEIGHT = /^[1-9][0-9]{0,8}$/

const REFUSALS: Readonly<Record<UpdateRefusal, string>> = {
  'duplicate-key': 'must name each key once',
  'negative-power': 'must have powers of at least 0',
  'power-too-large': 'must have powers below 2^60',
  'zero-power-at-genesis': 'must have powers of at least 1',
  'empty-set': 'must leave at least one validator',
  'not-a-member': 'must remove (power "0") only keys that are in the set',
  'total-too-large': 'must keep the sum of powers below 2^60',
}

/** `boule calc schedule`: who proposes at each height and round, as CometBFT computes it. */
export function calcSchedule(input: unknown): { readonly proposers: readonly string[][] } {
  const fields = readObject(input, '', ['genesis', 'updates', 'heights', 'rounds'])
  const heights = readInteger(fields, 'heights', { from: 1, to: MAX_HEIGHTS })
  const rounds = readInteger(fields, 'rounds', { from: 1, to: MAX_ROUNDS, fallback: 1 })
  if (heights * rounds > MAX_ANSWERS) {
    throw new CalcInputError('heights', `times rounds must be at most ${MAX_ANSWERS}`)
  }
  const genesis = readUpdates(fields, 'genesis', 'genesis')
  const updatesByHeight = readUpdatesByHeight(fields, heights)

  let schedule = mustBeTaken(initialSchedule(genesis), 'genesis')
  const proposers: string[][] = []
  for (let height = 1; height <= heights; height++) {
    proposers.push(proposersOfRounds(schedule.current, rounds).map(toUpperCaseAddress))
    const updates = updatesByHeight.get(height) ?? []
    schedule = mustBeTaken(advanceSchedule(schedule, updates), `updates.${height}`)
  }
  return { proposers }
}

function toUpperCaseAddress(address: Hex): string {
  return address.slice(2).toUpperCase()
}

function mustBeTaken(result: ScheduleResult, field: string) {
  if (!result.ok) throw new CalcInputError(field, REFUSALS[result.reason])
  if (result.schedule.next.validators.length > MAX_VALIDATORS) {
    throw new CalcInputError(field, `must leave at most ${MAX_VALIDATORS} validators`)
  }
  return result.schedule
}

function readUpdates(fields: Fields, name: string, path: string): readonly ValidatorUpdate[] {
  return readList(fields, name, MAX_VALIDATORS).map((value, index) => {
    const update = readObject(value, `${path}[${index}]`, ['pubKey', 'power'])
    return {
      publicKey: `0x${readHexDigits(update, 'pubKey', 32)}` as const,
      power: readAmount(update, 'power'),
    }
  })
}

function readUpdatesByHeight(
  fields: Fields,
  heights: number,
): ReadonlyMap<number, readonly ValidatorUpdate[]> {
  const byHeight = new Map<number, readonly ValidatorUpdate[]>()
  for (const [key] of readTable(fields, 'updates')) {
    if (!HEIGHT.test(key) || Number(key) > heights) {
      const expectation = `must have heights from 1 to ${heights} as names, got ${describe(key)}`
      throw new CalcInputError('updates', expectation)
    }
    const table = { path: 'updates', values: fields.values['updates'] as Record<string, unknown> }
    byHeight.set(Number(key), readUpdates(table, key, `updates.${key}`))
  }
  return byHeight
}
