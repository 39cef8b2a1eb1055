import { assert } from '#base/assert.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { Rules } from '#params/rule-table.ts'
import type { ElectedSet } from '../election/state.ts'
import type { ValidatorUpdate } from './proposer-schedule.ts'

/**
 * The hand-over from one set to the next takes two updates, so that every producer gets exactly its share and verifiers
 * none (measured: with one update, priorities left over from the old set shift the rotation).
 */

/** Powers of the first set, at genesis. */
export function computeFirstPowers(set: ElectedSet, rules: Rules): readonly ValidatorUpdate[] {
  return set.seats.map((seat) => ({
    publicKey: toHex(seat.consensusKey),
    power: BigInt(seat.producer ? rules.producerPower : rules.verifierPower),
  }))
}

/**
 * Two blocks before the end: the current producers fall to a small equal power and everyone of the next set joins with
 * the power of a verifier. Whoever signs the epoch's last block with it is awake.
 */
export function computeRehearsalUpdates(
  current: ElectedSet,
  next: ElectedSet,
  rules: Rules,
): readonly ValidatorUpdate[] {
  const powers = new PowerList()
  for (const seat of current.seats) {
    powers.set(toHex(seat.consensusKey), seat.producer ? rules.rehearsalPower : rules.verifierPower)
  }
  for (const seat of next.seats) {
    powers.setIfNew(toHex(seat.consensusKey), rules.verifierPower)
  }
  return powers.list()
}

/** One block before the end: leavers go, the next producers get their full power. In force from the next epoch's first block. */
export function computeHandOverUpdates(
  current: ElectedSet,
  next: ElectedSet,
  rules: Rules,
): readonly ValidatorUpdate[] {
  const powers = new PowerList()
  for (const seat of next.seats) {
    powers.set(toHex(seat.consensusKey), seat.producer ? rules.producerPower : rules.verifierPower)
  }
  for (const seat of current.seats) powers.setIfNew(toHex(seat.consensusKey), 0)
  return powers.list()
}

/** Powers by key in the order in which the keys were first named. */
class PowerList {
  readonly #places = new Map<Hex, number>()
  readonly #updates: ValidatorUpdate[] = []

  set(publicKey: Hex, power: number): void {
    assert(!this.#places.has(publicKey), 'a set names a key once')
    this.#places.set(publicKey, this.#updates.length)
    this.#updates.push({ publicKey, power: BigInt(power) })
  }

  setIfNew(publicKey: Hex, power: number): void {
    if (!this.#places.has(publicKey)) this.set(publicKey, power)
  }

  list(): readonly ValidatorUpdate[] {
    return this.#updates
  }
}
