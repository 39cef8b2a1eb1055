import { must } from '#base/assert.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import {
  PAYLOAD_KINDS,
  PROPOSAL_CLASSES,
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
  type ProposalState,
} from '#sdk/governance/names.ts'
import { type EventContext, placeOf, type WritersOf } from '../apply/event-context.ts'
import type { IndexState, ProposalRow } from '../apply/index-state.ts'
import { isShortWay, payloadNumber, payloadOf, rulesOf, termsOf } from '../apply/proposal-terms.ts'
import type { ArgumentsOf } from '../events/decode-event.ts'
import { proposalTransitions } from '../schema.ts'
import { readContent } from './proposal-payload.ts'

const TERMINAL: ReadonlySet<ProposalState> = new Set<ProposalState>([
  'rejected',
  'lapsed',
  'withdrawn',
  'defeated',
  'actioned',
  'expired',
  'timed-out',
  'cancelled',
])
/** Text that is searched: more would not fit into an entry of the full-text index. */
const MAX_SEARCH_CHARACTERS = 100_000
const NO_STATE = 255

/** Epochs of steps that events do not name. */
function noteStep(
  state: IndexState,
  proposal: ProposalRow,
  to: ProposalState,
  epoch: number,
): void {
  switch (to) {
    case 'support':
      proposal.short = isShortWay(state, proposal, epoch)
      return
    case 'qualified':
      proposal.qualifiedEpoch = epoch
      return
    case 'voting':
      proposal.openedEpoch = epoch
      proposal.voteEndEpoch = epoch + termsOf(state, proposal).votingEpochs
      return
    case 'extended': {
      const { extensionEpochs } = rulesOf(state, proposal)
      proposal.voteEndEpoch = epoch + extensionEpochs
      proposal.extendedEpochs += extensionEpochs
      return
    }
    case 'confirmed':
      proposal.confirmedEpoch = epoch
      return
    case 'timelocked':
      proposal.timelockEndEpoch = epoch + termsOf(state, proposal).timelockEpochs
      return
    case 'assigned':
      proposal.dueEpoch = epoch + payloadNumber(state, proposal, 'dueEpochs')
      return
    case 'locked-in':
      proposal.dueEpoch = epoch + 1 + payloadNumber(state, proposal, 'activationEpochs')
      return
    case 'actioned':
      if (proposal.kind === 'treasury') openStreams(state, proposal)
      return
    default:
  }
}

function openStreams(state: IndexState, proposal: ProposalRow): void {
  const { payments } = payloadOf(state, proposal) as {
    readonly payments: readonly {
      readonly to: string
      readonly perEpochRau: string
      readonly epochs: number
    }[]
  }
  for (const { to, perEpochRau, epochs } of payments) {
    state.streams.touch({
      stream: state.nextStream++,
      proposal: proposal.id,
      recipient: to,
      perEpochRau: BigInt(perEpochRau),
      epochs,
      epochsLeft: epochs,
      owedRau: 0n,
      paidRau: 0n,
      updatedHeight: state.sync.height,
    })
  }
}

/** The content that a proposal has from now on. */
function revise(context: EventContext, args: ArgumentsOf<'ProposalRevised'>): void {
  const { state, epoch, transaction } = context
  const id = Number(args.proposal)
  const { revision, title, short, root, textHash, payloadHash } = args
  const content = readContent(must(transaction, 'the transaction of a proposal').input)
  const facts = {
    class: must(PROPOSAL_CLASSES[args.class], 'a class'),
    kind: must(PAYLOAD_KINDS[args.kind], 'a kind'),
    title,
    root,
    textHash,
    payloadHash,
  }
  state.revisions.touch({ proposal: id, revision, ...placeOf(context), ...facts, ...content })
  const row = revision === 1 ? submit(context, args, facts) : state.proposal(id)
  const isEditorial = row.payloadHash === payloadHash
  const payloadRevision = isEditorial ? row.payloadRevision : revision
  const searchText = `${title}\n${content.text}`.slice(0, MAX_SEARCH_CHARACTERS)
  Object.assign(row, facts, { revision, payloadRevision, short, revisedEpoch: epoch, searchText })
  if (revision > 1) dropSupports(state, row)
}

function submit(
  { state, epoch, height, timeMs }: EventContext,
  { proposal, proposer, short, depositRau }: ArgumentsOf<'ProposalRevised'>,
  facts: Pick<ProposalRow, 'class' | 'kind' | 'title' | 'root' | 'textHash' | 'payloadHash'>,
): ProposalRow {
  state.moveCoins(proposer, SYSTEM_ADDRESSES.governance, depositRau)
  const row: ProposalRow = {
    id: Number(proposal),
    proposer,
    ...facts,
    short,
    state: 'submitted',
    reason: 'submitted',
    live: true,
    revision: 1,
    payloadRevision: 1,
    depositRau,
    depositReturned: null,
    submittedEpoch: epoch,
    submittedHeight: height,
    submittedTimeMs: timeMs,
    revisedEpoch: epoch,
    qualifiedEpoch: null,
    openedEpoch: null,
    voteEndEpoch: null,
    extendedEpochs: 0,
    confirmedEpoch: null,
    timelockEndEpoch: null,
    dueEpoch: null,
    changedEpoch: epoch,
    overdue: false,
    supportRau: 0n,
    supporters: 0,
    totalRau: null,
    yesRau: 0n,
    noRau: 0n,
    abstainRau: 0n,
    ballots: 0,
    quorumBps: null,
    approvalBps: null,
    sunsetRestored: null,
    percent: null,
    searchText: '',
    updatedHeight: height,
  }
  state.proposals.touch(row)
  return row
}

/** A new payload drops all support; a new text keeps that of whoever agreed to editorial changes. */
function dropSupports(state: IndexState, proposal: ProposalRow): void {
  proposal.supportRau = 0n
  proposal.supporters = 0
  for (const support of state.supports.all()) {
    if (support.proposal !== proposal.id || !support.counts || support.withdrawn) continue
    if (support.editorial && support.payloadRevision === proposal.payloadRevision) {
      proposal.supportRau += support.powerRau
      if (support.powerRau > 0n) proposal.supporters++
    } else {
      support.counts = false
      support.updatedHeight = state.sync.height
      state.supports.touch(support)
    }
  }
}

export const PROPOSAL_WRITERS: WritersOf<
  | 'ProposalRevised'
  | 'ProposalChanged'
  | 'ProposalSupported'
  | 'SupportWithdrawn'
  | 'ProposalQualified'
  | 'DepositSettled'
> = {
  ProposalRevised: revise,
  ProposalChanged: (context, args) => {
    const { state, eventId, height, timeMs } = context
    const epoch = Number(args.epoch)
    const to = must(PROPOSAL_STATES[args.to], 'a state')
    const reason = must(PROPOSAL_REASONS[args.reason], 'a reason')
    const proposal = state.proposal(args.proposal)
    noteStep(state, proposal, to, epoch)
    Object.assign(proposal, { state: to, reason, changedEpoch: epoch, live: !TERMINAL.has(to) })
    state.append(proposalTransitions, {
      eventId,
      proposal: proposal.id,
      height,
      timeMs,
      epoch,
      from: args.from === NO_STATE ? null : must(PROPOSAL_STATES[args.from], 'a state'),
      to,
      reason,
      transactionHash: context.transaction?.hash ?? null,
    })
  },
  ProposalSupported: (context, { proposal: id, account, revision, editorial, powerRau }) => {
    const { state } = context
    const proposal = state.proposal(id)
    const before = state.supports.find(proposal.id, account)
    if (before?.counts === true && !before.withdrawn) {
      proposal.supportRau -= before.powerRau
      if (before.powerRau > 0n) proposal.supporters--
    }
    proposal.supportRau += powerRau
    proposal.supporters++
    state.supports.touch({
      proposal: proposal.id,
      account,
      revision,
      payloadRevision: proposal.payloadRevision,
      editorial,
      withdrawn: false,
      counts: true,
      powerRau,
      ...placeOf(context),
      updatedHeight: context.height,
    })
  },
  SupportWithdrawn: ({ state, height }, { proposal: id, account }) => {
    const proposal = state.proposal(id)
    const support = state.supports.get(proposal.id, account)
    if (support.counts) {
      proposal.supportRau -= support.powerRau
      if (support.powerRau > 0n) proposal.supporters--
    }
    Object.assign(support, { withdrawn: true, counts: false, updatedHeight: height })
    state.supports.touch(support)
  },
  ProposalQualified: ({ state }, { proposal: id, totalRau }) => {
    state.proposal(id).totalRau = totalRau
  },
  DepositSettled: ({ state }, { proposal: id, account, amountRau, returned }) => {
    const to = returned ? account : SYSTEM_ADDRESSES.rewarding
    state.moveCoins(SYSTEM_ADDRESSES.governance, to, amountRau)
    state.proposal(id).depositReturned = returned
  },
}
