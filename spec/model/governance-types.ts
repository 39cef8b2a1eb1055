import type { ProposalClass } from '#params/proposal-classes.ts'
import type { Account, Bucket, ModelRules, Weights } from './types.ts'

export type { ProposalClass }

export type RuleSet = { readonly name: string; readonly expected: string; readonly value: string }

/** What a proposal asks for. Bytes that the model does not look at are left out. */
export type ModelPayload =
  | { readonly kind: 'directive'; readonly assignee: Account; readonly dueEpochs: number }
  | { readonly kind: 'policy'; readonly sets: readonly RuleSet[]; readonly sunsetEpochs: number }
  | {
      readonly kind: 'treasury'
      readonly payments: readonly {
        readonly to: Account
        readonly perEpochRau: bigint
        readonly epochs: number
      }[]
    }
  | {
      readonly kind: 'upgrade'
      readonly name: string
      readonly version: number
      readonly bundleBytes: bigint
      readonly artifacts: readonly unknown[]
      readonly activationEpochs: number
    }
  | { readonly kind: 'script'; readonly slot: string; readonly source: string }
  | { readonly kind: 'cancel'; readonly proposal: bigint }

/** What a proposal says: `payloadHash` is keccak256 over the kind's number and the ABI bytes, as hex text. */
export type ModelContent = {
  readonly title: string
  readonly text: string
  readonly payload: ModelPayload
  readonly payloadHash: string
}

export type BallotWords = {
  readonly id: bigint
  /** Root of the revision, as hex text. */
  readonly root: string
  readonly yesBps: number
  readonly noBps: number
  readonly abstainBps: number
}

export type RelayedBallot = BallotWords & {
  readonly voter: Account
  readonly nonce: bigint
  /** The model knows no curves: whoever drives it says whether the voter signed exactly this. */
  readonly isSignedByVoter: boolean
}

/** What people can do about proposals. */
export type GovernanceAction =
  | ({ readonly kind: 'propose'; readonly valueRau: bigint } & ModelContent)
  | ({ readonly kind: 'revise'; readonly id: bigint } & ModelContent)
  | { readonly kind: 'withdraw'; readonly id: bigint }
  | { readonly kind: 'unsupport'; readonly id: bigint }
  | { readonly kind: 'signalReady'; readonly id: bigint }
  | {
      readonly kind: 'support'
      readonly id: bigint
      readonly root: string
      readonly editorial: boolean
    }
  | ({ readonly kind: 'castBallot' } & BallotWords)
  | { readonly kind: 'relayBallots'; readonly ballots: readonly RelayedBallot[] }
  | { readonly kind: 'delegatePower'; readonly class: number; readonly delegate: Account }
  | {
      readonly kind: 'attest'
      readonly id: bigint
      readonly root: string
      readonly green: boolean
    }
  | { readonly kind: 'veto'; readonly id: bigint; readonly reason: string }
  | {
      readonly kind: 'reportProgress'
      readonly id: bigint
      readonly percent: number
      readonly text: string
    }
  | {
      readonly kind: 'reviewDirective'
      readonly id: bigint
      readonly accept: boolean
      readonly text: string
    }

export type Votes = { readonly yesRau: bigint; readonly noRau: bigint; readonly abstainRau: bigint }

export type SupportSums = {
  readonly supportRau: bigint
  readonly supporters: number
  readonly editorialRau: bigint
  readonly editorialSupporters: number
}

export type ModelBallot = {
  readonly yesBps: number
  readonly noBps: number
  readonly nonce: bigint
}

export type ModelProposal = {
  readonly id: number
  readonly proposer: Account
  readonly class: ProposalClass
  /** Rules of the epoch of its submission: they hold for it to the end. */
  readonly rules: ModelRules
  readonly submittedEpoch: number
  content: ModelContent
  short: boolean
  state: string
  revision: number
  payloadRevision: number
  root: string
  depositRau: bigint
  revisedEpoch: number
  qualifiedEpoch: number
  totalRau: bigint
  pastTurnoutBps: number
  openedEpoch: number
  voteEndEpoch: number
  extendedEpochs: number
  confirmedEpoch: number
  timelockEndEpoch: number
  dueEpoch: number
  changedEpoch: number
  overdue: boolean
  lateFlip: boolean
  /** In the order of the first support of each. */
  readonly supports: Map<
    Account,
    { readonly revision: number; readonly payloadRevision: number; readonly editorial: boolean }
  >
  /** The sums with which the search for support ended. */
  finalSupport: SupportSums | undefined
  /** In the order of the first ballot of each. */
  readonly ballots: Map<Account, ModelBallot>
  /** Delegations of the class that there were when the vote opened, and how many were looked at. */
  delegations: number
  delegationsSeen: number
  ballotsSeen: number
  attestations: { revision: number; green: readonly Account[]; red: readonly Account[] }
  ready: readonly Account[]
  accepted: readonly Account[]
  refused: readonly Account[]
}

export type ModelEnactment = {
  readonly proposal: number
  readonly epoch: number
  readonly fromEpoch: number
  readonly sets: readonly RuleSet[]
  readonly sunsetEpoch: number
  over: boolean
}

export type ModelStream = {
  readonly proposal: number
  readonly to: Account
  readonly perEpochRau: bigint
  epochsLeft: number
  owedRau: bigint
  paidRau: bigint
}

/**
 * What a script computes, written as a plain function: the model runs no scripts. Undefined: no
 * answer that can be used.
 */
export type Formula = {
  readonly share?: (input: {
    readonly epoch: number
    readonly rewardRau: bigint
    readonly candidates: readonly {
      readonly delegate: Account
      readonly votesRau: bigint
      readonly unproductive: boolean
    }[]
  }) => readonly bigint[] | undefined
  readonly community?: (input: {
    readonly epoch: number
    readonly rewardRau: bigint
    readonly fundRau: bigint
  }) => bigint | undefined
  readonly weights?: () => Weights
}

/** Everything that is remembered about proposals. Sums are counted anew whenever they are needed. */
export type GovernanceState = {
  /** The epoch that runs. */
  epoch: number
  /** The epoch at whose end power was counted last. */
  lastBoundary: number
  version: number
  readonly proposals: Map<number, ModelProposal>
  /** By class, in the order in which each account first delegated. */
  readonly delegations: Record<
    ProposalClass,
    {
      readonly delegator: Account
      readonly points: { readonly epoch: number; readonly delegate: Account | undefined }[]
    }[]
  >
  /** All buckets as they were at the end of each epoch; 0 is genesis. */
  readonly bucketsAt: Map<number, readonly Readonly<Bucket>[]>
  /** Texts of rules by the epoch from which they hold: 0 has all of them. */
  readonly ruleTexts: Map<number, ReadonlyMap<string, string>>
  readonly enactments: ModelEnactment[]
  readonly streams: ModelStream[]
  /** By payload hash: first epoch in which it may be proposed again. */
  readonly cooldowns: Map<string, number>
  readonly scripts: { readonly slot: string; readonly fromEpoch: number; readonly source: string }[]
  readonly formulas: ReadonlyMap<string, Formula>
  readonly turnoutBps: Record<ProposalClass, number>
  /** Only to save time; whatever is in here follows from the rest. */
  readonly memory: {
    readonly powers: Map<number, ReadonlyMap<Account, bigint>>
    readonly rules: Map<number, ModelRules>
  }
}
