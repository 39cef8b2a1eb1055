import type { Rules } from '#params/rule-table.ts'
import type { GovernanceAction, GovernanceState } from './governance-types.ts'

/** The rules that the model reads: the values of the chain's own table. */
export type ModelRules = Rules

/** An account as lower-case `0x…` text of 20 bytes. */
export type Account = string

/**
 * What everyone who acts brings along. The fee is paid before anything else, and kept when the
 * action is refused.
 */
type Sent = {
  readonly sender: Account
  /** Bytes of payload, 0 when missing. */
  readonly payloadBytes?: number
  /** Price of one gas that the transaction really pays; that of the rules when missing. */
  readonly gasPriceRau?: bigint
}

export type ModelAction = Sent &
  (
    | { readonly kind: 'transfer'; readonly to: Account; readonly amountRau: bigint }
    | {
        readonly kind: 'createStake'
        readonly name: string
        readonly amountRau: bigint
        readonly days: number
        readonly autoStake: boolean
      }
    | { readonly kind: 'depositToStake'; readonly bucket: number; readonly amountRau: bigint }
    | { readonly kind: 'unstake' | 'withdrawStake' | 'migrateStake'; readonly bucket: number }
    | {
        readonly kind: 'restake'
        readonly bucket: number
        readonly days: number
        readonly autoStake: boolean
      }
    | { readonly kind: 'changeCandidate'; readonly bucket: number; readonly name: string }
    | { readonly kind: 'transferStake'; readonly bucket: number; readonly newOwner: Account }
    | {
        readonly kind: 'register'
        readonly name: string
        readonly operator: Account
        readonly reward: Account
        readonly owner: Account
        readonly amountRau: bigint
        readonly days: number
        readonly autoStake: boolean
        /** BLS key as hex text; the stake is then the value of the transaction. */
        readonly blsKey?: string
        /** The model does not know curves: whoever drives it says when a key is no point. */
        readonly isBadBlsKey?: boolean
      }
    | {
        readonly kind: 'update'
        readonly name: string
        readonly operator: Account
        readonly reward: Account
        readonly blsKey?: string
        readonly isBadBlsKey?: boolean
      }
    | {
        readonly kind: 'setConsensusKey'
        readonly key: string
        readonly isBadKey?: boolean
        readonly isBadProof?: boolean
      }
    | {
        readonly kind: 'activate' | 'endorse' | 'intentToRevoke' | 'revokeEndorsement'
        readonly bucket: number
      }
    | { readonly kind: 'transferOwnership'; readonly newOwner: Account }
    | { readonly kind: 'requestExit' | 'confirmExit' | 'cancelExit' }
    | { readonly kind: 'claim'; readonly amountRau: bigint }
    | { readonly kind: 'claimFor'; readonly account: Account; readonly amountRau: bigint }
    | { readonly kind: 'deposit'; readonly amountRau: bigint }
    | GovernanceAction
  )

export type ActionOf<Kind extends ModelAction['kind']> = Extract<
  ModelAction,
  { readonly kind: Kind }
>

export type Bucket = {
  readonly index: number
  candidate: Account
  owner: Account
  amountRau: bigint
  days: number
  autoStake: boolean
  readonly createdSeconds: number
  stakedSeconds: number
  /** 0 while it is staked. */
  unstakedSeconds: number
}

/** How much a coin counts, in millionths, by duration in days: 0 to 1050. */
export type Weights = {
  readonly plain: readonly number[]
  readonly autoStake: readonly number[]
  /** With auto-stake. */
  readonly selfStake: readonly number[]
}

export type Candidate = {
  readonly id: Account
  readonly registration: number
  name: string
  owner: Account
  operator: Account
  reward: Account
  selfStakeBucket: number | undefined
  blsKey: string
  /** ed25519 key as hex text, or empty. */
  consensusKey: string
  /**
   * Height from which an exit may be confirmed; undefined when none was asked for, Infinity while
   * it waits.
   */
  exitHeight: number | undefined
  retired: boolean
  readonly rewardExempt: boolean
}

export type Debt = { readonly reward: Account; amountRau: bigint }

export type ElectedSet = {
  readonly origin: 'elected' | 'continued'
  /** By rank. */
  readonly delegates: readonly Account[]
  /** In draw order. */
  readonly producers: readonly Account[]
}

/** What a delegate did in an epoch, as the driver of the model saw it. */
export type Activity = {
  readonly delegate: Account
  readonly produced: number
  readonly missed: number
  readonly signed: number
  readonly absent: number
  readonly faults: number
}

/**
 * Everything that the model remembers. Nothing in it is derived: sums are counted anew whenever
 * they are needed.
 */
export type ModelState = {
  rules: ModelRules
  height: number
  timeSeconds: number
  readonly balances: Map<Account, bigint>
  readonly buckets: Map<number, Bucket>
  nextBucket: number
  readonly candidates: Map<Account, Candidate>
  /** Undefined while the formula is in force. */
  weights: Weights | undefined
  /** By bucket, the height at which the endorsement ends; Infinity while nothing is announced. */
  readonly endorsements: Map<number, number>
  readonly exitQueue: Account[]
  lastExitEpoch: number
  fundRau: bigint
  readonly unclaimed: Map<Account, bigint>
  readonly debts: Debt[]
  /** By epoch: who was unproductive. */
  readonly unproductive: Map<number, readonly Account[]>
  /** By epoch: for how many epochs that is held against somebody, as the rules of the epoch said. */
  readonly probationWindows: Map<number, number>
  readonly sets: Map<number, ElectedSet>
  /** By epoch: who shares its reward, with the votes that count, best first. */
  readonly rankings: Map<number, readonly { readonly id: Account; readonly votesRau: bigint }[]>
  readonly governance: GovernanceState
}

/** The outcome of an action: 0 when it was done, else the number of the refusal. */
export type OutcomeCode = number
