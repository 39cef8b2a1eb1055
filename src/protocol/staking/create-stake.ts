import { maxBigint } from '#base/integers.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { findDelegateByName, MAX_NAME_ARGUMENT_BYTES } from '../delegates/find-delegate.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { openBucket } from './open-bucket.ts'
import {
  AMOUNT_TOO_SMALL,
  CANDIDATE_IS_RETIRED,
  CANDIDATE_NOT_FOUND,
  DURATION_TOO_LONG,
  NOT_ENOUGH_BALANCE,
} from './status.ts'

interface CreateStake {
  readonly name: string
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  readonly payload: Uint8Array
}

/** Locks coins of the sender in a new bucket that votes for the named delegate. */
export const createStake = defineAction<CreateStake>({
  signature: 'createStake(string,uint256,uint32,bool,uint8[])',
  payable: false,
  decode: (reader) => ({
    name: reader.string(MAX_NAME_ARGUMENT_BYTES),
    amountRau: reader.uint256(),
    durationDays: reader.uint32(),
    autoStake: reader.bool(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: (args) => args.payload.length,
  execute,
})

function execute(context: ActionContext, args: CreateStake): Refusal | undefined {
  const { world, rules, sender } = context
  const leastRau = maxBigint(rules.minStakeRau, 1n)
  if (args.amountRau < leastRau) return refuse(AMOUNT_TOO_SMALL, args.amountRau, leastRau)
  if (args.durationDays > rules.maxStakeDays) {
    return refuse(DURATION_TOO_LONG, args.durationDays, rules.maxStakeDays)
  }
  const balanceRau = getBalanceRau(world.accounts, sender)
  if (args.amountRau > balanceRau) return refuse(NOT_ENOUGH_BALANCE, args.amountRau, balanceRau)
  const delegate = findDelegateByName(world, args.name)
  if (delegate === undefined) return refuse(CANDIDATE_NOT_FOUND, args.name)
  if (delegate.retired) return refuse(CANDIDATE_IS_RETIRED, delegate.id)
  openBucket(context, {
    delegate: delegate.id,
    owner: sender,
    amountRau: args.amountRau,
    durationDays: args.durationDays,
    autoStake: args.autoStake,
  })
  return undefined
}
