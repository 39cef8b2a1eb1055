import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface RestakeParameters extends SenderParameters {
  readonly bucketIndex: number
  readonly durationDays: number
  readonly autoStake: boolean
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Chooses a bucket’s duration and auto-stake anew; the duration counts from now. Answers the transaction’s hash. */
export function restake(client: SenderClient, parameters: RestakeParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'restake',
    args: [
      BigInt(parameters.bucketIndex),
      parameters.durationDays,
      parameters.autoStake,
      toByteList(parameters.payload),
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
