import { encodeFunctionData, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { PAYLOAD_KINDS, PROPOSAL_CLASSES, type ProposalClass } from '../governance/names.ts'
import { encodePayload, type Payload } from '../governance/payload.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

/** What a proposal says and asks for. */
export interface ProposalContent {
  /** 1 to 80 bytes. */
  readonly title: string
  /** Markdown; its bytes stand in the transaction, and the chain keeps their hash. */
  readonly text: string
  readonly payload: Payload
}

export interface ProposeParameters extends ProposalContent, SenderParameters {
  /** Leaves the account until the proposal is over. What is more than the deposit stays with the sender. */
  readonly depositRau: bigint
}

/** Puts a proposal on chain. Answers the transaction’s hash; its number is in the event `ProposalRevised`. */
export function propose(client: SenderClient, parameters: ProposeParameters): Promise<Hex> {
  const call = proposeCall(parameters, parameters.depositRau)
  return sendCall(client, call, parameters)
}

/** The call that puts a proposal on chain: to try it, to sign it elsewhere, or to send it. */
export function proposeCall(content: ProposalContent, depositRau: bigint) {
  const { title, text, payload } = content
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'propose',
    args: [PAYLOAD_KINDS.indexOf(payload.kind), title, text, encodePayload(payload)],
  })
  return { to: SYSTEM_ADDRESSES.governance, data, valueRau: depositRau }
}

/** The deposit that a proposal of a class is asked for now. */
export function getDeposit(
  client: SenderClient,
  parameters: { readonly class: ProposalClass },
): Promise<bigint> {
  return readContract(client, {
    abi: governanceAbi,
    address: SYSTEM_ADDRESSES.governance,
    functionName: 'depositFor',
    args: [PROPOSAL_CLASSES.indexOf(parameters.class)],
  })
}
