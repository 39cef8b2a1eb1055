import type { Address } from 'viem'
import { ZERO_ADDRESS } from '#base/address.ts'
import type { ProposalClass } from '#params/proposal-classes.ts'
import { proposeCall, type ProposalContent } from '#sdk/actions/propose.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { findRefusal } from '#sdk/outcomes/find-refusal.ts'
import { CliError } from '../cli-error.ts'
import type { ProposalFile } from './proposal-file.ts'

export interface ChainCheck {
  readonly class: ProposalClass
  readonly depositRau: bigint
  /** Why the chain would not take it now; undefined when it would. */
  readonly refusal: string | undefined
}

/** Asks a node for the deposit, and whether it would take the proposal as things stand: from an account, or apart from who proposes. */
export async function checkOnChain(
  client: BouleClient,
  file: ProposalFile,
  proposer: Address | undefined,
): Promise<ChainCheck> {
  const kind = file.class ?? (await findTargetClass(client, file))
  const depositRau = await client.getDeposit({ class: kind })
  const refusal = await tryPropose(client, file, depositRau, proposer)
  return { class: kind, depositRau, refusal }
}

/** A counter-vote has the class of what it stops. */
async function findTargetClass(client: BouleClient, { payload }: ProposalFile) {
  if (payload.kind !== 'cancel') throw new CliError('the class of this proposal is not known')
  return (await client.getProposal({ proposal: payload.proposal })).class
}

async function tryPropose(
  client: BouleClient,
  content: ProposalContent,
  depositRau: bigint,
  proposer: Address | undefined,
): Promise<string | undefined> {
  const { to, data } = proposeCall(content, depositRau)
  try {
    await client.call({ account: proposer ?? ZERO_ADDRESS, to, data, value: depositRau })
    return undefined
  } catch (error) {
    const refusal = findRefusal(error)
    if (refusal === undefined) throw error
    // Nobody in particular has no coins, and everything else was looked at before.
    const isPoor = proposer === undefined && refusal.name === 'NotEnoughForDeposit'
    return isPoor ? undefined : refusal.sentence
  }
}
