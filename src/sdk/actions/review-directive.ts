import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface ReviewDirectiveParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
  readonly accept: boolean
  /** Published; 1 to 1,024 bytes. */
  readonly text: string
}

/** Accepts the evidence of a directive or sends it back; for its proposer and owners of consensus delegates. Answers the transaction’s hash. */
export function reviewDirective(
  client: SenderClient,
  parameters: ReviewDirectiveParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'reviewDirective',
    args: [BigInt(parameters.proposal), parameters.accept, parameters.text],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
