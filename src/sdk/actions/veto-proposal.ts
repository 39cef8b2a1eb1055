import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface VetoProposalParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
  /** Published; 1 to 1,024 bytes. */
  readonly reason: string
}

/** Stops a proposal between confirmation and action; for the guardian. Answers the transaction’s hash. */
export function vetoProposal(
  client: SenderClient,
  parameters: VetoProposalParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'veto',
    args: [BigInt(parameters.proposal), parameters.reason],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
