/** What a change would have done: plain records. How they look as JSON is in `views/impact-view.ts`. */
import type { Address } from '#base/address.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import type { PayloadKind } from '#protocol/governance/payload-kinds.ts'
import type { PaidEpoch } from '#protocol/impact/pay-again.ts'
import type { Gap, RewardSums } from '#protocol/impact/settle-again.ts'
import type { Profile } from '#protocol/delegates/state.ts'

export interface ImpactRequest {
  readonly payload: Payload
  /** A voter. */
  readonly account?: Address
  /** The only delegate that is wanted, and its rewards epoch by epoch. */
  readonly delegate?: Address
  /** 1 to `MAX_IMPACT_EPOCHS`. */
  readonly epochs: number
}

export interface ImpactRecord {
  readonly kind: PayloadKind
  /** Settled epochs that were settled again, oldest first. Empty when the change has no figures there. */
  readonly epochs: readonly EpochImpact[]
  /** Epochs of those asked for that cannot be told. */
  readonly gaps: readonly { readonly epoch: number; readonly gap: Gap; readonly reason: string }[]
  /** Sums over `epochs`. */
  readonly sum: Pair<EpochSums>
  /** Sums over `epochs` for each delegate that was granted something, or would have been. */
  readonly delegates: readonly (NamedDelegate & Pair<RewardSums>)[]
  readonly set: SetImpact | undefined
  readonly treasury: readonly PaidEpoch[] | undefined
  readonly voter: VoterImpact | undefined
  /** What of the change has no figure, and why. */
  readonly noFigures: readonly { readonly change: string; readonly reason: string }[]
  /** What was taken for granted, in sentences. */
  readonly notes: readonly string[]
}

export interface Pair<T> {
  readonly before: T
  readonly after: T
}

export interface NamedDelegate {
  readonly delegate: Address
  readonly name: string
}

export interface EpochSums extends RewardSums {
  readonly communityRau: bigint
  readonly slashedRau: bigint
}

export interface EpochImpact extends Pair<EpochSums> {
  readonly epoch: number
  /** Delegates that the epoch is held against. */
  readonly unproductive: Pair<number>
  /** Of the delegate that was asked for. */
  readonly delegate: Pair<RewardSums> | undefined
}

export interface SetImpact extends Pair<readonly ImpactSeat[]> {
  /** The first epoch that has no set yet. */
  readonly epoch: number
}

export interface ImpactSeat extends NamedDelegate {
  readonly rank: number
  readonly votesRau: bigint
  readonly producer: boolean
}

export interface VoterImpact {
  readonly account: Address
  readonly delegates: readonly VoterDelegate[]
}

export interface VoterDelegate extends NamedDelegate, Pair<RewardSums> {
  readonly votesRau: bigint
  /** All votes of the delegate. */
  readonly ofRau: bigint
  /** Undefined when the delegate publishes nothing. */
  readonly commissions:
    | Pick<Profile, 'blockCommissionBps' | 'epochCommissionBps' | 'bonusCommissionBps'>
    | undefined
  /** What the commissions leave of the share. Undefined without commissions. */
  readonly promised: Pair<bigint> | undefined
}
