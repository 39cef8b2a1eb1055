import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { getDelegate } from '../delegates/find-delegate.ts'
import { getSet } from '../epochs/epoch.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { changeState } from './change-state.ts'
import { findProposal } from './check-payload.ts'
import { DirectiveReported, DirectiveReviewed } from './events.ts'
import { getPayload, isKind } from './get-payload.ts'
import { PROPOSAL_STATES } from './lifecycle.ts'
import type { Progress, Proposal } from './state.ts'
import {
  ALREADY_SIGNALLED,
  NO_PROPOSAL,
  NOT_ASSIGNEE,
  NOT_REVIEWER,
  WRONG_STATE,
} from './status.ts'
import { checkReason } from './veto.ts'

const MAX_TEXT_BYTES = 1_024
const DONE_PERCENT = 100
const NO_PROGRESS: Progress = {
  percent: 0,
  reportedEpoch: 0,
  evidenceHash: new Uint8Array(0),
  accepted: [],
  refused: [],
}

interface Report {
  readonly id: bigint
  readonly percent: number
  readonly evidenceHash: Uint8Array
  readonly text: string
}

/** Says how far a directive is, by its assignee. With 100 percent, and the hash of the evidence, the review begins. */
export const reportProgress = defineAction<Report>({
  signature: 'reportProgress(uint64,uint8,bytes32,string)',
  payable: false,
  decode: (reader) => ({
    id: reader.uint64(),
    percent: reader.uint8(),
    evidenceHash: reader.fixedBytes(32),
    text: reader.string(MAX_TEXT_BYTES + 1),
  }),
  payloadBytes: ({ text }) => utf8ToBytes(text).length,
  execute: executeReport,
})

interface Review {
  readonly id: bigint
  readonly accept: boolean
  readonly text: string
}

/**
 * Accepts the evidence of a directive or sends it back: by the proposer at once, or by more than half of the running epoch's consensus
 * delegates. The assignee does not review its own work.
 */
export const reviewDirective = defineAction<Review>({
  signature: 'reviewDirective(uint64,bool,string)',
  payable: false,
  decode: (reader) => ({
    id: reader.uint64(),
    accept: reader.bool(),
    text: reader.string(MAX_TEXT_BYTES + 1),
  }),
  payloadBytes: ({ text }) => utf8ToBytes(text).length,
  execute: executeReview,
})

function executeReport(context: ActionContext, report: Report): Refusal | undefined {
  const { world, sender, epoch } = context
  const proposal = findProposal(world, report.id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, report.id)
  const { id, state } = proposal
  if (state !== 'assigned' && state !== 'in-progress') {
    return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  }
  const assignee = assigneeOf(world, proposal)
  if (sender !== assignee) return refuse(NOT_ASSIGNEE, id, assignee)
  const fault = checkReason(report.text)
  if (fault !== undefined) return fault
  const percent = Math.min(report.percent, DONE_PERCENT)
  const { evidenceHash, text } = report
  world.governance.progress.set(id, {
    ...NO_PROGRESS,
    percent,
    reportedEpoch: epoch,
    evidenceHash,
  })
  if (percent === DONE_PERCENT) changeState(context, proposal, 'review', 'evidence')
  else if (state === 'assigned') changeState(context, proposal, 'in-progress', 'progress')
  context.emit(DirectiveReported.log(id, sender, percent, evidenceHash, text))
  return undefined
}

function executeReview(context: ActionContext, review: Review): Refusal | undefined {
  const { world, sender } = context
  const proposal = findProposal(world, review.id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, review.id)
  const { id, state } = proposal
  if (state !== 'review') return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  const isProposer = sender === proposal.proposer
  const delegate = findReviewer(context)
  const isOwnWork = sender === assigneeOf(world, proposal)
  if (isOwnWork || (!isProposer && delegate === undefined)) return refuse(NOT_REVIEWER, id, sender)
  const fault = checkReason(review.text)
  if (fault !== undefined) return fault
  const before = world.governance.progress.get(id) ?? NO_PROGRESS
  const same = review.accept ? before.accepted : before.refused
  if (!isProposer && delegate !== undefined && same.includes(delegate)) {
    return refuse(ALREADY_SIGNALLED, id)
  }
  const progress = delegate === undefined ? before : count(before, delegate, review.accept)
  world.governance.progress.set(id, progress)
  context.emit(DirectiveReviewed.log(id, sender, review.accept, review.text))
  const { seats } = getSet(world, context.epoch)
  const said = review.accept ? progress.accepted : progress.refused
  const isMost = seats.filter((seat) => said.includes(seat.delegate)).length * 2 > seats.length
  if (isProposer || isMost) decide(context, proposal, progress, review.accept)
  return undefined
}

function count(before: Progress, delegate: Address, accept: boolean): Progress {
  const accepted = before.accepted.filter((one) => one !== delegate)
  const refused = before.refused.filter((one) => one !== delegate)
  return accept
    ? { ...before, accepted: [...accepted, delegate], refused }
    : { ...before, accepted, refused: [...refused, delegate] }
}

function decide(
  context: ActionContext,
  proposal: Proposal,
  progress: Progress,
  accept: boolean,
): void {
  if (accept) {
    changeState(context, proposal, 'actioned', 'accepted')
    return
  }
  context.world.governance.progress.set(proposal.id, { ...progress, accepted: [], refused: [] })
  changeState(context, proposal, 'in-progress', 'sent-back')
}

/** The sender's delegate when it owns one of the running epoch's consensus delegates. */
function findReviewer({ world, sender, epoch }: ActionContext): Address | undefined {
  const seat = getSet(world, epoch).seats.find(
    (one) => getDelegate(world, one.delegate).owner === sender,
  )
  return seat?.delegate
}

function assigneeOf(world: World, proposal: Proposal): Address {
  assert(isKind(proposal, 'directive'), 'only a directive has an assignee')
  return getPayload(world, proposal).assignee
}
