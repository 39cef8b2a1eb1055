import type { ProposalClass, ProposalState } from '../governance/names.ts'
import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { ProposalSummary } from './governance-records.ts'

export interface GetProposalsParameters extends PageParameters {
  /** Any of these. */
  readonly states?: readonly ProposalState[]
  readonly class?: ProposalClass
  /** 0x… or io1…. */
  readonly proposer?: string
  /** Only what is not over. */
  readonly live?: boolean
}

/** Proposals, newest first: all, or those of some states, of a class, of a proposer. */
export function getProposals(
  client: ReaderClient,
  parameters: GetProposalsParameters = {},
): Promise<Page<ProposalSummary>> {
  return ask(client, 'boule_proposals', [parameters])
}
