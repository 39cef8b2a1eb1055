import { encodeFunctionData, type Hex } from 'viem'
import { rewardingAbi } from '../abi/rewarding-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface ClaimParameters extends SenderParameters {
  /** At most what is unclaimed. */
  readonly amountRau: bigint
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Pays the signer what was granted to it as rewards. Answers the transaction’s hash. */
export function claim(client: SenderClient, parameters: ClaimParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: rewardingAbi,
    functionName: 'claim',
    args: [parameters.amountRau, toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.rewarding, data }, parameters)
}
