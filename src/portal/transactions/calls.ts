import { encodeFunctionData } from 'viem'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { rewardingAbi } from '#sdk/abi/rewarding-abi.ts'
import { stakingAbi } from '#sdk/abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'

// What the portal has signed. One function per action; the words beside the button are read back from what these make.

/** Pays the signer what was granted to it. */
export function callClaim(amountRau: bigint): SystemCall {
  return {
    to: SYSTEM_ADDRESSES.rewarding,
    data: encodeFunctionData({ abi: rewardingAbi, functionName: 'claim', args: [amountRau, []] }),
  }
}

/** Moves a bucket's votes to another delegate, by name. */
export function callChangeCandidate(bucketIndex: number, delegate: string): SystemCall {
  return {
    to: SYSTEM_ADDRESSES.staking,
    data: encodeFunctionData({
      abi: stakingAbi,
      functionName: 'changeCandidate',
      args: [delegate, BigInt(bucketIndex), []],
    }),
  }
}
