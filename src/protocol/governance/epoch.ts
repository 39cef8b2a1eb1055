import { assert } from '#base/assert.ts'
import { compareBigint } from '#base/integers.ts'
import { MAX_MATURITY_EPOCHS } from '#params/governance-rules.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import type { BlockContext } from '../action.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { changeState, getProposal, getRegister, liveProposals } from './change-state.ts'
import { checkPayload, isRefused } from './check-payload.ts'
import { classRule, maturitiesOf, rulesOf, termsOf, withoutRepeats } from './class-rules.ts'
import { enact } from './enact.ts'
import { DirectiveOverdue, ProposalQualified } from './events.ts'
import { getPayload, isKind } from './get-payload.ts'
import { isOpen, isSearching, isUndecided, type ProposalState, takesSlot } from './lifecycle.ts'
import { getPowerTotal, processLockBonus, processPowerTotals } from './power-totals.ts'
import { activate, countReady, isAttestedGreen, isAttestedRed } from './upgrade.ts'
import { processSunsets } from './sunset.ts'
import type { Proposal } from './state.ts'
import { moveSupport } from './support.ts'
import { getTally, judgeNow } from './tally.ts'
import { tryScript } from './try-script.ts'
import { processStreams } from './treasury.ts'

/** At an epoch's last block, behind the settlement: power as it is then, and every transition that is due, in this order. */
export function processGovernance(context: BlockContext): void {
  const { world, epoch } = context
  const next = getRules(world, epoch + 1)
  const searching = searchingByMaturity(world)
  processPowerTotals(
    context,
    neededMaturities(context),
    (account, maturity, beforeRau, afterRau) => {
      moveSupport(world, searching.get(maturity) ?? [], account, { beforeRau, afterRau })
    },
  )
  each(context, 'confirmed', queue)
  each(context, 'timelocked', endTimelock)
  each(context, 'signalling', unlessStale(countReady))
  each(context, 'locked-in', unlessStale(activate))
  each(context, 'ready', act)
  each(context, 'exec-failed', act)
  each(context, 'voting', endVote)
  each(context, 'extended', endVote)
  openVotes(context)
  each(context, 'support', lookForSupport)
  each(context, 'submitted', check)
  checkOneScript(context)
  for (const state of ['assigned', 'in-progress', 'review'] as const)
    each(context, state, lookAtDue)
  processSunsets(context)
  processStreams(context)
  processLockBonus(context, next)
  forget(context)
}

/** The proposals that look for support, by the age that power must have for them. */
function searchingByMaturity(world: World): ReadonlyMap<number, readonly Proposal[]> {
  const groups = new Map<number, Proposal[]>()
  for (const proposal of liveProposals(world)) {
    if (!isSearching(proposal.state)) continue
    const group = groups.get(proposal.maturityEpochs)
    if (group === undefined) groups.set(proposal.maturityEpochs, [proposal])
    else group.push(proposal)
  }
  return groups
}

/** The proposals in a state as the boundary finds them, by number. */
function each(context: BlockContext, state: ProposalState, step: Step): void {
  for (const { id } of liveProposals(context.world)) {
    const proposal = getProposal(context.world, id)
    if (proposal.state === state) step(context, proposal)
  }
}

function neededMaturities({ world, rules, epoch }: BlockContext): readonly number[] {
  const needed = [...maturitiesOf(rules), ...maturitiesOf(getRules(world, epoch + 1))]
  for (const proposal of liveProposals(world)) {
    needed.push(proposal.maturityEpochs)
  }
  return withoutRepeats(needed)
}

/** The automatic checks, on the state at the boundary. */
function check(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (isWindowOver(world, epoch, proposal)) {
    changeState(context, proposal, 'lapsed', 'window-over')
    return
  }
  if (proposal.kind === 'script') return
  const facts = checkPayload(world, epoch, getPayload(world, proposal))
  const isGood = !isRefused(facts) && facts.class === proposal.class
  if (isGood) changeState(context, { ...proposal, short: facts.short }, 'support', 'checks-passed')
  else changeState(context, proposal, 'rejected', 'checks-failed')
}

/**
 * Scripts are tried on what the settlement of this boundary was made from; one of them at each boundary, the oldest, since a run
 * takes time that nobody should be able to add up.
 */
function checkOneScript(context: BlockContext): void {
  const { world } = context
  const proposal = liveProposals(world).find(
    (one) => one.state === 'submitted' && one.kind === 'script',
  )
  if (proposal === undefined) return
  assert(isKind(proposal, 'script'), 'a script is one')
  const isGood = tryScript(context, getPayload(world, proposal))
  if (isGood) changeState(context, proposal, 'support', 'checks-passed')
  else changeState(context, proposal, 'rejected', 'checks-failed')
}

function isWindowOver(world: World, epoch: number, proposal: Proposal): boolean {
  const window = classRule(rulesOf(world, proposal), proposal.class, 'SupportWindowEpochs')
  return epoch >= proposal.submittedEpoch + window
}

/** Qualifies what has enough support, has been debated and could be put into action as things stand. */
function lookForSupport(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (isAttestedRed(context, proposal)) {
    changeState(context, proposal, 'rejected', 'attested-red')
  } else if (isQualified(context, proposal)) {
    const totalRau = getPowerTotal(world, proposal.maturityEpochs)
    const place = PROPOSAL_CLASSES.indexOf(proposal.class)
    const pastTurnoutBps = getRegister(world).turnoutBps[place] ?? 0
    const { supportRau, supporters } = getTally(world, proposal.id)
    changeState(
      context,
      { ...proposal, qualifiedEpoch: epoch, totalRau, pastTurnoutBps },
      'qualified',
      'support-quorum',
    )
    context.emit(
      ProposalQualified.log(proposal.id, proposal.root, supportRau, supporters, totalRau, epoch),
    )
  } else if (isWindowOver(world, epoch, proposal)) {
    changeState(context, proposal, 'lapsed', 'window-over')
  }
}

function isQualified(context: BlockContext, proposal: Proposal): boolean {
  const { world, epoch } = context
  const rules = rulesOf(world, proposal)
  if (epoch < proposal.revisedEpoch + termsOf(rules, proposal).debateEpochs) return false
  const totalRau = getPowerTotal(world, proposal.maturityEpochs)
  if (totalRau === 0n || totalRau < rules.governanceStartsAtRau) return false
  const { supportRau, supporters } = getTally(world, proposal.id)
  if (supporters < classRule(rules, proposal.class, 'MinSupporters')) return false
  const quorumBps = BigInt(classRule(rules, proposal.class, 'SupportQuorumBps'))
  if (supportRau * 10_000n < totalRau * quorumBps) return false
  if (!isAttestedGreen(world, proposal)) return false
  return !isRefused(checkPayload(world, epoch, getPayload(world, proposal)))
}

/** Opens votes whose notice is over, the best supported first, as far as there are slots; those of the short way need none. */
function openVotes(context: BlockContext): void {
  const { world, rules, epoch } = context
  const live = liveProposals(world)
  let free = rules.maxVotingSlots - live.filter((one) => takesSlot(one.state) && !one.short).length
  const waiting = live.filter((one) => {
    const { noticeEpochs } = termsOf(rulesOf(world, one), one)
    return one.state === 'qualified' && epoch >= one.qualifiedEpoch + noticeEpochs
  })
  waiting.sort((a, b) => compareSupport(world, a, b) || a.id - b.id)
  for (const proposal of waiting) {
    // The short way waits for nothing: else votes that fill the slots could hold up a counter-vote until it is too late.
    if (!proposal.short) {
      if (free <= 0) continue
      free--
    }
    const { votingEpochs } = termsOf(rulesOf(world, proposal), proposal)
    const tally = getTally(world, proposal.id)
    const delegations = world.governance.delegationIndex.count(proposal.class)
    world.governance.tallies.set(proposal.id, { ...tally, delegations })
    changeState(
      context,
      { ...proposal, openedEpoch: epoch, voteEndEpoch: epoch + votingEpochs },
      'voting',
      'slot-free',
    )
  }
}

/** By the part of all power that supported: more comes first. */
function compareSupport(world: World, a: Proposal, b: Proposal): number {
  const left = getTally(world, a.id).supportRau * b.totalRau
  const right = getTally(world, b.id).supportRau * a.totalRau
  return compareBigint(right, left)
}

/** Ends a vote whose time is over, or extends it when its outcome turned at the last moment. */
function endVote(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (!isOpen(proposal.state) || epoch < proposal.voteEndEpoch) return
  const rules = rulesOf(world, proposal)
  const tally = getTally(world, proposal.id)
  const extended = proposal.extendedEpochs + rules.extensionEpochs
  const mayExtend = rules.extensionEpochs > 0 && extended <= rules.maxExtensionEpochs
  if (tally.lateFlip && mayExtend && judgeNow(world, proposal, tally).passes) {
    world.governance.tallies.set(proposal.id, { ...tally, lateFlip: false })
    const voteEndEpoch = epoch + rules.extensionEpochs
    const longer = { ...proposal, voteEndEpoch, extendedEpochs: extended }
    changeState(context, longer, 'extended', 'late-flip')
    return
  }
  changeState(context, proposal, 'tallying', 'vote-over')
}

/** A confirmed proposal begins its timelock, unless the state has moved away from what it expects. A directive goes to its assignee. */
function queue(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  const payload = getPayload(world, proposal)
  if (payload.kind === 'directive') {
    const dueEpoch = epoch + payload.dueEpochs
    changeState(context, { ...proposal, dueEpoch }, 'assigned', 'assigned')
    return
  }
  if (isRefused(checkPayload(world, epoch, payload))) {
    changeState(context, proposal, 'cancelled', 'stale')
    return
  }
  const { timelockEpochs } = termsOf(rulesOf(world, proposal), proposal)
  const timelockEndEpoch = epoch + timelockEpochs
  changeState(context, { ...proposal, timelockEndEpoch }, 'timelocked', 'queued')
}

function endTimelock(context: BlockContext, proposal: Proposal): void {
  if (context.epoch < proposal.timelockEndEpoch) return
  unlessStale((_, good) => {
    const next = good.kind === 'upgrade' ? 'signalling' : 'ready'
    changeState(context, good, next, 'timelock-over')
  })(context, proposal)
}

type Step = (context: BlockContext, proposal: Proposal) => void

/** The step, unless the state has moved away from what the proposal expects, such as when another one took its version: then it ends. */
function unlessStale(step: Step): Step {
  return (context, proposal) => {
    const { world, epoch } = context
    const isStale = isRefused(checkPayload(world, epoch, getPayload(world, proposal)))
    if (isStale) changeState(context, proposal, 'cancelled', 'stale')
    else step(context, proposal)
  }
}

/** Puts into action what is ready, wholly or not at all; what cannot be is tried again at each boundary of the time of grace. */
function act(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (enact(context, proposal, getPayload(world, proposal))) {
    changeState(context, proposal, 'actioned', 'executed')
    return
  }
  const grace = classRule(rulesOf(world, proposal), proposal.class, 'GraceEpochs')
  if (proposal.state === 'ready') {
    changeState(context, proposal, 'exec-failed', 'not-executable')
  } else if (epoch >= proposal.timelockEndEpoch + grace) {
    changeState(context, proposal, 'expired', 'grace-over')
  }
}

function lookAtDue(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (proposal.overdue || epoch < proposal.dueEpoch) return
  world.governance.proposals.set(proposal.id, { ...proposal, overdue: true })
  context.emit(DirectiveOverdue.log(proposal.id, proposal.dueEpoch))
}

/** Drops what nothing asks for any more: cool-downs that are over, and power of long ago. */
function forget({ world, epoch }: BlockContext): void {
  const over: string[] = []
  world.governance.cooldowns.each((hash, until) => {
    if (until <= epoch + 1) over.push(hash)
  })
  for (const hash of over) world.governance.cooldowns.delete(hash)
  // Whatever age the rules will ask for: they cannot ask for more.
  let horizon = epoch - MAX_MATURITY_EPOCHS
  for (const proposal of liveProposals(world)) {
    // What is decided asks for no power any more, and may live for long: a directive that nobody does.
    if (proposal.qualifiedEpoch === 0 || !isUndecided(proposal.state)) continue
    horizon = Math.min(horizon, proposal.qualifiedEpoch - proposal.maturityEpochs)
  }
  const register = getRegister(world)
  world.governance.register.set(ONLY, { ...register, powerHorizon: Math.max(0, horizon) })
}
