import { z } from 'zod'
import {
  address,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'
import { ballot } from './ballots.ts'
import { impact } from './impact.ts'
import {
  addressParameter,
  delegateParameter,
  flagParameter,
  idParameter,
  searchParameter,
  wholeParameter,
} from './parameters.ts'
import {
  proposalClass,
  proposalDetails,
  proposalFields,
  proposalKind,
  proposalReason,
  proposalState,
  payload,
  revision,
} from './proposal-fields.ts'
import { role } from './roles.ts'
import { defineList, defineRead } from './route.ts'

const proposalSummary = z.object(proposalFields).meta({ id: 'ProposalSummary' })

const proposal = z
  .object({
    ...proposalFields,
    text: text('Text of the newest revision, as Markdown'),
    payload,
    details: proposalDetails
      .nullable()
      .meta({ description: 'As of the newest block; null while the node does not answer' }),
  })
  .meta({ id: 'Proposal' })

const support = z
  .object({
    account: address('Who supports'),
    delegate: delegateReference.nullable().meta({ description: 'The delegate that it owns' }),
    revision: count('Revision that it supports'),
    editorial: flag('Stays when only the text is revised'),
    counts: flag('For the newest revision, and not withdrawn'),
    powerRau: rau('Its aged power at the last boundary at which support was counted'),
    height: height('Block'),
    timeMs: timeMs('Time of the block'),
    epoch: epoch('Epoch of the block'),
    transaction: hash('Transaction'),
    withdrawn: flag('Taken back'),
  })
  .meta({ id: 'Support' })

const transition = z
  .object({
    place: count('Number, from 0 on'),
    height: height('Block'),
    epoch: epoch('Epoch of the block'),
    timeMs: timeMs('Time of the block'),
    from: proposalState.nullable(),
    to: proposalState,
    reason: proposalReason,
    transaction: hash('Transaction; null: the boundary').nullable(),
  })
  .meta({ id: 'Transition' })

const nonVoter = z
  .object({
    delegate: delegateReference,
    owner: address('Account that would vote'),
    rank: count('Place now').nullable(),
    role,
    votesRau: rau('Votes of the delegate'),
  })
  .meta({ id: 'NonVoter' })

const params = { id: idParameter('Number of the proposal') }

export const listProposals = defineList({
  id: 'listProposals',
  path: '/proposals',
  tag: 'governance',
  summary: 'All proposals.',
  filters: {
    state: proposalState.optional(),
    class: proposalClass.optional(),
    kind: proposalKind.optional(),
    proposer: addressParameter('Who made it').optional(),
    live: flagParameter('Not over, or over').optional(),
    search: searchParameter('Words of title or text').optional(),
  },
  sorts: ['id', 'changed', 'support', 'ballots'],
  order: 'desc',
  item: proposalSummary,
})

export const getProposal = defineRead({
  id: 'getProposal',
  path: '/proposals/{id}',
  tag: 'governance',
  summary: 'A proposal with its text, its payload and where it stands.',
  params,
  answer: proposal,
})

export const listProposalRevisions = defineList({
  id: 'listProposalRevisions',
  path: '/proposals/{id}/revisions',
  tag: 'governance',
  summary: 'All revisions of its content.',
  params,
  sorts: ['revision'],
  order: 'desc',
  item: revision,
})

export const listProposalSupports = defineList({
  id: 'listProposalSupports',
  path: '/proposals/{id}/supports',
  tag: 'governance',
  summary: 'Who supports it, and who did.',
  params,
  filters: {
    counts: flagParameter('Only what counts, or what does not').optional(),
    account: addressParameter('Who supports').optional(),
  },
  sorts: ['power', 'account'],
  order: 'desc',
  item: support,
})

export const listProposalBallots = defineList({
  id: 'listProposalBallots',
  path: '/proposals/{id}/ballots',
  tag: 'governance',
  summary: 'All ballots on it.',
  params,
  filters: {
    choice: z.enum(['yes', 'no', 'abstain']).optional().meta({ description: 'Mostly for this' }),
    voter: addressParameter('Whose').optional(),
  },
  sorts: ['number', 'power'],
  order: 'asc',
  item: ballot,
})

export const listProposalTransitions = defineList({
  id: 'listProposalTransitions',
  path: '/proposals/{id}/transitions',
  tag: 'governance',
  summary: 'Its way from state to state.',
  params,
  sorts: ['place'],
  order: 'asc',
  item: transition,
})

export const listProposalNonVoters = defineList({
  id: 'listProposalNonVoters',
  path: '/proposals/{id}/non-voters',
  tag: 'governance',
  summary: 'Delegates whose owners have cast no ballot on it.',
  params,
  sorts: ['votes'],
  order: 'desc',
  item: nonVoter,
})

export const getProposalImpact = defineRead({
  id: 'getProposalImpact',
  path: '/proposals/{id}/impact',
  tag: 'governance',
  summary: 'What it would have done over the last epochs, by the node’s own reckoning.',
  params,
  query: {
    account: addressParameter('A voter: what becomes of its part').optional(),
    delegate: delegateParameter('A delegate, epoch by epoch').optional(),
    epochs: wholeParameter(1, 30, 'How many epochs; 10 when missing', 'epoch').optional(),
  },
  answer: impact,
})
