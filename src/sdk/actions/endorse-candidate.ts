import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface EndorseCandidateParameters extends SenderParameters {
  readonly bucketIndex: number
}

/** Lets the delegate that the bucket votes for use it as self-stake. Answers the transaction’s hash. */
export function endorseCandidate(
  client: SenderClient,
  parameters: EndorseCandidateParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'endorseCandidate',
    args: [BigInt(parameters.bucketIndex)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
