import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface WithdrawProposalParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
}

/** Takes an own proposal back, before it has qualified. Answers the transaction’s hash. */
export function withdrawProposal(
  client: SenderClient,
  parameters: WithdrawProposalParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'withdraw',
    args: [BigInt(parameters.proposal)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
