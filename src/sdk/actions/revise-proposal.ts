import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { PAYLOAD_KINDS } from '../governance/names.ts'
import { encodePayload } from '../governance/payload.ts'
import type { ProposalContent } from './propose.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface ReviseProposalParameters extends ProposalContent, SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
}

/**
 * Replaces title, text and payload of an own proposal that looks for support. A new payload drops all support; kind and class stay.
 * Answers the transaction’s hash.
 */
export function reviseProposal(
  client: SenderClient,
  parameters: ReviseProposalParameters,
): Promise<Hex> {
  const { proposal, title, text, payload } = parameters
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'revise',
    args: [
      BigInt(proposal),
      PAYLOAD_KINDS.indexOf(payload.kind),
      title,
      text,
      encodePayload(payload),
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
