/**
 * The states of a proposal and every way from one to another. The table in the module's README is the spec; a test holds both
 * together. The numbers are those of events and reads.
 */
export const PROPOSAL_STATES = [
  'submitted',
  'rejected',
  'support',
  'lapsed',
  'withdrawn',
  'qualified',
  'voting',
  'extended',
  'tallying',
  'defeated',
  'confirmed',
  'timelocked',
  'signalling',
  'locked-in',
  'ready',
  'actioned',
  'exec-failed',
  'expired',
  'timed-out',
  'cancelled',
  'assigned',
  'in-progress',
  'review',
] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

/** Why a transition happened. The numbers are those of events. */
export const REASONS = [
  'submitted',
  'checks-passed',
  'checks-failed',
  'attested-red',
  'revised',
  'withdrawn-by-proposer',
  'window-over',
  'support-quorum',
  'slot-free',
  'late-flip',
  'vote-over',
  'no-quorum',
  'no-majority',
  'majority',
  'queued',
  'stale',
  'timelock-over',
  'guardian',
  'counter-vote',
  'ready-delegates',
  'not-ready',
  'activation-epoch',
  'executed',
  'not-executable',
  'grace-over',
  'assigned',
  'progress',
  'evidence',
  'sent-back',
  'accepted',
] as const
export type Reason = (typeof REASONS)[number]

export interface Transition {
  readonly from: ProposalState | 'none'
  readonly to: ProposalState
  readonly reason: Reason
  /** At an epoch's last block; else by an action, or (the verdict) when the count is complete. */
  readonly at: 'boundary' | 'action' | 'count'
}

/** What ends a proposal: nothing leads away from these. */
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

export function isTerminal(state: ProposalState): boolean {
  return TERMINAL.has(state)
}

/** States before qualification: what supporters, and the proposer, may still change. */
export function isSearching(state: ProposalState): boolean {
  return state === 'submitted' || state === 'support'
}

/** States in which ballots are taken. */
export function isOpen(state: ProposalState): boolean {
  return state === 'voting' || state === 'extended'
}

/** States that take one of the voting slots. */
export function takesSlot(state: ProposalState): boolean {
  return isOpen(state) || state === 'tallying'
}

/** Not decided yet: what the limits count. */
export function isUndecided(state: ProposalState): boolean {
  return isSearching(state) || state === 'qualified' || takesSlot(state)
}

/** Waiting for its action: what a veto and a counter-vote can stop. */
export function isStoppable(state: ProposalState): boolean {
  return state === 'timelocked' || state === 'signalling' || state === 'locked-in'
}

function boundary(from: ProposalState, to: ProposalState, reason: Reason): Transition {
  return { from, to, reason, at: 'boundary' }
}

function action(from: Transition['from'], to: ProposalState, reason: Reason): Transition {
  return { from, to, reason, at: 'action' }
}

export const TRANSITIONS: readonly Transition[] = [
  action('none', 'submitted', 'submitted'),
  boundary('submitted', 'support', 'checks-passed'),
  boundary('submitted', 'rejected', 'checks-failed'),
  action('submitted', 'withdrawn', 'withdrawn-by-proposer'),
  action('support', 'submitted', 'revised'),
  action('support', 'withdrawn', 'withdrawn-by-proposer'),
  boundary('support', 'rejected', 'attested-red'),
  boundary('support', 'lapsed', 'window-over'),
  boundary('submitted', 'lapsed', 'window-over'),
  boundary('support', 'qualified', 'support-quorum'),
  boundary('qualified', 'voting', 'slot-free'),
  boundary('voting', 'extended', 'late-flip'),
  boundary('extended', 'extended', 'late-flip'),
  boundary('voting', 'tallying', 'vote-over'),
  boundary('extended', 'tallying', 'vote-over'),
  { from: 'tallying', to: 'defeated', reason: 'no-quorum', at: 'count' },
  { from: 'tallying', to: 'defeated', reason: 'no-majority', at: 'count' },
  { from: 'tallying', to: 'confirmed', reason: 'majority', at: 'count' },
  boundary('confirmed', 'timelocked', 'queued'),
  boundary('confirmed', 'cancelled', 'stale'),
  boundary('confirmed', 'assigned', 'assigned'),
  action('timelocked', 'cancelled', 'guardian'),
  action('signalling', 'cancelled', 'guardian'),
  action('locked-in', 'cancelled', 'guardian'),
  boundary('timelocked', 'cancelled', 'counter-vote'),
  boundary('signalling', 'cancelled', 'counter-vote'),
  boundary('locked-in', 'cancelled', 'counter-vote'),
  boundary('timelocked', 'cancelled', 'stale'),
  boundary('signalling', 'cancelled', 'stale'),
  boundary('locked-in', 'cancelled', 'stale'),
  boundary('timelocked', 'ready', 'timelock-over'),
  boundary('timelocked', 'signalling', 'timelock-over'),
  boundary('signalling', 'locked-in', 'ready-delegates'),
  boundary('signalling', 'timed-out', 'not-ready'),
  boundary('locked-in', 'actioned', 'activation-epoch'),
  boundary('ready', 'actioned', 'executed'),
  boundary('ready', 'exec-failed', 'not-executable'),
  boundary('exec-failed', 'actioned', 'executed'),
  boundary('exec-failed', 'expired', 'grace-over'),
  action('assigned', 'in-progress', 'progress'),
  action('assigned', 'review', 'evidence'),
  action('in-progress', 'review', 'evidence'),
  action('review', 'in-progress', 'sent-back'),
  action('review', 'actioned', 'accepted'),
  boundary('assigned', 'cancelled', 'counter-vote'),
  boundary('in-progress', 'cancelled', 'counter-vote'),
  boundary('review', 'cancelled', 'counter-vote'),
]

/** Whether a transition is one of the table. */
export function isTransition(from: Transition['from'], to: ProposalState, reason: Reason): boolean {
  return TRANSITIONS.some((one) => one.from === from && one.to === to && one.reason === reason)
}
