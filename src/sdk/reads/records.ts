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

/** How much a coin counts, in millionths, by duration in days from 0 to 1,050. */
export interface VoteWeights {
  /** The proposal that carried the script. */
  readonly proposal: number
  /** The first epoch whose delegates are elected by them. */
  readonly fromEpoch: number
  readonly plain: readonly number[]
  readonly autoStake: readonly number[]
  /** With auto-stake. */
  readonly selfStake: readonly number[]
}

export interface Randomness {
  readonly height: number
  readonly mix: Hex
  readonly reveals: number
}

/** A value as it stands in genesis files and in proposals. */
export interface RuleText {
  readonly name: string
  readonly value: string
}

/** What the network began with. Values of rules are texts, as in genesis files. */
export interface GenesisFacts {
  readonly network: string
  readonly chainId: number
  readonly genesisHash: Hex
  readonly timeMs: number
  readonly supplyRau: bigint
  readonly rewardFundRau: bigint
  readonly randomnessSeed: Hex
  readonly rules: readonly RuleText[]
  readonly schedule: readonly { readonly fromEpoch: number; readonly rules: readonly RuleText[] }[]
  /** How many there are; the rows come with `getGenesisEntries`. */
  readonly accounts: number
  readonly delegates: number
  readonly buckets: number
}

/** Rows of the lists of genesis, by section. */
export interface GenesisEntries {
  readonly accounts: { readonly address: Address; readonly balanceRau: bigint }
  readonly delegates: {
    readonly name: string
    readonly owner: Address
    readonly operator: Address
    readonly reward: Address
    readonly blsKey: Hex | null
    readonly consensusKey: Hex | null
    readonly rewardExempt: boolean
    /** Index of a bucket. */
    readonly selfStakeBucket: number | null
  }
  readonly buckets: {
    /** Name of the delegate that it votes for. */
    readonly delegate: string
    readonly owner: Address
    readonly amountRau: bigint
    readonly durationDays: number
    readonly autoStake: boolean
  }
}

export interface AccountState {
  readonly address: Address
  readonly nonce: number
  readonly balanceRau: bigint
  /** Granted and not claimed. */
  readonly unclaimedRau: bigint
}
