import { change } from './governance-change.ts'
import { findProposal, STOPPABLE } from './governance-payload.ts'
import type { Of } from './governance-propose.ts'
import { rulesAt } from './governance-rules.ts'
import type { ModelProposal } from './governance-types.ts'
import type { Account, ModelState, OutcomeCode } from './types.ts'

/* What delegates, assignees and the guardian do. */

function seats(state: ModelState): readonly Account[] {
  return state.sets.get(state.governance.epoch)?.delegates ?? []
}

/** The consensus delegate that the sender owns or operates. */
function seatOfManager(state: ModelState, sender: Account): Account | undefined {
  const all = [...state.candidates.values()]
  const found =
    all.find((one) => one.owner === sender) ?? all.find((one) => one.operator === sender)
  return found !== undefined && seats(state).includes(found.id) ? found.id : undefined
}

function upgradeIn(
  state: ModelState,
  id: bigint,
  states: readonly string[],
): ModelProposal | OutcomeCode {
  const proposal = findProposal(state.governance, id)
  if (proposal === undefined) return 500
  if (proposal.content.payload.kind !== 'upgrade') return 502
  return states.includes(proposal.state) ? proposal : 502
}

export function attest(state: ModelState, action: Of<'attest'>): OutcomeCode {
  const proposal = upgradeIn(state, action.id, ['submitted', 'support'])
  if (typeof proposal === 'number') return proposal
  if (proposal.root !== action.root) return 503
  const seat = seatOfManager(state, action.sender)
  if (seat === undefined) return 539
  const { revision, attestations } = proposal
  const now = attestations.revision === revision ? attestations : { green: [], red: [] }
  if ((action.green ? now.green : now.red).includes(seat)) return 541
  const without = (list: readonly Account[]) => list.filter((one) => one !== seat)
  proposal.attestations = {
    revision,
    green: action.green ? [...now.green, seat] : without(now.green),
    red: action.green ? without(now.red) : [...now.red, seat],
  }
  return 0
}

export function signalReady(state: ModelState, action: Of<'signalReady'>): OutcomeCode {
  const proposal = upgradeIn(state, action.id, ['timelocked', 'signalling'])
  if (typeof proposal === 'number') return proposal
  const seat = seatOfManager(state, action.sender)
  if (seat === undefined) return 539
  if (proposal.ready.includes(seat)) return 540
  proposal.ready = [...proposal.ready, seat]
  return 0
}

/** A published reason has 1 to 1,024 bytes. */
function isReason(text: string): boolean {
  const { length } = Buffer.from(text, 'utf8')
  return length >= 1 && length <= 1_024
}

export function veto(state: ModelState, action: Of<'veto'>): OutcomeCode {
  const { governance } = state
  const { guardian, guardianUntilEpoch } = rulesAt(governance, governance.epoch)
  if (guardian !== action.sender) return 534
  if (governance.epoch > guardianUntilEpoch) return 535
  const proposal = findProposal(governance, action.id)
  if (proposal === undefined) return 500
  if (!STOPPABLE.includes(proposal.state)) return 502
  if (!isReason(action.reason)) return 536
  change(state, proposal, 'cancelled', 'punished')
  return 0
}

function assigneeOf({ content }: ModelProposal): Account {
  return content.payload.kind === 'directive' ? content.payload.assignee : ''
}

export function reportProgress(state: ModelState, action: Of<'reportProgress'>): OutcomeCode {
  const proposal = findProposal(state.governance, action.id)
  if (proposal === undefined) return 500
  if (proposal.state !== 'assigned' && proposal.state !== 'in-progress') return 502
  if (action.sender !== assigneeOf(proposal)) return 537
  if (!isReason(action.text)) return 536
  Object.assign(proposal, { accepted: [], refused: [] })
  const to = action.percent >= 100 ? 'review' : 'in-progress'
  if (to !== proposal.state) change(state, proposal, to)
  return 0
}

export function reviewDirective(state: ModelState, action: Of<'reviewDirective'>): OutcomeCode {
  const proposal = findProposal(state.governance, action.id)
  if (proposal === undefined) return 500
  if (proposal.state !== 'review') return 502
  const { sender, accept } = action
  const seat = seats(state).find((id) => state.candidates.get(id)?.owner === sender)
  const isProposer = sender === proposal.proposer
  if (sender === assigneeOf(proposal) || (!isProposer && seat === undefined)) return 538
  if (!isReason(action.text)) return 536
  if (!isProposer && (accept ? proposal.accepted : proposal.refused).includes(seat ?? '')) {
    return 540
  }
  const accepted = proposal.accepted.filter((one) => one !== seat)
  const refused = proposal.refused.filter((one) => one !== seat)
  const said = accept ? accepted : refused
  if (seat !== undefined) said.push(seat)
  Object.assign(proposal, { accepted, refused })
  // Those who sit in this epoch decide: who sat once and spoke then does not.
  const isMost = seats(state).filter((id) => said.includes(id)).length > seats(state).length / 2
  if (!isProposer && !isMost) return 0
  if (!accept) Object.assign(proposal, { accepted: [], refused: [] })
  change(state, proposal, accept ? 'actioned' : 'in-progress')
  return 0
}
