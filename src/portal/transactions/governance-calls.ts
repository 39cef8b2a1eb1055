import { encodeFunctionData, zeroAddress } from 'viem'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { ProposalContent } from '#sdk/actions/propose.ts'
import { PAYLOAD_KINDS, PROPOSAL_CLASSES, type ProposalClass } from '#sdk/governance/names.ts'
import { encodePayload } from '#sdk/governance/payload.ts'
import type { BallotChoice } from '#sdk/governance/sign-ballot.ts'

// What a member has signed to take part in decisions. `proposeCall` of the SDK puts a proposal on chain.

const to = SYSTEM_ADDRESSES.governance

/** Supports a revision; with `isEditorial` also later ones that change the text alone. */
export function callSupport(proposal: number, root: string, isEditorial: boolean): SystemCall {
  const args = [BigInt(proposal), root as `0x${string}`, isEditorial] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'support', args }) }
}

export function callUnsupport(proposal: number): SystemCall {
  const args = [BigInt(proposal)] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'unsupport', args }) }
}

/** Votes with the signer’s power, in place of an earlier ballot. */
export function callCastBallot(choice: BallotChoice): SystemCall {
  const { proposal, root, yesBps, noBps, abstainBps } = choice
  const args = [BigInt(proposal), root, yesBps, noBps, abstainBps] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'castBallot', args }) }
}

/** Lets another vote with the signer’s power in a class; nobody when `delegate` is undefined. */
export function callDelegatePower(
  proposalClass: ProposalClass,
  delegate: `0x${string}` | undefined,
): SystemCall {
  const args = [PROPOSAL_CLASSES.indexOf(proposalClass), delegate ?? zeroAddress] as const
  return {
    to,
    data: encodeFunctionData({ abi: governanceAbi, functionName: 'delegatePower', args }),
  }
}

/** Takes an own proposal back. */
export function callWithdrawProposal(proposal: number): SystemCall {
  const args = [BigInt(proposal)] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'withdraw', args }) }
}

/** Puts other content in the place of an own proposal’s; its kind and class stay. */
export function callRevise(proposal: number, content: ProposalContent): SystemCall {
  const { title, text, payload } = content
  const kind = PAYLOAD_KINDS.indexOf(payload.kind)
  const args = [BigInt(proposal), kind, title, text, encodePayload(payload)] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'revise', args }) }
}

/** Stops a confirmed proposal before its action, for a reason that everyone reads; for the guardian. */
export function callVeto(proposal: number, reason: string): SystemCall {
  const args = [BigInt(proposal), reason] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'veto', args }) }
}
