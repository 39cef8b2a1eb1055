import { type Address, encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

/** What is left out stays as it is. */
export interface UpdateDelegateParameters extends SenderParameters {
  readonly name?: string
  readonly operator?: Address
  readonly reward?: Address
}

/** Changes name, operator or reward address of the signer’s delegate. Answers the transaction’s hash. */
export function updateDelegate(
  client: SenderClient,
  parameters: UpdateDelegateParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'candidateUpdate',
    args: [
      parameters.name ?? '',
      parameters.operator ?? zeroAddress,
      parameters.reward ?? zeroAddress,
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
