import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface SupportProposalParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
  /** Root of the revision that is meant: `root` of the proposal. */
  readonly root: Hex
  /** Whether the support stays when a later revision changes the text alone. */
  readonly editorial?: boolean
}

/** Supports a revision of a proposal. Answers the transaction’s hash. */
export function supportProposal(
  client: SenderClient,
  parameters: SupportProposalParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'support',
    args: [BigInt(parameters.proposal), parameters.root, parameters.editorial === true],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
