import type { BlockContext } from '../action.ts'
import { getProposal, changeState } from './change-state.ts'
import { canBeCancelled, checkPayload, isRefused } from './check-payload.ts'
import { RuleChanged } from './events.ts'
import type { Payload } from './payload.ts'
import { effectiveEpoch, recordChanges } from './rule-changes.ts'
import type { Proposal } from './state.ts'
import { openStreams } from './treasury.ts'
import { putScript } from './script.ts'

/** Puts a payload into action, wholly or not at all. False when that cannot be done as things stand. */
export function enact(context: BlockContext, proposal: Proposal, payload: Payload): boolean {
  if (isRefused(checkPayload(context.world, context.epoch, payload))) return false
  switch (payload.kind) {
    case 'policy':
      enactPolicy(context, proposal, payload)
      return true
    case 'treasury':
      openStreams(context.world, proposal, payload.payments)
      return true
    case 'cancel':
      return enactCancel(context, Number(payload.proposal & 0xffff_ffffn))
    case 'script':
      putScript(context, proposal, payload)
      return true
    default:
      // Directives and upgrades have steps of their own and never come here.
      return false
  }
}

function enactPolicy(
  context: BlockContext,
  proposal: Proposal,
  payload: Extract<Payload, { kind: 'policy' }>,
): void {
  const { world, epoch } = context
  const fromEpoch = effectiveEpoch(epoch)
  recordChanges(world, fromEpoch, payload.sets)
  world.governance.enactments.set(proposal.id, {
    proposal: proposal.id,
    epoch,
    fromEpoch,
    changes: payload.sets.map(({ name, expected, value }) => ({
      name,
      before: expected,
      after: value,
    })),
    sunsetEpoch: payload.sunsetEpochs === 0 ? 0 : fromEpoch + payload.sunsetEpochs,
    over: false,
  })
  for (const { name, expected, value } of payload.sets) {
    context.emit(RuleChanged.log(proposal.id, name, expected, value, fromEpoch))
  }
}

function enactCancel(context: BlockContext, id: number): boolean {
  const target = getProposal(context.world, id)
  if (!canBeCancelled(target)) return false
  changeState(context, target, 'cancelled', 'counter-vote')
  return true
}
