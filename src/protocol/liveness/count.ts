import type { Address } from '#base/address.ts'
import { toUpperHex } from '#base/consensus-key.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import type { CommitInfo, ValidatorAddress } from '../abci.ts'
import type { BlockContext } from '../action.ts'
import type { ElectedSet } from '../election/state.ts'
import {
  computeValidatorAddress,
  proposerAt,
  type ValidatorSet,
} from '../epochs/proposer-schedule.ts'
import type { World } from '../world.ts'
import { BlockMissed } from './events.ts'
import { type Activity, NO_ACTIVITY } from './state.ts'

/** Rounds of one height that are looked at: more failed rounds than this are counted as this many. */
const MAX_COUNTED_ROUNDS = 200

/** Validators of a set by address: worked out once per set, since a set never changes. */
const validatorIndexes = new WeakMap<ElectedSet, ReadonlyMap<ValidatorAddress, Address>>()

/** The delegate behind a validator of a set; undefined for one that is not of this set. */
export function delegateOfValidator(
  set: ElectedSet,
  validator: ValidatorAddress,
): Address | undefined {
  let index = validatorIndexes.get(set)
  if (index === undefined) {
    const built = new Map<ValidatorAddress, Address>()
    for (const seat of set.seats) {
      built.set(
        toValidatorAddress(computeValidatorAddress(toHex(seat.consensusKey))),
        seat.delegate,
      )
    }
    validatorIndexes.set(set, built)
    index = built
  }
  return index.get(validator)
}

/** `0x…` of the proposer schedule to the upper-case form of ABCI. */
export function toValidatorAddress(address: Hex): ValidatorAddress {
  return toUpperHex(fromHex(address))
}

export function getActivity(world: World, delegate: Address): Activity {
  return world.liveness.activity.get(delegate) ?? NO_ACTIVITY
}

function count(world: World, delegate: Address | undefined, add: Partial<Activity>): void {
  if (delegate === undefined) return
  const activity = getActivity(world, delegate)
  world.liveness.activity.set(delegate, {
    produced: activity.produced + (add.produced ?? 0),
    missed: activity.missed + (add.missed ?? 0),
    signed: activity.signed + (add.signed ?? 0),
    absent: activity.absent + (add.absent ?? 0),
    faults: activity.faults + (add.faults ?? 0),
  })
}

export interface LastBlock {
  /** Height of the block before this one. */
  readonly height: number
  /** Its validators, in proposer rotation. */
  readonly validators: ValidatorSet
  /** The elected set of its epoch. */
  readonly set: ElectedSet
  readonly commit: CommitInfo
}

/**
 * Counts the block before this one: produced for whoever was due in the round that was decided, missed for those due in
 * the rounds before, signatures for everyone. The round is proven by the signatures; the proposer field of a header is not,
 * so it is not looked at.
 */
export function processLastCommit(context: BlockContext, last: LastBlock): void {
  const { world } = context
  const { round, votes } = last.commit
  const failed = round < MAX_COUNTED_ROUNDS ? round : MAX_COUNTED_ROUNDS
  for (let missed = 0; missed < failed; missed++) {
    const delegate = dueIn(last, missed)
    count(world, delegate, { missed: 1 })
    if (delegate !== undefined) context.emit(BlockMissed.log(last.height, delegate, missed))
  }
  if (round < MAX_COUNTED_ROUNDS) count(world, dueIn(last, round), { produced: 1 })
  for (const vote of votes) {
    const delegate = delegateOfValidator(last.set, vote.validator)
    // A nil vote was cast in time for another block: the validator is there.
    count(world, delegate, vote.flag === 'absent' ? { absent: 1 } : { signed: 1 })
  }
}

function dueIn(last: LastBlock, round: number): Address | undefined {
  return delegateOfValidator(last.set, toValidatorAddress(proposerAt(last.validators, round)))
}

/** Counts a proven fault in the running epoch. */
export function countFault(world: World, delegate: Address): void {
  count(world, delegate, { faults: 1 })
}
