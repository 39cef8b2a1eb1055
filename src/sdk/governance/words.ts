import {
  PROPOSAL_CLASSES,
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
  type ProposalReason,
  type ProposalState,
} from './names.ts'

const STATE_WORDS: Readonly<Record<ProposalState, string>> = {
  submitted: 'is submitted',
  rejected: 'is rejected',
  support: 'looks for support',
  lapsed: 'has lapsed',
  withdrawn: 'is withdrawn',
  qualified: 'has qualified for a vote',
  voting: 'is voted on',
  extended: 'is voted on for longer',
  tallying: 'is being counted',
  defeated: 'is defeated',
  confirmed: 'is confirmed',
  timelocked: 'waits in its timelock',
  signalling: 'waits for delegates to be ready',
  'locked-in': 'is locked in',
  ready: 'is ready',
  actioned: 'is put into action',
  'exec-failed': 'could not be put into action yet',
  expired: 'has expired',
  'timed-out': 'has timed out',
  cancelled: 'is cancelled',
  assigned: 'is assigned',
  'in-progress': 'is in progress',
  review: 'is under review',
}

const REASON_WORDS: Readonly<Record<ProposalReason, string>> = {
  submitted: 'its deposit is paid',
  'checks-passed': 'it passed the checks',
  'checks-failed': 'it did not pass the checks',
  'attested-red': 'consensus delegates tried it and found it bad',
  revised: 'its proposer revised it',
  'withdrawn-by-proposer': 'its proposer took it back',
  'window-over': 'its time to find support is over',
  'support-quorum': 'enough power supports it',
  'slot-free': 'its notice is over and a slot is free',
  'late-flip': 'its outcome turned at the last moment',
  'vote-over': 'its vote is over',
  'no-quorum': 'too little power took part',
  'no-majority': 'too little of it said yes',
  majority: 'a majority said yes',
  queued: 'it waits for its action',
  stale: 'the network has moved away from what it expects',
  'timelock-over': 'its timelock is over',
  guardian: 'the guardian stopped it',
  'counter-vote': 'a counter-vote stopped it',
  'ready-delegates': 'enough consensus delegates are ready',
  'not-ready': 'too few consensus delegates were ready in time',
  'activation-epoch': 'its epoch begins',
  executed: 'it was carried out',
  'not-executable': 'it cannot be carried out as things stand',
  'grace-over': 'its time of grace is over',
  assigned: 'its assignee has the task',
  progress: 'its assignee reported',
  evidence: 'its assignee brought evidence',
  'sent-back': 'its evidence was sent back',
  accepted: 'its evidence was accepted',
}

/** Words behind “proposal 7”, for a state or its number. */
export function stateWords(state: ProposalState | number): string {
  const name = typeof state === 'number' ? PROPOSAL_STATES[state] : state
  return name === undefined ? `is in state ${state}` : STATE_WORDS[name]
}

/** Why a proposal came into a state. */
export function reasonWords(reason: ProposalReason | number): string {
  const name = typeof reason === 'number' ? PROPOSAL_REASONS[reason] : reason
  return name === undefined ? `reason ${reason}` : REASON_WORDS[name]
}

export function classWord(number: number): string {
  return PROPOSAL_CLASSES[number] ?? `class ${number}`
}
