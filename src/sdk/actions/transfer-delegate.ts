import { type Address, encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface TransferDelegateParameters extends SenderParameters {
  readonly owner: Address
}

/** Gives the signer’s delegate to another owner. Answers the transaction’s hash. */
export function transferDelegate(
  client: SenderClient,
  parameters: TransferDelegateParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'candidateTransferOwnership',
    args: [parameters.owner, []],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
