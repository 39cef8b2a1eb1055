import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { Address } from '#base/address.ts'
import { isBlsPublicKey } from '#base/bls.ts'
import { must } from '#base/assert.ts'
import { getBalanceRau, moveCoins } from '../accounts/balance.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { creditFund } from '../rewards/fund.ts'
import { countPayload } from '../staking/bucket-action.ts'
import { Staked } from '../staking/events.ts'
import { openBucket } from '../staking/open-bucket.ts'
import { AMOUNT_TOO_SMALL, DURATION_TOO_LONG, NOT_ENOUGH_BALANCE } from '../staking/status.ts'
import { refuseUnusable } from '../staking/usable-address.ts'
import { setSelfStake } from '../staking/votes.ts'
import { ONLY } from '../store.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { computeDelegateId } from './delegate-id.ts'
import { CandidateActivated, CandidateRegistered } from './events.ts'
import { findDelegateByOwner, isDelegateName, MAX_NAME_ARGUMENT_BYTES } from './find-delegate.ts'
import { NO_BUCKET } from './state.ts'
import {
  BAD_BLS_KEY,
  BAD_NAME,
  NAME_IS_TAKEN,
  OPERATOR_IS_TAKEN,
  OWNER_IS_TAKEN,
} from './status.ts'

interface Registration {
  readonly name: string
  readonly operator: Address
  readonly reward: Address
  readonly owner: Address
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  /** Empty in the form without. */
  readonly blsKey: Uint8Array
  readonly payload: Uint8Array
}

/** Most bytes that are read as a key; a key of another length gets a plain refusal. */
const MAX_KEY_ARGUMENT_BYTES = 256

const NO_KEY = new Uint8Array(0)

function decodeNames(reader: AbiReader) {
  return {
    name: reader.string(MAX_NAME_ARGUMENT_BYTES),
    operator: reader.address(),
    reward: reader.address(),
    owner: reader.address(),
  }
}

/** Registers a delegate without a BLS key, with a self-stake from the sender's balance or none. */
export const candidateRegister = defineAction<Registration>({
  signature: 'candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])',
  payable: false,
  decode: (reader) => ({
    ...decodeNames(reader),
    amountRau: reader.uint256(),
    durationDays: reader.uint32(),
    autoStake: reader.bool(),
    blsKey: NO_KEY,
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute: (context, args) => register(context, args),
})

/** Registers a delegate with a BLS key. The self-stake comes as the value of the transaction. */
export const candidateRegisterWithBLS = defineAction<Omit<Registration, 'amountRau'>>({
  signature: 'candidateRegisterWithBLS(string,address,address,address,uint32,bool,bytes,uint8[])',
  payable: true,
  decode: (reader) => ({
    ...decodeNames(reader),
    durationDays: reader.uint32(),
    autoStake: reader.bool(),
    blsKey: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute: (context, args) => {
    if (!isBlsPublicKey(args.blsKey)) return refuse(BAD_BLS_KEY)
    return register(context, { ...args, amountRau: context.valueRau })
  },
})

function findFault(context: ActionContext, args: Registration): Refusal | undefined {
  const { world, rules, sender } = context
  if (!isDelegateName(args.name)) return refuse(BAD_NAME, args.name)
  const unusable = refuseUnusable(args.operator, args.reward, args.owner)
  if (unusable !== undefined) return unusable
  if (args.durationDays > rules.maxStakeDays) {
    return refuse(DURATION_TOO_LONG, args.durationDays, rules.maxStakeDays)
  }
  if (args.amountRau > 0n && args.amountRau < rules.minRegisterStakeRau) {
    return refuse(AMOUNT_TOO_SMALL, args.amountRau, rules.minRegisterStakeRau)
  }
  const neededRau = args.amountRau + rules.registrationFeeRau
  const balanceRau = getBalanceRau(world.accounts, sender)
  if (neededRau > balanceRau) return refuse(NOT_ENOUGH_BALANCE, neededRau, balanceRau)
  if (findDelegateByOwner(world, args.owner) !== undefined)
    return refuse(OWNER_IS_TAKEN, args.owner)
  const { index } = world.delegates
  if (index.byName(args.name) !== undefined) return refuse(NAME_IS_TAKEN, args.name)
  if (index.byOperator(args.operator) !== undefined) return refuse(OPERATOR_IS_TAKEN, args.operator)
  return undefined
}

function register(context: ActionContext, args: Registration): Refusal | undefined {
  const fault = findFault(context, args)
  if (fault !== undefined) return fault
  const { world, rules, sender } = context
  const id = computeDelegateId(world, args.owner, context.height)
  const totals = must(world.delegates.totals.get(ONLY), 'the totals of the delegates')
  world.delegates.totals.set(ONLY, { ...totals, nextRegistration: totals.nextRegistration + 1 })
  world.delegates.delegates.set(id, {
    id,
    registration: totals.nextRegistration,
    name: args.name,
    owner: args.owner,
    operator: args.operator,
    reward: args.reward,
    selfStakeBucket: NO_BUCKET,
    selfStakeRau: 0n,
    blsKey: args.blsKey,
    consensusKey: NO_KEY,
    exitHeight: 0,
    retired: false,
    rewardExempt: false,
    profileVersion: 0,
  })
  context.emit(
    CandidateRegistered.log(id, args.owner, args.operator, args.name, args.reward, args.blsKey),
  )
  if (args.amountRau > 0n) stakeForItself(context, id, args)
  moveCoins(world.accounts, sender, REWARDING_ADDRESS, rules.registrationFeeRau)
  creditFund(world, rules.registrationFeeRau)
  return undefined
}

/** The self-stake comes from the sender and belongs to the owner. */
function stakeForItself(context: ActionContext, id: Address, args: Registration): void {
  const { owner, amountRau, durationDays, autoStake } = args
  const index = openBucket(context, { delegate: id, owner, amountRau, durationDays, autoStake })
  setSelfStake(context.world, id, index)
  context.emit(Staked.log(owner, id, index, amountRau, durationDays, autoStake))
  context.emit(CandidateActivated.log(id, index))
}
