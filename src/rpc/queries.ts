/** Reads of the `boule_` namespace: plain records of the state at the head. How they look as JSON is in `boule-views.ts`. */
import type { Address } from '#base/address.ts'
import type { Rules } from '#params/rule-table.ts'
import type { ValidatorAddress } from '#protocol/abci.ts'
import type { Delegate, Profile } from '#protocol/delegates/state.ts'
import type { RankingObstacle } from '#protocol/election/ranking.ts'
import type { ElectedSet, Randomness, SetOrigin } from '#protocol/election/state.ts'
import type { Activity, ActivityRow } from '#protocol/liveness/state.ts'
import type { Debt, Fund, Settlement } from '#protocol/rewards/state.ts'
import type { Bucket, VoteWeights } from '#protocol/staking/state.ts'
import type { GovernanceQueries } from './governance-records.ts'

export interface BouleQueries {
  status(): NetworkStatus
  /** The running epoch when `epoch` is missing; `undefined` when it is neither past, running nor next. */
  epoch(epoch?: number): EpochRecord | undefined
  /** All ranked delegates, best first. */
  ranking(page: Page): Paged<RankingEntry>
  /** The set that an election now would give. */
  projectedSet(): ProjectedSet
  /** The set that waits in line; `undefined` before the election point. */
  nextSet(): ElectedSet | undefined
  /** Cheap: for naming the delegates of a list. */
  delegateName(id: Address): string | undefined
  /** By identity (0x… or io1…) or name. */
  delegate(nameOrId: string): DelegateRecord | undefined
  /** In order of registration. */
  delegates(page: Page): Paged<DelegateRecord>
  /** In order of index: all, of an owner, for a delegate, or both. */
  buckets(
    of: { readonly owner?: Address; readonly delegate?: Address },
    page: Page,
  ): Paged<BucketRecord>
  bucket(index: number): BucketRecord | undefined
  rewards(address: Address): RewardsRecord
  fund(): Fund
  /** `undefined` when the epoch is not settled. */
  settlement(epoch: number): Settlement | undefined
  /** Rules of an epoch up to the next one; of the next block when missing. `undefined` when not known yet. */
  rules(epoch?: number): Rules | undefined
  /** Round-0 proposers of the next `count` heights, as far as they are certain (no validator update in between). */
  schedule(count: number): readonly ScheduledBlock[]
  randomness(): Randomness
  /** Vote weights that a script gave; `undefined` while the built-in formula is in force. */
  weights(): VoteWeights | undefined
  readonly governance: GovernanceQueries
}

export interface Page {
  readonly offset: number
  readonly limit: number
}

export interface Paged<T> {
  readonly total: number
  readonly items: readonly T[]
}

export interface NetworkStatus {
  readonly name: string
  readonly genesisHash: Uint8Array
  readonly genesisTimeMs: number
  readonly height: number
  readonly epoch: number
  readonly startHeight: number
  readonly electionHeight: number
  readonly endHeight: number
  readonly delegates: number
  readonly buckets: number
  readonly supplyRau: bigint
  /** Σ amount of all buckets. */
  readonly stakedRau: bigint
}

export type EpochPhase = 'past' | 'running' | 'next'

export interface EpochRecord {
  readonly epoch: number
  readonly phase: EpochPhase
  readonly startHeight: number
  /** Height of the block that elects the set of the following epoch. */
  readonly electionHeight: number
  readonly endHeight: number
  /** `undefined` for the next epoch before the election point. */
  readonly set: ElectedSet | undefined
  /** Settled figures of a past epoch, the figures so far of the running one. */
  readonly activity: readonly ActivityRow[]
  readonly settlement: Settlement | undefined
}

export interface RankingEntry {
  /** From 1. */
  readonly rank: number
  readonly delegate: Address
  readonly name: string
  readonly registration: number
  /** Weighted votes, before probation. */
  readonly votesRau: bigint
  /** What counts in an election: less on probation. */
  readonly effectiveVotesRau: bigint
  readonly selfStakeRau: bigint
  readonly onProbation: boolean
  /** Takes part in an election held now; otherwise `reason` says why not. */
  readonly eligible: boolean
  readonly reason: RankingObstacle | undefined
}

export interface ProjectedSet {
  /** The epoch for which it would be elected. */
  readonly epoch: number
  readonly origin: SetOrigin
  readonly seats: readonly ProjectedSeat[]
}

/** Producers are drawn at the election point with randomness that nobody knows before: here is who would be in the draw. */
export interface ProjectedSeat {
  readonly rank: number
  readonly delegate: Address
  readonly name: string
  readonly votesRau: bigint
  /** Whether it has a seat in the set of the running epoch. */
  readonly seatedNow: boolean
  /** Drawn if the randomness of the head were that of the election point. */
  readonly drawnNow: boolean
}

export interface DelegateRecord {
  readonly delegate: Delegate
  readonly profile: Profile | undefined
  readonly rank: number | undefined
  readonly votesRau: bigint
  readonly effectiveVotesRau: bigint
  /** See `RankingEntry`. */
  readonly eligible: boolean
  readonly reason: RankingObstacle | undefined
  /** Unproductive epochs within the window; 0: not on probation. */
  readonly probationEpochs: number
  readonly activity: Activity
  readonly buckets: number
  /** Undefined when it has no consensus key. */
  readonly validator: ValidatorAddress | undefined
  /** Its part in the running epoch. */
  readonly role: 'producer' | 'verifier' | 'none'
  readonly offline: boolean
}

export interface BucketRecord {
  readonly bucket: Bucket
  readonly delegateName: string
  readonly votesRau: bigint
  readonly selfStake: boolean
  /** Unix seconds from which it may be withdrawn; `undefined` while it is staked. */
  readonly withdrawableSeconds: number | undefined
  readonly endorsement: 'none' | 'endorsed' | 'ending' | 'expired'
}

export interface RewardsRecord {
  readonly address: Address
  readonly unclaimedRau: bigint
  /** Granted while the fund was dry. */
  readonly owed: readonly Debt[]
}

export interface ScheduledBlock {
  readonly height: number
  readonly validator: ValidatorAddress
  readonly delegate: Address | undefined
  readonly name: string | undefined
}
