import type { Address } from '#base/address.ts'
import type { Rules } from './rule-table.ts'

/** The parsed and checked genesis: what `initChain` builds the first state from. The file format is read by `genesis-file.ts`. */
export interface Genesis {
  /** Ethereum chain id. */
  readonly chainId: number
  readonly name: string
  readonly timeMs: number
  /** Rules of epoch 1. */
  readonly rules: Rules
  /** Later changes by schedule (the phases), ascending by epoch. */
  readonly schedule: readonly { readonly fromEpoch: number; readonly set: Partial<Rules> }[]
  /** Declared Σ of everything below; checked. */
  readonly supplyRau: bigint
  readonly rewardFundRau: bigint
  /** Seed of the randomness: 32 bytes. */
  readonly randomnessSeed: Uint8Array
  readonly accounts: readonly { readonly address: Address; readonly balanceRau: bigint }[]
  readonly delegates: readonly GenesisDelegate[]
  /** Buckets in order of their index, self-stake buckets among them. */
  readonly buckets: readonly GenesisBucket[]
}

export interface GenesisDelegate {
  readonly name: string
  readonly owner: Address
  readonly operator: Address
  readonly reward: Address
  readonly blsKey: Uint8Array
  readonly consensusKey: Uint8Array
  readonly rewardExempt: boolean
  /** Index into `buckets` of the self-stake bucket; undefined when there is none. */
  readonly selfStakeBucket: number | undefined
}

export interface GenesisBucket {
  readonly delegate: string
  readonly owner: Address
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
}
