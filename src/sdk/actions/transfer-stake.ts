import { type Address, encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface TransferStakeParameters extends SenderParameters {
  readonly bucketIndex: number
  /** The new owner. */
  readonly owner: Address
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Gives a bucket to another owner. Answers the transaction’s hash. */
export function transferStake(
  client: SenderClient,
  parameters: TransferStakeParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'transferStake',
    args: [parameters.owner, BigInt(parameters.bucketIndex), toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
