import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface AnnounceEndorsementEndParameters extends SenderParameters {
  readonly bucketIndex: number
}

/** Announces that an endorsement ends; it can be revoked after the wait. Answers the transaction’s hash. */
export function announceEndorsementEnd(
  client: SenderClient,
  parameters: AnnounceEndorsementEndParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'intentToRevokeEndorsement',
    args: [BigInt(parameters.bucketIndex)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
