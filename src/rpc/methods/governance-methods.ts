import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { PROPOSAL_STATES } from '#protocol/governance/lifecycle.ts'
import { pageOf } from '../boule-schemas.ts'
import { type RpcFault, serverFault } from '../errors.ts'
import type { ProposalFilter } from '../governance-records.ts'
import { defineMethod, type Method, optional, type ParameterType, required } from '../method.ts'
import { anyAddress } from '../parameters/hex-types.ts'
import { flag, MAX_PAGE, oneOf, page, readPage, whole } from '../parameters/plain-types.ts'
import { mustBe, readObject } from '../parameters/read-value.ts'
import type { Page } from '../queries.ts'
import { reference } from '../schemas.ts'
import { viewPaged } from '../views/boule-view.ts'
import {
  viewBallot,
  viewPower,
  viewProposal,
  viewProposalSummary,
  viewSoftware,
  viewSupport,
  viewTreasury,
} from '../views/governance-view.ts'

const FIRST_PAGE: Page = { offset: 0, limit: 100 }
const PAGE = optional('page', page, 'offset and limit, at most 1,000')
const ID = required('proposal', whole(1), 'number of the proposal')
const STATE = oneOf(PROPOSAL_STATES)
const CLASS = oneOf(PROPOSAL_CLASSES)

interface ProposalsOf {
  readonly filter: ProposalFilter
  readonly page: Page
}

const proposalsOf: ParameterType<ProposalsOf> = {
  schema: {
    type: 'object',
    properties: {
      states: { type: 'array', items: STATE.schema, minItems: 1, maxItems: PROPOSAL_STATES.length },
      class: CLASS.schema,
      proposer: anyAddress.schema,
      live: { type: 'boolean' },
      offset: { type: 'integer', minimum: 0, default: 0 },
      limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 100 },
    },
    additionalProperties: false,
  },
  read: (value, name) => {
    const known = ['states', 'class', 'proposer', 'live', 'offset', 'limit']
    const members = readObject(value, name, known)
    const read = <T>(member: string, type: ParameterType<T>): Record<string, T> =>
      members[member] === undefined
        ? {}
        : { [member]: type.read(members[member], `${name}.${member}`) }
    return {
      filter: {
        ...read('states', states),
        ...read('class', CLASS),
        ...read('proposer', anyAddress),
        ...read('live', flag),
      },
      page: readPage(members, name),
    }
  },
}

const states: ParameterType<ProposalFilter['states']> = {
  schema: { type: 'array', items: STATE.schema },
  read: (value, name) => {
    if (!Array.isArray(value) || value.length < 1 || value.length > PROPOSAL_STATES.length) {
      throw mustBe(name, `a list of 1 to ${PROPOSAL_STATES.length} states`, value)
    }
    return value.map((one: unknown, at) => STATE.read(one, `${name}[${at}]`))
  },
}

/** The answer of a query for a proposal that is there. */
function found<T>(answer: T | undefined, id: number): T {
  if (answer === undefined) throw noSuch(id)
  return answer
}

function noSuch(id: number): RpcFault {
  return serverFault('no-such-proposal', `there is no proposal ${id}`)
}

/** What is proposed, supported, voted on and put into action. */
export const GOVERNANCE_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_proposals',
    summary: 'Proposals, newest first: all, or those of some states, of a class, of a proposer.',
    description:
      'Each with its support, its vote as it would be judged now, and what comes next. Epochs of steps to come are the earliest ones.',
    parameters: [
      optional(
        'of',
        proposalsOf,
        'states (a list), class, proposer, live (only what is not over); offset and limit',
      ),
    ],
    result: pageOf('ProposalSummary'),
    run: ({ backend }, [of]) => {
      const { filter, page: wanted } = of ?? { filter: {}, page: FIRST_PAGE }
      const { governance } = backend.queries
      return viewPaged(governance.proposals(filter, wanted), wanted.offset, viewProposalSummary)
    },
  }),
  defineMethod({
    name: 'boule_proposal',
    summary: 'Everything about one proposal: what it would do, where it stands, what comes when.',
    description:
      'The text stands in the transaction whose ProposalRevised event names `textHash`. A step happens at the end of its epoch; `activation` and `effect` with its beginning.',
    parameters: [ID],
    result: reference('Proposal'),
    run: ({ backend }, [id]) => viewProposal(found(backend.queries.governance.proposal(id), id)),
  }),
  defineMethod({
    name: 'boule_proposalBallots',
    summary: 'Ballots of a proposal, in the order in which voters came.',
    description:
      '`nonce` is the number of a signed ballot, null for one that its voter sent by transaction.',
    parameters: [ID, PAGE],
    result: pageOf('ProposalBallot'),
    run: ({ backend }, [id, wanted]) => {
      const { offset, limit } = wanted ?? FIRST_PAGE
      const ballots = backend.queries.governance.proposalBallots(id, { offset, limit })
      return viewPaged(found(ballots, id), offset, viewBallot)
    },
  }),
  defineMethod({
    name: 'boule_proposalSupports',
    summary: 'Who supports a proposal, and whether that counts for its current revision.',
    description: '`powerRau` is null once the proposal is decided: power of then is not kept.',
    parameters: [ID, PAGE],
    result: pageOf('ProposalSupport'),
    run: ({ backend }, [id, wanted]) => {
      const { offset, limit } = wanted ?? FIRST_PAGE
      const supports = backend.queries.governance.proposalSupports(id, { offset, limit })
      return viewPaged(found(supports, id), offset, viewSupport)
    },
  }),
  defineMethod({
    name: 'boule_governancePower',
    summary: 'The power of an account: now, aged for each class, and to whom it is delegated.',
    description: 'Aged power and sums are those at the end of `epoch`, the boundary that was last.',
    parameters: [required('account', anyAddress, 'the account, 0x… or io1…')],
    result: reference('GovernancePower'),
    run: ({ backend }, [account]) => viewPower(backend.queries.governance.governancePower(account)),
  }),
  defineMethod({
    name: 'boule_treasury',
    summary: 'What the community fund holds, and the payments that it makes, newest first.',
    parameters: [PAGE],
    result: reference('Treasury'),
    run: ({ backend }, [wanted]) => {
      const { offset, limit } = wanted ?? FIRST_PAGE
      return viewTreasury(backend.queries.governance.treasury({ offset, limit }), offset)
    },
  }),
  defineMethod({
    name: 'boule_softwareVersion',
    summary: 'The version of the software that the chain asks for, and the one that is locked in.',
    result: reference('SoftwareVersion'),
    run: ({ backend }) => viewSoftware(backend.queries.governance.softwareVersion()),
  }),
]
