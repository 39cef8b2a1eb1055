import type { Address } from 'viem'
import type { PayloadKind } from '../governance/names.ts'

/** As it was, and as it would have been under the change. */
export interface ImpactPair<T> {
  readonly before: T
  readonly after: T
}

export interface ImpactRewards {
  readonly blockRau: bigint
  /** By votes, without the part of the community fund. */
  readonly epochRau: bigint
  readonly foundationRau: bigint
}

export interface ImpactSums extends ImpactRewards {
  readonly communityRau: bigint
  readonly slashedRau: bigint
}

export interface ImpactDelegate extends ImpactPair<ImpactRewards> {
  readonly delegate: Address
  readonly name: string
}

export interface ImpactEpoch extends ImpactPair<ImpactSums> {
  readonly epoch: number
  /** Delegates that the epoch is held against. */
  readonly unproductive: ImpactPair<number>
  /** Of the delegate that was asked for. */
  readonly delegate: ImpactPair<ImpactRewards> | null
}

export interface ImpactSeat {
  readonly rank: number
  readonly delegate: Address
  readonly name: string
  readonly votesRau: bigint
  readonly producer: boolean
}

/** What one epoch would bring into the community fund and pay out of it. */
export interface ImpactPayment {
  readonly epoch: number
  readonly inflowRau: bigint
  readonly dueRau: bigint
  readonly paidRau: bigint
  /** Due and not paid so far. */
  readonly owedRau: bigint
  /** Left in the fund. */
  readonly fundRau: bigint
}

/** A voter’s part of a delegate’s rewards, by votes. */
export interface ImpactVote extends ImpactDelegate {
  readonly votesRau: bigint
  /** All votes of the delegate. */
  readonly ofRau: bigint
  /** In basis points, as the delegate publishes them; null when it publishes nothing. The chain does not enforce them. */
  readonly commissions: {
    readonly blockBps: number
    readonly epochBps: number
    readonly bonusBps: number
  } | null
  /** What the commissions leave of the part. */
  readonly promised: { readonly beforeRau: bigint; readonly afterRau: bigint } | null
}

/** What a change would have done over the last epochs. */
export interface ProposalImpact {
  /** Null for one that is not on chain. */
  readonly proposal: number | null
  readonly kind: PayloadKind
  /** Epochs that the node settled again, oldest first. */
  readonly epochs: readonly ImpactEpoch[]
  /** Epochs that cannot be told, and why. */
  readonly gaps: readonly {
    readonly epoch: number
    readonly gap: 'not-settled' | 'activity' | 'ranking' | 'rules' | 'differs'
    readonly reason: string
  }[]
  /** Over all `epochs`. */
  readonly sum: ImpactPair<ImpactSums>
  /** Over all `epochs`. */
  readonly delegates: readonly ImpactDelegate[]
  /** Who would be elected now; null when the change does not touch it. */
  readonly set: (ImpactPair<readonly ImpactSeat[]> & { readonly epoch: number }) | null
  /** Of payments; null for other kinds. */
  readonly treasury: readonly ImpactPayment[] | null
  /** Of the account that was asked for. */
  readonly voter: { readonly account: Address; readonly delegates: readonly ImpactVote[] } | null
  /** Parts of the change that running the chain again tells nothing about. */
  readonly noFigures: readonly { readonly change: string; readonly reason: string }[]
  /** What the figures take for granted. */
  readonly notes: readonly string[]
}
