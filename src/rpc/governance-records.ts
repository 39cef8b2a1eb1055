/** Reads of governance: plain records of the state at the head. How they look as JSON is in `views/governance-view.ts`. */
import type { Address } from '#base/address.ts'
import type { ProposalClass } from '#params/proposal-classes.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import type { ProposalState } from '#protocol/governance/lifecycle.ts'
import type {
  Ballot,
  Enactment,
  Progress,
  Proposal,
  SoftwareVersion,
  Stream,
  Support,
} from '#protocol/governance/state.ts'
import type { Status } from '#protocol/outcome.ts'
import type { Page, Paged } from './queries.ts'

export interface GovernanceQueries {
  /** Newest first. */
  proposals(filter: ProposalFilter, page: Page): Paged<ProposalSummaryRecord>
  /** `undefined` when there is none. */
  proposal(id: number): ProposalRecord | undefined
  /** In the order in which voters came; `undefined` when there is no such proposal. */
  proposalBallots(id: number, page: Page): Paged<BallotRecord> | undefined
  proposalSupports(id: number, page: Page): Paged<SupportRecord> | undefined
  governancePower(account: Address): PowerRecord
  /** Of a proposal that is there. */
  voteKeys(id: number, account: Address): VoteKeys
  /** Streams newest first. */
  treasury(page: Page): TreasuryRecord
  softwareVersion(): SoftwareRecord
}

/** Keys of the records from which the vote of an account is counted; `undefined` where there is none. */
export interface VoteKeys {
  readonly power: Address | undefined
  readonly delegation: number | undefined
  readonly delegatedPower: string | undefined
  readonly ballot: number | undefined
}

export interface ProposalFilter {
  /** Any of these; all when missing. */
  readonly states?: readonly ProposalState[]
  readonly class?: ProposalClass
  readonly proposer?: Address
  /** Only those that are not over. */
  readonly live?: boolean
}

export interface ProposalSummaryRecord {
  readonly proposal: Proposal
  readonly live: boolean
  readonly support: SupportSum
  /** `undefined` before the vote opens. */
  readonly vote: VoteSum | undefined
  /** What comes next; `undefined` when nothing does. */
  readonly next: Step | undefined
}

export interface SupportSum {
  readonly supportRau: bigint
  readonly supporters: number
  /** All aged power: at the last boundary, from qualification on at that one. */
  readonly totalRau: bigint
  readonly quorumBps: number
  /** The least that reaches the quorum. */
  readonly neededRau: bigint
  readonly neededSupporters: number
}

export interface VoteSum {
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
  readonly ballots: number
  readonly totalRau: bigint
  readonly quorumBps: number
  readonly approvalBps: number
  readonly quorumMode: Rules['quorumMode']
  /** What it would be judged as with the ballots that are in. */
  readonly passes: boolean
  readonly reason: 'no-quorum' | 'no-majority' | 'majority'
  readonly lateFlip: boolean
  readonly extendedEpochs: number
  /** Ballots that the final count has gone through. */
  readonly counted: number
  /** Delegations of the class that the vote looks at, and those that it has looked at. */
  readonly delegations: number
  readonly delegationsDone: number
}

export const STEPS = [
  'submitted',
  'checks',
  'qualification',
  'vote-opens',
  'vote-ends',
  'verdict',
  'timelock-ends',
  'readiness',
  'activation',
  'action',
  'effect',
  'due',
  'review',
  'end',
] as const
export type StepName = (typeof STEPS)[number]

/** A step of a proposal. It happens at the end of `epoch`; `submitted` within it, `activation` and `effect` with its beginning. */
export interface Step {
  readonly step: StepName
  /** Of a step to come, the earliest; `undefined` when it depends on people and not on time. */
  readonly epoch: number | undefined
  /** The last epoch in which it can happen; then the proposal lapses, times out or expires. */
  readonly latestEpoch: number | undefined
  readonly done: boolean
}

/** Of the rules that the proposal lives under. */
export interface TermsRecord {
  readonly supportWindowEpochs: number
  readonly debateEpochs: number
  readonly noticeEpochs: number
  readonly votingEpochs: number
  readonly timelockEpochs: number
  readonly graceEpochs: number
  readonly cooldownEpochs: number
  readonly maturityEpochs: number
  readonly closingWindowEpochs: number
}

export interface NamedDelegate {
  readonly id: Address
  readonly name: string | undefined
}

export interface ProposalRecord extends ProposalSummaryRecord {
  readonly payload: Payload
  readonly terms: TermsRecord
  readonly steps: readonly Step[]
  /** Why it could not be put into action as things stand; not looked for when it is over. */
  readonly obstacle: Status | undefined
  /** Of software changes: the rest is `undefined` for other kinds. */
  readonly attestations:
    | {
        readonly green: readonly NamedDelegate[]
        readonly red: readonly NamedDelegate[]
        readonly needed: number
      }
    | undefined
  readonly readiness:
    | {
        readonly ready: readonly NamedDelegate[]
        /** Of these, consensus delegates of the running epoch. */
        readonly seated: number
        readonly seats: number
        readonly neededBps: number
      }
    | undefined
  /** Of directives. */
  readonly directive:
    | { readonly assignee: Address; readonly progress: Progress | undefined }
    | undefined
  /** Of policies that were put into action. */
  readonly enactment: Enactment | undefined
}

export interface BallotRecord {
  readonly ballot: Ballot
  /** Power that others gave to the voter in this vote. */
  readonly delegatedRau: bigint
}

export interface SupportRecord {
  readonly support: Support
  /** For the revision as it is now. */
  readonly counts: boolean
  /** `undefined` once the proposal is over: power of then is not kept. */
  readonly powerRau: bigint | undefined
}

export interface PowerRecord {
  readonly account: Address
  /** The boundary that was last: its end. */
  readonly epoch: number
  /** As things stand, in the running epoch. */
  readonly powerRau: bigint
  readonly excluded: boolean
  readonly classes: readonly {
    readonly class: ProposalClass
    readonly maturityEpochs: number
    readonly agedRau: bigint
    readonly totalRau: bigint
    readonly delegate: Address | undefined
  }[]
}

export interface TreasuryRecord {
  readonly balanceRau: bigint
  /** Due to streams and not paid, since the fund had too little. */
  readonly owedRau: bigint
  readonly sharePermille: number
  readonly streams: Paged<StreamRecord>
}

export interface StreamRecord {
  readonly stream: number
  readonly record: Stream
  /** It stands still: the rule `heldPayees` names its account. */
  readonly isHeld: boolean
}

export interface SoftwareRecord {
  readonly current: SoftwareVersion
  /** Locked in and not active yet. */
  readonly next: (SoftwareVersion & { readonly name: string }) | undefined
}
