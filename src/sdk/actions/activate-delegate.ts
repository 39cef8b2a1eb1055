import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface ActivateDelegateParameters extends SenderParameters {
  /** Votes for the delegate, and is its owner’s or endorses it. */
  readonly bucketIndex: number
}

/** Makes a bucket the self-stake of the signer’s delegate, in place of the one before. Answers the transaction’s hash. */
export function activateDelegate(
  client: SenderClient,
  parameters: ActivateDelegateParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'candidateActivate',
    args: [BigInt(parameters.bucketIndex)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
