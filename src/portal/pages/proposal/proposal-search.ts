import { present, readChoice } from '../../app/search-params.ts'

/** The records of a proposal, one of which is in sight. */
export const RECORD_TABS = ['ballots', 'supports', 'transitions', 'non-voters'] as const

export interface ProposalSearch {
  readonly tab?: (typeof RECORD_TABS)[number]
}

export function readProposalSearch(raw: Readonly<Record<string, unknown>>): ProposalSearch {
  return present<ProposalSearch>({ tab: readChoice(raw, 'tab', RECORD_TABS) })
}
