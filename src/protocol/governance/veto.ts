import { utf8ToBytes } from '#base/bytes.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { changeState } from './change-state.ts'
import { findProposal } from './check-payload.ts'
import { ProposalVetoed } from './events.ts'
import { isStoppable, PROPOSAL_STATES } from './lifecycle.ts'
import { GUARDIAN_IS_GONE, NO_PROPOSAL, NO_REASON, NOT_GUARDIAN, WRONG_STATE } from './status.ts'

interface Veto {
  readonly id: bigint
  readonly reason: string
}

const MAX_REASON_BYTES = 1_024

/**
 * Stops a proposal between its confirmation and its action, by the guardian, with a reason that everyone reads. The guardian is of
 * the rules in force, not of those of the proposal: from the sunset on nobody can veto anything.
 */
export const veto = defineAction<Veto>({
  signature: 'veto(uint64,string)',
  payable: false,
  decode: (reader) => ({ id: reader.uint64(), reason: reader.string(MAX_REASON_BYTES + 1) }),
  payloadBytes: ({ reason }) => utf8ToBytes(reason).length,
  execute,
})

function execute(context: ActionContext, { id, reason }: Veto): Refusal | undefined {
  const { world, rules, sender, epoch } = context
  if (rules.guardian !== sender) return refuse(NOT_GUARDIAN, sender)
  if (epoch > rules.guardianUntilEpoch) return refuse(GUARDIAN_IS_GONE, rules.guardianUntilEpoch)
  const proposal = findProposal(world, id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, id)
  const { state } = proposal
  if (!isStoppable(state)) return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  const fault = checkReason(reason)
  if (fault !== undefined) return fault
  changeState(context, proposal, 'cancelled', 'guardian')
  context.emit(ProposalVetoed.log(proposal.id, sender, reason))
  return undefined
}

/** A reason that is published has 1 to 1,024 bytes. */
export function checkReason(reason: string): Refusal | undefined {
  const { length } = utf8ToBytes(reason)
  return length < 1 || length > MAX_REASON_BYTES ? refuse(NO_REASON, length) : undefined
}
