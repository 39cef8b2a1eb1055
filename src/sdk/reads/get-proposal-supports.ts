import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { ProposalSupport } from './governance-records.ts'

/** Who supports a proposal, and whether that counts for its current revision. */
export function getProposalSupports(
  client: ReaderClient,
  parameters: PageParameters & { readonly proposal: number },
): Promise<Page<ProposalSupport>> {
  const { proposal, ...page } = parameters
  return ask(client, 'boule_proposalSupports', [proposal, page])
}
