import {
  PAYLOAD_KINDS,
  PROPOSAL_CLASSES,
  PROPOSAL_STATES,
  type PayloadKind,
  type ProposalClass,
  type ProposalState,
} from '#sdk/governance/names.ts'
import { present, readChoice, readFlag, readText } from '../../app/search-params.ts'

/** What the list of proposals shows: all of it is in the address. */
export interface ProposalsSearch {
  /** The proposals that wait for a ballot of the connected account. */
  readonly needsVote?: boolean
  readonly live?: boolean
  readonly state?: ProposalState
  readonly class?: ProposalClass
  readonly kind?: PayloadKind
  readonly proposer?: string
  readonly search?: string
}

const ADDRESS = /^(0x[0-9a-fA-F]{40}|io1[0-9a-z]{38})$/

export function readProposalsSearch(raw: Readonly<Record<string, unknown>>): ProposalsSearch {
  const proposer = readText(raw, 'proposer', 42)
  return present<ProposalsSearch>({
    needsVote: readFlag(raw, 'needsVote') === true ? true : undefined,
    live: readFlag(raw, 'live'),
    state: readChoice(raw, 'state', PROPOSAL_STATES),
    class: readChoice(raw, 'class', PROPOSAL_CLASSES),
    kind: readChoice(raw, 'kind', PAYLOAD_KINDS),
    proposer: proposer !== undefined && ADDRESS.test(proposer) ? proposer : undefined,
    search: readText(raw, 'search'),
  })
}
