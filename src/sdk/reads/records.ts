import type { Address, Hex } from 'viem'

// What the reads answer. Amounts are in Rau, heights and epochs count from 1, times are named by their unit.

export interface NetworkStatus {
  readonly network: string
  readonly chainId: number
  readonly client: string
  readonly genesisHash: Hex
  readonly genesisTimeMs: number
  readonly height: number
  readonly blockHash: Hex
  readonly appHash: Hex
  readonly timeMs: number
  readonly epoch: number
  readonly startHeight: number
  readonly electionHeight: number
  readonly endHeight: number
  readonly delegates: number
  readonly buckets: number
  readonly supplyRau: bigint
  readonly stakedRau: bigint
  readonly fund: Fund
  readonly pool: { readonly pending: number; readonly queued: number }
  readonly peers: number
  readonly syncing: boolean
  /** A development network: its clock and its delegates can be steered. */
  readonly dev: boolean
}

/** The reward fund. */
export interface Fund {
  readonly availableRau: bigint
  readonly unclaimedRau: bigint
  readonly owedRau: bigint
}

export interface Seat {
  readonly rank: number
  readonly delegate: Address
  readonly name: string | null
  readonly registration: number
  readonly votesRau: bigint
  readonly producer: boolean
  readonly consensusKey: Hex
}

/** The consensus delegates of an epoch. */
export interface ElectedSet {
  readonly epoch: number
  readonly electedHeight: number
  readonly origin: 'elected' | 'continued'
  /** The randomness of which the producers were drawn. */
  readonly mix: Hex
  readonly seats: readonly Seat[]
}

export interface ActivityCounts {
  readonly produced: number
  readonly missed: number
  readonly signed: number
  readonly absent: number
}

export interface ActivityRow extends ActivityCounts {
  readonly delegate: Address
  readonly name: string | null
  readonly unproductive: boolean
}

/** What an epoch paid in all. */
export interface Settlement {
  readonly epoch: number
  readonly height: number
  readonly blockRau: bigint
  readonly epochRau: bigint
  readonly foundationRau: bigint
  readonly creditedRau: bigint
  readonly owedRau: bigint
  readonly debtsPaidRau: bigint
  readonly slashedRau: bigint
}

export interface Epoch {
  readonly epoch: number
  readonly phase: 'past' | 'running' | 'next'
  readonly startHeight: number
  readonly electionHeight: number
  readonly endHeight: number
  readonly set: ElectedSet | null
  readonly activity: readonly ActivityRow[]
  readonly settlement: Settlement | null
}

export interface RankingEntry {
  readonly rank: number
  readonly delegate: Address
  readonly name: string
  readonly registration: number
  readonly votesRau: bigint
  /** What counts in an election: less on probation. */
  readonly effectiveVotesRau: bigint
  readonly selfStakeRau: bigint
  readonly onProbation: boolean
  readonly eligible: boolean
  /** Why it takes no part in the election. */
  readonly reason: string | null
}

export interface ProjectedSeat {
  readonly rank: number
  readonly delegate: Address
  readonly name: string
  readonly votesRau: bigint
  readonly seatedNow: boolean
  /** Would be drawn if the randomness of now were that of the election. */
  readonly drawnNow: boolean
}

export interface ProjectedSet {
  readonly epoch: number
  readonly origin: 'elected' | 'continued'
  readonly seats: readonly ProjectedSeat[]
}

export interface Profile {
  readonly version: number
  readonly height: number
  readonly displayName: string
  readonly group: string
  readonly website: string
  readonly region: string
  readonly logoHash: Hex | null
  readonly textHash: Hex | null
  readonly links: readonly string[]
  readonly blockCommissionBps: number
  readonly epochCommissionBps: number
  readonly bonusCommissionBps: number
}

export interface Delegate {
  readonly id: Address
  readonly ioId: string
  readonly name: string
  readonly registration: number
  readonly owner: Address
  readonly operator: Address
  readonly ioOperator: string
  readonly reward: Address
  readonly blsKey: Hex | null
  readonly consensusKey: Hex | null
  readonly validator: string | null
  readonly selfStakeBucket: number | null
  readonly selfStakeRau: bigint
  readonly votesRau: bigint
  readonly effectiveVotesRau: bigint
  readonly rank: number | null
  readonly eligible: boolean
  readonly reason: string | null
  readonly role: 'producer' | 'verifier' | 'none'
  readonly buckets: number
  /** Unproductive epochs within the window; more than 0 is probation. */
  readonly probationEpochs: number
  readonly activity: ActivityCounts
  /** Null: not asked for; otherwise waiting, or the height from which it may be confirmed. */
  readonly exit: null | 'queued' | number
  readonly retired: boolean
  readonly rewardExempt: boolean
  readonly offline: boolean
  readonly profile: Profile | null
}

export interface Bucket {
  readonly index: number
  readonly delegate: Address
  readonly delegateName: string
  readonly owner: Address
  readonly ioOwner: string
  readonly amountRau: bigint
  readonly votesRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  readonly createdSeconds: number
  readonly stakedSeconds: number
  readonly unstakedSeconds: number | null
  readonly withdrawableSeconds: number | null
  readonly selfStake: boolean
  readonly endorsement: 'none' | 'endorsed' | 'ending' | 'expired'
}

export interface Debt {
  readonly epoch: number
  readonly kind: 'block' | 'epoch' | 'foundation' | 'community'
  readonly delegate: Address
  readonly amountRau: bigint
}

export interface Rewards {
  readonly address: Address
  readonly ioAddress: string
  readonly unclaimedRau: bigint
  readonly owed: readonly Debt[]
}

export interface Rule {
  /** A number, true or false, one of several words, or decimal text for amounts in Rau. */
  readonly value: number | string | boolean
  readonly unit: string
  readonly class: 'policy' | 'technical' | 'meta'
  readonly meaning: string
}

export interface ScheduledBlock {
  readonly height: number
  readonly validator: string
  readonly delegate: Address | null
  readonly name: string | null
}

export interface Randomness {
  readonly height: number
  readonly mix: Hex
  readonly reveals: number
}
