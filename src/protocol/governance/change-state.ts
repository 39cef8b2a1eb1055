import { assert, must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { moveCoins } from '../accounts/balance.ts'
import type { BlockContext } from '../action.ts'
import { creditFund } from '../rewards/fund.ts'
import { ONLY } from '../store.ts'
import { GOVERNANCE_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import { classRule, rulesOf } from './class-rules.ts'
import { DepositSettled, ProposalChanged } from './events.ts'
import {
  isTerminal,
  isTransition,
  PROPOSAL_STATES,
  type ProposalState,
  type Reason,
  REASONS,
} from './lifecycle.ts'
import { getPowerTotal } from './power-totals.ts'
import type { Proposal, Register } from './state.ts'

export function getRegister(world: World): Register {
  return must(world.governance.register.get(ONLY), 'the register of proposals')
}

export function getProposal(world: World, id: number): Proposal {
  return must(world.governance.proposals.get(id), 'a proposal')
}

/** Live proposals, by number. */
export function liveProposals(world: World): readonly Proposal[] {
  return getRegister(world).live.map((id) => getProposal(world, id))
}

/**
 * The one way from state to state: only along the table, always with an event, and with what the end of a proposal brings along.
 * Returns the proposal as it is then.
 */
export function changeState(
  context: BlockContext,
  proposal: Proposal,
  to: ProposalState,
  reason: Reason,
): Proposal {
  const { world, epoch } = context
  const { state: from } = proposal
  assert(isTransition(from, to, reason), `no way from ${from} to ${to} by ${reason}`)
  const isOver = isTerminal(to)
  const changed: Proposal = {
    ...proposal,
    state: to,
    changedEpoch: epoch,
    depositRau: isOver ? 0n : proposal.depositRau,
  }
  world.governance.proposals.set(proposal.id, changed)
  emitChange(context, proposal.id, from, to, reason)
  if (isOver) {
    settleDeposit(context, proposal, !losesDeposit(context, proposal, to, reason))
    endProposal(context, proposal)
  }
  return changed
}

export function emitChange(
  context: BlockContext,
  id: number,
  from: ProposalState | 'none',
  to: ProposalState,
  reason: Reason,
): void {
  const before = from === 'none' ? 255 : PROPOSAL_STATES.indexOf(from)
  context.emit(
    ProposalChanged.log(
      id,
      before,
      PROPOSAL_STATES.indexOf(to),
      REASONS.indexOf(reason),
      context.epoch,
    ),
  )
}

/**
 * A deposit is lost by what was stopped by a veto or a counter-vote, by what was attested as red, and by what lapsed, or was
 * withdrawn after the debate, with next to no support. Whoever merely loses the vote gets it back.
 */
function losesDeposit(
  { world, epoch }: BlockContext,
  proposal: Proposal,
  to: ProposalState,
  reason: Reason,
): boolean {
  if (reason === 'guardian' || reason === 'counter-vote' || reason === 'attested-red') return true
  if (to !== 'lapsed' && to !== 'withdrawn') return false
  const rules = rulesOf(world, proposal)
  const debateEnd = proposal.submittedEpoch + classRule(rules, proposal.class, 'DebateEpochs')
  if (to === 'withdrawn' && epoch < debateEnd) return false
  const totalRau = getPowerTotal(world, proposal.maturityEpochs)
  const quorumBps = BigInt(classRule(rules, proposal.class, 'SupportQuorumBps'))
  const { supportRau } = must(world.governance.tallies.get(proposal.id), 'a tally')
  return supportRau * 100_000_000n < totalRau * quorumBps * BigInt(rules.lapseFloorBps)
}

function settleDeposit(context: BlockContext, proposal: Proposal, isReturned: boolean): void {
  const { world } = context
  const { id, depositRau, proposer } = proposal
  const to = isReturned ? proposer : REWARDING_ADDRESS
  moveCoins(world.accounts, GOVERNANCE_ADDRESS, to, depositRau)
  if (!isReturned) creditFund(world, depositRau)
  context.emit(DepositSettled.log(id, proposer, depositRau, isReturned))
}

function endProposal({ world, epoch }: BlockContext, proposal: Proposal): void {
  const register = getRegister(world)
  world.governance.register.set(ONLY, {
    ...register,
    live: register.live.filter((id) => id !== proposal.id),
  })
  // Only a vote decides: else whoever proposes the undoing of a change first and withdraws it would shut the short way for all.
  if (proposal.openedEpoch === 0) return
  const cooldown = classRule(rulesOf(world, proposal), proposal.class, 'CooldownEpochs')
  if (cooldown > 0) {
    world.governance.cooldowns.set(toHex(proposal.payloadHash), epoch + 1 + cooldown)
  }
}
