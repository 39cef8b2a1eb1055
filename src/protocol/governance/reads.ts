import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import type { ReadContext, ReadFunction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { getRegister } from './change-state.ts'
import { findProposal } from './check-payload.ts'
import { currentDelegate } from './delegation.ts'
import { isUndecided, PROPOSAL_STATES } from './lifecycle.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { getAgedPower } from './power.ts'
import { getDepositRau } from './propose.ts'
import type { Proposal } from './state.ts'
import { NO_PROPOSAL, UNKNOWN_CLASS } from './status.ts'
import { ballotPower, findBallot, getDelegatedRau, getTally } from './tally.ts'

function readProposal({ world }: ReadContext, reader: AbiReader): Proposal | Refusal {
  const id = reader.uint64()
  return findProposal(world, id) ?? refuse(NO_PROPOSAL, id)
}

const proposal: ReadFunction = {
  signature: 'proposal(uint64)',
  returns: [
    'address',
    'uint8',
    'uint8',
    'uint8',
    'bool',
    'uint32',
    'bytes32',
    'string',
    'uint256',
    'uint64[]',
  ],
  read: (context, reader) => {
    const found = readProposal(context, reader)
    if ('status' in found) return found
    return [
      found.proposer,
      PROPOSAL_STATES.indexOf(found.state),
      PROPOSAL_CLASSES.indexOf(found.class),
      PAYLOAD_KINDS.indexOf(found.kind),
      found.short,
      found.revision,
      found.root,
      found.title,
      found.depositRau,
      [
        found.submittedEpoch,
        found.revisedEpoch,
        found.qualifiedEpoch,
        found.openedEpoch,
        found.voteEndEpoch,
        found.confirmedEpoch,
        found.timelockEndEpoch,
        found.dueEpoch,
      ],
    ]
  },
}

const payload: ReadFunction = {
  signature: 'payload(uint64)',
  returns: ['uint8', 'bytes'],
  read: (context, reader) => {
    const found = readProposal(context, reader)
    if ('status' in found) return found
    const bytes = context.world.governance.payloads.get(found.id) ?? new Uint8Array(0)
    return [PAYLOAD_KINDS.indexOf(found.kind), bytes]
  },
}

const tally: ReadFunction = {
  signature: 'tally(uint64)',
  returns: ['uint256', 'uint32', 'uint256', 'uint256', 'uint256', 'uint256', 'uint64'],
  read: (context, reader) => {
    const found = readProposal(context, reader)
    if ('status' in found) return found
    const sums = getTally(context.world, found.id)
    return [
      sums.supportRau,
      sums.supporters,
      sums.yesRau,
      sums.noRau,
      sums.abstainRau,
      found.totalRau,
      sums.ballots,
    ]
  },
}

const ballot: ReadFunction = {
  signature: 'ballot(uint64,address)',
  returns: ['bool', 'uint16', 'uint16', 'uint16', 'uint256', 'uint256', 'uint64'],
  read: (context, reader) => {
    const found = readProposal(context, reader)
    if ('status' in found) return found
    const voter = reader.address()
    const { world } = context
    const known = findBallot(world, found.id, voter)
    const ownRau = known?.ownRau ?? powerToVote(world, found, voter)
    const delegatedRau = getDelegatedRau(world, found.id, voter)
    const yes = known?.yesBps ?? 0
    const no = known?.noBps ?? 0
    const abstain = known === undefined ? 0 : 10_000 - yes - no
    return [known !== undefined, yes, no, abstain, ownRau, delegatedRau, known?.nonce ?? 0n]
  },
}

/** Power of an account that has not voted: known from qualification on, and kept until the verdict. */
function powerToVote(world: World, proposal: Proposal, voter: Address): bigint {
  const { qualifiedEpoch, state } = proposal
  return qualifiedEpoch !== 0 && isUndecided(state) ? ballotPower(world, proposal, voter) : 0n
}

function readClass(reader: AbiReader): (typeof PROPOSAL_CLASSES)[number] | Refusal {
  const number = reader.uint8()
  return PROPOSAL_CLASSES[number] ?? refuse(UNKNOWN_CLASS, number)
}

const delegateOf: ReadFunction = {
  signature: 'delegateOf(uint8,address)',
  returns: ['address'],
  read: ({ world }, reader) => {
    const kind = readClass(reader)
    if (typeof kind !== 'string') return kind
    return [currentDelegate(world, kind, reader.address()) ?? ZERO_ADDRESS]
  },
}

const powerOf: ReadFunction = {
  signature: 'powerOf(address,uint32)',
  returns: ['uint256'],
  read: ({ world, epoch }, reader) => {
    const account = reader.address()
    return [getAgedPower(world, account, epoch - 1, reader.uint32())]
  },
}

const depositFor: ReadFunction = {
  signature: 'depositFor(uint8)',
  returns: ['uint256'],
  read: ({ world, rules }, reader) => {
    const kind = readClass(reader)
    if (typeof kind !== 'string') return kind
    return [getDepositRau(world, rules, kind)]
  },
}

const liveProposals: ReadFunction = {
  signature: 'liveProposals()',
  returns: ['uint64[]'],
  read: ({ world }): readonly AbiValue[] => [getRegister(world).live],
}

/** Read functions at the governance address. Numbers of states, classes and kinds are those of the README. */
export const governanceReads: readonly ReadFunction[] = [
  proposal,
  payload,
  tally,
  ballot,
  delegateOf,
  powerOf,
  depositFor,
  liveProposals,
]
