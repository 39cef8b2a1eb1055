import { type Address, ZERO_ADDRESS as NOBODY } from '#base/address.ts'
import { isBlsPublicKey } from '#base/bls.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { refuseUnusable } from '../staking/usable-address.ts'
import { CandidateUpdated } from './events.ts'
import { findDelegateByManager, isDelegateName, MAX_NAME_ARGUMENT_BYTES } from './find-delegate.ts'
import type { Delegate } from './state.ts'
import {
  BAD_BLS_KEY,
  BAD_NAME,
  NAME_IS_TAKEN,
  NOT_DELEGATE_OWNER,
  OPERATOR_IS_TAKEN,
} from './status.ts'

interface Update {
  /** Empty keeps the name. */
  readonly name: string
  /** Zero keeps the operator. */
  readonly operator: Address
  /** Zero keeps the reward address. */
  readonly reward: Address
  /** Undefined keeps the key. */
  readonly blsKey: Uint8Array | undefined
}

const MAX_KEY_ARGUMENT_BYTES = 256

/** Changes name, operator and reward address of the sender's delegate. */
export const candidateUpdate = defineAction<Update>({
  signature: 'candidateUpdate(string,address,address)',
  payable: false,
  decode: (reader) => ({
    name: reader.string(MAX_NAME_ARGUMENT_BYTES),
    operator: reader.address(),
    reward: reader.address(),
    blsKey: undefined,
  }),
  payloadBytes: () => 0,
  execute: (context, args) => update(context, args),
})

/** Changes the BLS key as well. The operator may call this too, to change the key and nothing else. */
export const candidateUpdateWithBLS = defineAction<Update>({
  signature: 'candidateUpdateWithBLS(string,address,address,bytes)',
  payable: false,
  decode: (reader) => ({
    name: reader.string(MAX_NAME_ARGUMENT_BYTES),
    operator: reader.address(),
    reward: reader.address(),
    blsKey: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
  }),
  payloadBytes: () => 0,
  execute: (context, args) => update(context, args),
})

function applyUpdate(delegate: Delegate, args: Update): Delegate {
  return {
    ...delegate,
    name: args.name === '' ? delegate.name : args.name,
    operator: args.operator === NOBODY ? delegate.operator : args.operator,
    reward: args.reward === NOBODY ? delegate.reward : args.reward,
    blsKey: args.blsKey ?? delegate.blsKey,
  }
}

function changesMoreThanKeys(before: Delegate, after: Delegate): boolean {
  return (
    before.name !== after.name ||
    before.operator !== after.operator ||
    before.reward !== after.reward
  )
}

function update(context: ActionContext, args: Update): Refusal | undefined {
  const { world, sender } = context
  const before = findDelegateByManager(world, sender)
  if (before === undefined) return refuse(NOT_A_CANDIDATE, sender)
  const after = applyUpdate(before, args)
  if (
    before.owner !== sender &&
    (args.blsKey === undefined || changesMoreThanKeys(before, after))
  ) {
    return refuse(NOT_DELEGATE_OWNER, before.id, before.owner)
  }
  if (args.name !== '' && !isDelegateName(args.name)) return refuse(BAD_NAME, args.name)
  const unusable = refuseUnusable(after.operator, after.reward)
  if (unusable !== undefined) return unusable
  if (args.blsKey !== undefined && !isBlsPublicKey(args.blsKey)) return refuse(BAD_BLS_KEY)
  const { index } = world.delegates
  const named = index.byName(after.name)
  if (named !== undefined && named !== before.id) return refuse(NAME_IS_TAKEN, after.name)
  const operated = index.byOperator(after.operator)
  if (operated !== undefined && operated !== before.id) {
    return refuse(OPERATOR_IS_TAKEN, after.operator)
  }
  world.delegates.delegates.set(before.id, after)
  context.emit(
    CandidateUpdated.log(
      after.id,
      after.owner,
      after.operator,
      after.name,
      after.reward,
      after.blsKey,
    ),
  )
  return undefined
}
