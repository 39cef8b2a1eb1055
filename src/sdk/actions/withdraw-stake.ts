import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface WithdrawStakeParameters extends SenderParameters {
  readonly bucketIndex: number
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Pays an unstaked bucket back to its owner after the wait. Answers the transaction’s hash. */
export function withdrawStake(
  client: SenderClient,
  parameters: WithdrawStakeParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'withdrawStake',
    args: [BigInt(parameters.bucketIndex), toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
