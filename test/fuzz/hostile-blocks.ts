import { concatBytes } from '#base/bytes.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import type { CommitInfo, Misbehavior } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { encodeRevealTransaction } from '#protocol/reveal-transaction.ts'
import type { World } from '#protocol/world.ts'
import { makeOperation } from '../../sim/operations.ts'
import type { Random } from '../../sim/random.ts'
import { simPrivateKey } from '../../sim/sim-keys.ts'
import { makeFields } from '../../sim/transactions.ts'
import { mutateBytes, randomBytes } from './mutate-bytes.ts'

/** Transactions that follow one another, each well signed and with the next nonce of its sender. */
export function makeGoodList(random: Random, world: World, length: number): readonly Uint8Array[] {
  const nonces = new Map<string, number>()
  return Array.from({ length }, () => {
    const operation = makeOperation(random, world)
    const { sender } = operation
    const nonce = nonces.get(sender) ?? getAccount(world.accounts, sender).nonce
    nonces.set(sender, nonce + 1)
    return signTransaction(makeFields(operation, nonce, random), simPrivateKey(sender), signDigest)
  })
}

/** What a bad proposer makes of a list: one to three damages. */
export function damageList(
  list: readonly Uint8Array[],
  random: Random,
  others: readonly Uint8Array[],
): readonly Uint8Array[] {
  let result = list
  for (let damages = 1 + random.below(3); damages > 0; damages--) {
    result = damageOnce(result, random, others)
  }
  return result
}

function damageOnce(
  list: readonly Uint8Array[],
  random: Random,
  others: readonly Uint8Array[],
): readonly Uint8Array[] {
  const at = random.below(list.length + 1)
  const place = (count: number, ...added: readonly Uint8Array[]) =>
    list.toSpliced(at, count, ...added)
  const one = list[at] ?? random.pick(others)
  switch (random.below(9)) {
    case 0:
      return place(1, mutateBytes(one, random, others))
    case 1:
      return place(1)
    case 2:
      return place(0, one)
    case 3:
      return place(0, random.pick(others))
    case 4:
      return place(0, randomBytes(random.below(120), random))
    case 5:
      return place(0, encodeRevealTransaction(randomBytes(random.oneIn(4) ? 95 : 96, random)))
    case 6:
      return [...list.slice(at), ...list.slice(0, at)]
    case 7:
      return place(1, concatBytes(one, random.pick(others)))
    default:
      return place(0, new Uint8Array(0))
  }
}

/** The parts of a block that others than its proposer vouch for, as odd as an engine may give them. */
export interface HostileHeader {
  readonly proposerAddress: string
  readonly commit: CommitInfo
  readonly misbehavior: readonly Misbehavior[]
}

const STRANGER = 'AB'.repeat(20)
const FLAGS = ['absent', 'commit', 'nil'] as const
const MAX_ROUND = 2 ** 31 - 1

export function makeHostileHeader(random: Random, world: World, height: number): HostileHeader {
  const { previous, current } = getSchedule(world)
  const members = current.validators.map(({ address }) => toValidatorAddress(address))
  const due = toValidatorAddress(current.proposer)
  const round = random.oneIn(6) ? random.pick([1, 2, 3, 250, MAX_ROUND]) : 0
  const votes = height === 1 ? [] : previous.validators
  const faults = height > 1 && random.oneIn(5) ? 1 + random.below(3) : 0
  return {
    proposerAddress: random.oneIn(5) ? random.pick([...members, STRANGER]) : due,
    commit: {
      round: height === 1 ? 0 : round,
      votes: votes.map(({ address }) => ({
        validator: toValidatorAddress(address),
        flag: random.oneIn(6) ? random.pick(FLAGS) : 'commit',
      })),
    },
    misbehavior: Array.from({ length: faults }, () => ({
      type: random.oneIn(4) ? 'light-client-attack' : 'duplicate-vote',
      validator: random.pick([...members, STRANGER]),
      height: 1 + random.below(height - 1),
      timeMs: 0,
    })),
  }
}
