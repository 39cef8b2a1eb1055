import { encodeFunctionData, type Hex } from 'viem'
import { rewardingAbi } from '../abi/rewarding-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface DepositToFundParameters extends SenderParameters {
  /** Leaves the account. */
  readonly amountRau: bigint
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Gives coins to the reward fund. Answers the transaction’s hash. */
export function depositToFund(
  client: SenderClient,
  parameters: DepositToFundParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: rewardingAbi,
    functionName: 'deposit',
    args: [parameters.amountRau, toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.rewarding, data }, parameters)
}
