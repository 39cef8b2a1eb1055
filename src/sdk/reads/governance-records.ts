import type { Address, Hex } from 'viem'
import type { PayloadKind, ProposalClass, ProposalState } from '../governance/names.ts'
import type { Payload } from '../governance/payload.ts'
import type { Page } from './ask.ts'

// What the reads of governance answer. Epochs that are not known yet are null.

export type ProposalStepName =
  | 'submitted'
  | 'checks'
  | 'qualification'
  | 'vote-opens'
  | 'vote-ends'
  | 'verdict'
  | 'timelock-ends'
  | 'readiness'
  | 'activation'
  | 'action'
  | 'effect'
  | 'due'
  | 'review'
  | 'end'

/** A step of a proposal. It happens at the end of `epoch`; `submitted` within it, `activation` and `effect` with its beginning. */
export interface ProposalStep {
  readonly step: ProposalStepName
  /** Of a step to come, the earliest; null when it depends on people alone. */
  readonly epoch: number | null
  /** The last epoch in which it can happen. */
  readonly latestEpoch: number | null
  readonly done: boolean
}

export interface ProposalSupportSum {
  readonly supportRau: bigint
  readonly supporters: number
  readonly totalRau: bigint
  readonly shareBps: number
  readonly quorumBps: number
  readonly neededRau: bigint
  readonly neededSupporters: number
  readonly reached: boolean
}

export interface ProposalVoteSum {
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
  readonly ballots: number
  readonly totalRau: bigint
  readonly turnoutBps: number
  readonly quorumBps: number
  /** Part of yes in yes and no. */
  readonly yesBps: number
  /** What yes must exceed. */
  readonly approvalBps: number
  readonly quorumMode: 'turnout' | 'padded'
  /** As it would be judged with the ballots that are in. */
  readonly passes: boolean
  readonly reason: 'no-quorum' | 'no-majority' | 'majority'
  readonly lateFlip: boolean
  readonly extendedEpochs: number
  readonly counted: number
  readonly delegations: number
  readonly delegationsDone: number
}

export interface ProposalSummary {
  readonly id: number
  readonly title: string
  readonly proposer: Address
  readonly class: ProposalClass
  readonly kind: PayloadKind
  /** Debate, vote and timelock are the short ones. */
  readonly short: boolean
  readonly state: ProposalState
  readonly revision: number
  readonly payloadRevision: number
  readonly root: Hex
  readonly textHash: Hex
  readonly payloadHash: Hex
  /** 0 once it was settled. */
  readonly depositRau: bigint
  readonly submittedEpoch: number
  readonly revisedEpoch: number
  readonly qualifiedEpoch: number | null
  readonly openedEpoch: number | null
  readonly voteEndEpoch: number | null
  readonly confirmedEpoch: number | null
  readonly timelockEndEpoch: number | null
  readonly dueEpoch: number | null
  readonly changedEpoch: number
  readonly overdue: boolean
  readonly live: boolean
  readonly support: ProposalSupportSum
  /** Null before the vote opens. */
  readonly vote: ProposalVoteSum | null
  /** Null when nothing comes. */
  readonly next: ProposalStep | null
}

export interface NamedDelegate {
  readonly delegate: Address
  readonly name: string | null
}

export interface Proposal extends ProposalSummary {
  readonly payload: Payload
  readonly terms: {
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
  readonly steps: readonly ProposalStep[]
  /** Why it could not be put into action as things stand. */
  readonly obstacle: {
    readonly code: number
    readonly error: string
    readonly meaning: string
  } | null
  readonly attestations: {
    readonly green: readonly NamedDelegate[]
    readonly red: readonly NamedDelegate[]
    readonly needed: number
  } | null
  readonly readiness: {
    readonly ready: readonly NamedDelegate[]
    readonly seated: number
    readonly seats: number
    readonly neededBps: number
  } | null
  readonly directive: {
    readonly assignee: Address
    readonly percent: number
    readonly reportedEpoch: number | null
    readonly evidenceHash: Hex | null
    readonly accepted: readonly Address[]
    readonly refused: readonly Address[]
  } | null
  readonly enactment: {
    readonly epoch: number
    readonly fromEpoch: number
    readonly changes: readonly {
      readonly name: string
      readonly before: string
      readonly after: string
    }[]
    readonly sunsetEpoch: number | null
    readonly over: boolean
  } | null
}

export interface ProposalBallot {
  readonly voter: Address
  readonly yesBps: number
  readonly noBps: number
  readonly abstainBps: number
  readonly ownRau: bigint
  readonly delegatedRau: bigint
  /** Decimal number of a signed ballot; null for one by transaction. */
  readonly nonce: string | null
}

export interface ProposalSupport {
  readonly account: Address
  readonly revision: number
  readonly editorial: boolean
  readonly counts: boolean
  /** Null once the proposal is over. */
  readonly powerRau: bigint | null
}

export interface GovernancePower {
  readonly account: Address
  readonly ioAccount: string
  /** The boundary that was last. */
  readonly epoch: number
  readonly powerRau: bigint
  readonly excluded: boolean
  readonly classes: readonly {
    readonly class: ProposalClass
    readonly maturityEpochs: number
    readonly agedRau: bigint
    readonly totalRau: bigint
    readonly delegate: Address | null
  }[]
}

export interface TreasuryStream {
  readonly stream: number
  readonly proposal: number
  readonly to: Address
  readonly perEpochRau: bigint
  readonly epochsLeft: number
  readonly owedRau: bigint
  readonly paidRau: bigint
  /** It stands still: neither paid nor counted down, since the rule `heldPayees` names its account. */
  readonly held: boolean
}

export interface Treasury {
  readonly balanceRau: bigint
  readonly owedRau: bigint
  readonly sharePermille: number
  readonly streams: Page<TreasuryStream>
}

export interface SoftwareVersion {
  readonly version: number
  /** Null: genesis. */
  readonly proposal: number | null
  readonly bundleRoot: Hex
  readonly fromEpoch: number
  readonly next: {
    readonly version: number
    readonly proposal: number
    readonly name: string
    readonly bundleRoot: Hex
    readonly fromEpoch: number
  } | null
}
