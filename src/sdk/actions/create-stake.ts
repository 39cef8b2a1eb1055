import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface CreateStakeParameters extends SenderParameters {
  /** Name of the delegate. */
  readonly delegate: string
  /** Leaves the account. */
  readonly amountRau: bigint
  /** 0 to 1,050; longer gives more votes. */
  readonly durationDays: number
  /** The time does not run while it is on, and the votes are more. */
  readonly autoStake: boolean
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Locks coins in a new bucket that votes for a delegate. Answers the transaction’s hash. */
export function createStake(client: SenderClient, parameters: CreateStakeParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'createStake',
    args: [
      parameters.delegate,
      parameters.amountRau,
      parameters.durationDays,
      parameters.autoStake,
      toByteList(parameters.payload),
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
