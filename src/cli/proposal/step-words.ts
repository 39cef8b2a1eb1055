import type { ProposalStep, ProposalStepName } from '#sdk/reads/governance-records.ts'
import { whole } from '../words.ts'
import { beginText, endText, type EpochClock } from './epoch-clock.ts'

const WORDS: Readonly<Record<ProposalStepName, string>> = {
  submitted: 'submitted',
  checks: 'checks',
  qualification: 'enough support',
  'vote-opens': 'vote opens',
  'vote-ends': 'vote ends',
  verdict: 'verdict',
  'timelock-ends': 'timelock ends',
  readiness: 'delegates are ready',
  activation: 'new software',
  action: 'put into action',
  effect: 'in force',
  due: 'due',
  review: 'review',
  end: 'over',
}

const LAST_WORDS: Partial<Readonly<Record<ProposalStepName, string>>> = {
  qualification: 'lapses',
  readiness: 'times out',
  action: 'expires',
}

export function stepName(step: ProposalStep): string {
  return WORDS[step.step]
}

/** When a step was, or is to be. */
export function stepTime(step: ProposalStep, clock: EpochClock): string {
  const { epoch, latestEpoch, done } = step
  if (epoch === null) return 'when it is accepted'
  const last = LAST_WORDS[step.step] ?? 'ends'
  const latest = latestEpoch === null || done ? '' : `; ${last} ${endText(clock, latestEpoch)}`
  if (step.step === 'submitted') return `in epoch ${whole(epoch)}`
  if (step.step === 'activation' || step.step === 'effect') return beginText(clock, epoch)
  if (step.step === 'verdict') {
    return `in epoch ${whole(epoch)}${done ? '' : ', once all ballots are counted'}`
  }
  const earliest = latest === '' ? '' : ' at the earliest'
  return `${endText(clock, epoch)}${earliest}${latest}`
}

/** What comes next, in a few words: `vote ends in epoch 12`. */
export function nextWords(step: ProposalStep | null): string {
  if (step === null) return 'over'
  const { epoch } = step
  if (epoch === null) return stepName(step)
  const when = step.step === 'activation' || step.step === 'effect' ? 'from' : 'end of'
  const latest = step.step === 'qualification' && step.latestEpoch !== null
  return latest
    ? `needs support until the end of epoch ${whole(step.latestEpoch ?? epoch)}`
    : `${stepName(step)}: ${when} epoch ${whole(epoch)}`
}
