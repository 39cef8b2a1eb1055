import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { ProposalBallot } from './governance-records.ts'

/** Ballots of a proposal, in the order in which voters came. */
export function getProposalBallots(
  client: ReaderClient,
  parameters: PageParameters & { readonly proposal: number },
): Promise<Page<ProposalBallot>> {
  const { proposal, ...page } = parameters
  return ask(client, 'boule_proposalBallots', [proposal, page])
}
