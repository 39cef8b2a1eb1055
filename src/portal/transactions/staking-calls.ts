import { encodeFunctionData } from 'viem'
import type { Address } from '#base/address.ts'
import { stakingAbi } from '#sdk/abi/staking-abi.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'

// What a holder has signed about buckets. Moving votes is `callChangeCandidate` in `calls.ts`.

const to = SYSTEM_ADDRESSES.staking
const NO_PAYLOAD: readonly number[] = []

export interface NewStake {
  /** Name of the delegate that it votes for. */
  readonly delegate: string
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
}

/** Locks coins of the signer in a new bucket. */
export function callCreateStake(stake: NewStake): SystemCall {
  const { delegate, amountRau, durationDays, autoStake } = stake
  const args = [delegate, amountRau, durationDays, autoStake, NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'createStake', args }) }
}

/** Adds coins to a bucket with auto-stake. */
export function callDepositToStake(bucket: number, amountRau: bigint): SystemCall {
  const args = [BigInt(bucket), amountRau, NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'depositToStake', args }) }
}

/** Chooses duration and auto-stake of a bucket anew; the duration counts from then on. */
export function callRestake(bucket: number, durationDays: number, autoStake: boolean): SystemCall {
  const args = [BigInt(bucket), durationDays, autoStake, NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'restake', args }) }
}

/** Ends the staking of a bucket whose lock is over. */
export function callUnstake(bucket: number): SystemCall {
  const args = [BigInt(bucket), NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'unstake', args }) }
}

/** Pays the coins of an unstaked bucket back. */
export function callWithdrawStake(bucket: number): SystemCall {
  const args = [BigInt(bucket), NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'withdrawStake', args }) }
}

/** Gives a bucket to another account. */
export function callTransferStake(bucket: number, owner: Address): SystemCall {
  const args = [owner, BigInt(bucket), NO_PAYLOAD] as const
  return { to, data: encodeFunctionData({ abi: stakingAbi, functionName: 'transferStake', args }) }
}
