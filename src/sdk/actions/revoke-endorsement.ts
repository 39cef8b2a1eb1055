import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface RevokeEndorsementParameters extends SenderParameters {
  readonly bucketIndex: number
}

/** Ends an endorsement after the announced wait. Answers the transaction’s hash. */
export function revokeEndorsement(
  client: SenderClient,
  parameters: RevokeEndorsementParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'revokeEndorsement',
    args: [BigInt(parameters.bucketIndex)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
