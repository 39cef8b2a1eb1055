import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface UnstakeParameters extends SenderParameters {
  readonly bucketIndex: number
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Takes a bucket’s votes back and begins the wait for its withdrawal. Answers the transaction’s hash. */
export function unstake(client: SenderClient, parameters: UnstakeParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'unstake',
    args: [BigInt(parameters.bucketIndex), toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
