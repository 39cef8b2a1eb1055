import { type Address, encodeFunctionData, type Hex } from 'viem'
import { rewardingAbi } from '../abi/rewarding-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface ClaimForParameters extends SenderParameters {
  /** At most what is unclaimed. */
  readonly amountRau: bigint
  /** The reward address. */
  readonly reward: Address
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Pays a reward address what was granted to it; anyone may ask, the coins go there only. Answers the transaction’s hash. */
export function claimFor(client: SenderClient, parameters: ClaimForParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: rewardingAbi,
    functionName: 'claimFor',
    args: [parameters.amountRau, parameters.reward, toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.rewarding, data }, parameters)
}
