/** What the live view shows: plain data, so that drawing it is a pure function. Amounts in Rau. */
export interface DevView {
  readonly network: string
  readonly chainId: number
  readonly rpcUrl: string
  /** Where the portal is, once it can be used. */
  readonly portalUrl?: string
  readonly block: ViewBlock
  readonly epoch: ViewEpoch
  readonly ranking: readonly ViewDelegate[]
  /** Delegates in all, of which `ranking` may show the first ones only. */
  readonly delegates: number
  /** The set that waits in line; undefined before the election point. */
  readonly nextSet: ViewNextSet | undefined
  /** What the last boundary paid; undefined before the first. */
  readonly payments: ViewPayments | undefined
  /** Those that are not over, newest first, at most a few. */
  readonly proposals: readonly ViewProposal[]
  /** Proposals under way in all. */
  readonly liveProposals: number
  /** What happened last, newest first, one sentence each. */
  readonly recent: readonly string[]
}

export interface ViewBlock {
  readonly height: number
  readonly timeMs: number
  readonly producer: string | undefined
  readonly transactions: number
}

export interface ViewEpoch {
  readonly epoch: number
  readonly startHeight: number
  readonly electionHeight: number
  readonly endHeight: number
}

/** A part that a delegate plays in an epoch. */
export type ViewRole = 'producer' | 'verifier' | 'none'

export interface ViewDelegate {
  readonly rank: number
  readonly name: string
  readonly votesRau: bigint
  /** Places won (or lost, below 0) since the epoch began; undefined for one that was not there. */
  readonly moved: number | undefined
  readonly role: ViewRole
  /** Undefined before the election point. */
  readonly nextRole: ViewRole | undefined
  /** Blocks of this epoch. */
  readonly produced: number
  readonly missed: number
  readonly onProbation: boolean
  readonly offline: boolean
}

export interface ViewNextSet {
  readonly epoch: number
  readonly electedHeight: number
  readonly producers: number
  readonly verifiers: number
  /** Names that have a seat then and have none now, and the other way round. */
  readonly joining: readonly string[]
  readonly leaving: readonly string[]
}

export interface ViewPayments {
  readonly epoch: number
  readonly blockRau: bigint
  readonly epochRau: bigint
  readonly foundationRau: bigint
  readonly owedRau: bigint
  /** Delegates that were paid, and the one that got most. */
  readonly paid: number
  readonly most: { readonly name: string; readonly amountRau: bigint } | undefined
}

export interface ViewProposal {
  readonly id: number
  readonly title: string
  /** Such as `is voted on`. */
  readonly state: string
  /** A bar with its figures: of the way to enough support, then of yes. */
  readonly figures: string
  /** What comes next, and in how many blocks. */
  readonly next: string
}
