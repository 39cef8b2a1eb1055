// The numbers of events and calls are places in these lists. A test holds them equal to the protocol's.

export { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'

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

export const PROPOSAL_REASONS = [
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
export type ProposalReason = (typeof PROPOSAL_REASONS)[number]

export const PAYLOAD_KINDS = [
  'directive',
  'policy',
  'treasury',
  'upgrade',
  'script',
  'cancel',
] as const
export type PayloadKind = (typeof PAYLOAD_KINDS)[number]
