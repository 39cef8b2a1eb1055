import type { Rules } from '#params/rule-table.ts'
import { classRule, rulesOf, termsOf } from '#protocol/governance/class-rules.ts'
import { isOpen, isTerminal } from '#protocol/governance/lifecycle.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import { effectiveEpoch } from '#protocol/governance/rule-changes.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import type { World } from '#protocol/world.ts'
import type { Step, StepName, TermsRecord } from '../governance-records.ts'

export function describeTerms(world: World, proposal: Proposal): TermsRecord {
  const rules = rulesOf(world, proposal)
  return {
    supportWindowEpochs: classRule(rules, proposal.class, 'SupportWindowEpochs'),
    ...termsOf(rules, proposal),
    graceEpochs: classRule(rules, proposal.class, 'GraceEpochs'),
    cooldownEpochs: classRule(rules, proposal.class, 'CooldownEpochs'),
    maturityEpochs: proposal.maturityEpochs,
    closingWindowEpochs: rules.closingWindowEpochs,
  }
}

function step(
  name: StepName,
  epoch: number | undefined,
  done: boolean,
  latestEpoch?: number,
): Step {
  return { step: name, epoch, latestEpoch, done }
}

/**
 * The steps of a proposal in their order: those that were made with their epochs, those to come with the earliest ones that the
 * rules allow. `running` is the epoch of the next block. One that
 * came to another end has only what it went through.
 */
export function describeSteps(
  world: World,
  proposal: Proposal,
  payload: Payload,
  running: number,
): readonly Step[] {
  const rules = rulesOf(world, proposal)
  const steps = [
    step('submitted', proposal.submittedEpoch, true),
    ...describeVoteSteps(rules, proposal, running),
    ...describeActionSteps(rules, proposal, payload, running),
  ]
  // What was put into action may take effect only later.
  if (!isTerminal(proposal.state) || proposal.state === 'actioned') return steps
  const made = steps.filter((one) => one.done)
  return [...made, step('end', proposal.changedEpoch, true)]
}

/** The first step that is not made yet. */
export function findNextStep(steps: readonly Step[]): Step | undefined {
  return steps.find((one) => !one.done)
}

function describeVoteSteps(rules: Rules, proposal: Proposal, running: number): readonly Step[] {
  const terms = termsOf(rules, proposal)
  const { state, revisedEpoch, qualifiedEpoch, openedEpoch, voteEndEpoch } = proposal
  const lapseEpoch =
    proposal.submittedEpoch + classRule(rules, proposal.class, 'SupportWindowEpochs')
  const isChecked = state !== 'submitted'
  const qualification = Math.max(
    running,
    revisedEpoch + Math.max(1, terms.debateEpochs),
    isChecked ? 0 : running + 1,
  )
  const opening = Math.max(
    running,
    (qualifiedEpoch || qualification) + Math.max(1, terms.noticeEpochs),
  )
  const end = voteEndEpoch || opening + terms.votingEpochs
  const isCounted = voteEndEpoch !== 0 && !isOpen(state) && state !== 'tallying'
  return [
    step('checks', isChecked ? revisedEpoch : running, isChecked),
    step(
      'qualification',
      qualifiedEpoch || qualification,
      qualifiedEpoch !== 0,
      qualifiedEpoch === 0 ? lapseEpoch : undefined,
    ),
    step('vote-opens', openedEpoch || opening, openedEpoch !== 0),
    step('vote-ends', end, voteEndEpoch !== 0 && !isOpen(state)),
    step('verdict', verdictEpoch(proposal, end, running), isCounted),
  ]
}

/** Counting begins with the block behind the vote. */
function verdictEpoch(proposal: Proposal, end: number, running: number): number {
  if (proposal.confirmedEpoch !== 0) return proposal.confirmedEpoch
  if (proposal.state === 'defeated') return proposal.changedEpoch
  return Math.max(running, end + 1)
}

function describeActionSteps(
  rules: Rules,
  proposal: Proposal,
  payload: Payload,
  running: number,
): readonly Step[] {
  const terms = termsOf(rules, proposal)
  const end = proposal.voteEndEpoch || plannedEnd(rules, proposal, running)
  const queue = proposal.confirmedEpoch || Math.max(running, end + 1)
  const isDone = proposal.state === 'actioned'
  if (payload.kind === 'directive') {
    const isReviewed = isDone
    const isReported = isReviewed || proposal.state === 'review'
    return [
      step('due', proposal.dueEpoch || queue + payload.dueEpochs, isReported),
      step('review', isReviewed ? proposal.changedEpoch : undefined, isReviewed),
    ]
  }
  const timelockEnd = proposal.timelockEndEpoch || queue + terms.timelockEpochs
  const { state } = proposal
  const isOver =
    state === 'signalling' || state === 'locked-in' || state === 'exec-failed' || isDone
  const timelock = step('timelock-ends', timelockEnd, isOver)
  if (payload.kind === 'upgrade') {
    const isLocked = state === 'locked-in' || isDone
    const ready = Math.max(running, timelockEnd + 1)
    const activation = proposal.dueEpoch || ready + 1 + payload.activationEpochs
    const latest = isLocked ? undefined : timelockEnd + rules.readinessEpochs
    const readyEpoch = isLocked ? proposal.dueEpoch - 1 - payload.activationEpochs : ready
    return [
      timelock,
      step('readiness', readyEpoch, isLocked, latest),
      step('activation', activation, isDone),
    ]
  }
  const acts = isDone ? proposal.changedEpoch : Math.max(running, timelockEnd)
  const grace = classRule(rules, proposal.class, 'GraceEpochs')
  const latest = state === 'exec-failed' ? timelockEnd + grace : undefined
  const action = step('action', acts, isDone, latest)
  if (payload.kind !== 'policy' && payload.kind !== 'script') return [timelock, action]
  const effect = effectiveEpoch(acts)
  return [timelock, action, step('effect', effect, isDone && running >= effect)]
}

function plannedEnd(rules: Rules, proposal: Proposal, running: number): number {
  const steps = describeVoteSteps(rules, proposal, running)
  return steps.find((one) => one.step === 'vote-ends')?.epoch ?? running
}
