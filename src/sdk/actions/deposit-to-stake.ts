import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface DepositToStakeParameters extends SenderParameters {
  readonly bucketIndex: number
  /** Leaves the account. */
  readonly amountRau: bigint
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Adds coins to a bucket with auto-stake; anyone may. Answers the transaction’s hash. */
export function depositToStake(
  client: SenderClient,
  parameters: DepositToStakeParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'depositToStake',
    args: [BigInt(parameters.bucketIndex), parameters.amountRau, toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
