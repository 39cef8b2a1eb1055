import { type Address, encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '../governance/names.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface DelegatePowerParameters extends SenderParameters {
  readonly class: ProposalClass
  /** Who votes with the signer’s power; nobody when missing, which takes a delegation back. */
  readonly delegate?: Address
}

/** Lets another vote with the signer’s power in a class of proposals, from the next vote on. Answers the transaction’s hash. */
export function delegatePower(
  client: SenderClient,
  parameters: DelegatePowerParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'delegatePower',
    args: [PROPOSAL_CLASSES.indexOf(parameters.class), parameters.delegate ?? zeroAddress],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
