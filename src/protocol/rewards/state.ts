import type { Address } from '#base/address.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
} from '../store.ts'

/**
 * Why coins were granted. The first three go to delegates and have the numbers of IoTeX's reward logs; `community` is the part of the
 * epoch reward that goes to the community fund.
 */
export const GRANT_KINDS = ['block', 'epoch', 'foundation', 'community'] as const
export type GrantKind = (typeof GRANT_KINDS)[number]

/** The reward fund. Its coins are the balance of the rewarding address: available + Σ unclaimed. */
export interface Fund {
  /** Not promised to anyone. */
  readonly availableRau: bigint
  /** Granted and not claimed yet. */
  readonly unclaimedRau: bigint
  /** Granted while the fund was dry: owed, paid first as soon as there are coins. */
  readonly owedRau: bigint
  /** Open debts stand in the slots `owedHead` to `owedTail − 1`. */
  readonly owedHead: number
  readonly owedTail: number
}

/** A grant, or a part of one, that the fund could not cover. */
export interface Debt {
  readonly epoch: number
  readonly kind: GrantKind
  readonly delegate: Address
  readonly reward: Address
  readonly amountRau: bigint
}

/** What an epoch's settlement granted in all, for the record. */
export interface Settlement {
  readonly epoch: number
  readonly height: number
  readonly blockRau: bigint
  /** By votes, with the part of the community fund. */
  readonly epochRau: bigint
  readonly foundationRau: bigint
  /** Of these, credited at once. */
  readonly creditedRau: bigint
  /** Of these, owed. */
  readonly owedRau: bigint
  /** Older debts paid by this settlement. */
  readonly debtsPaidRau: bigint
  readonly slashedRau: bigint
}

const kindField = [
  (w: import('#base/codec.ts').Writer, v: GrantKind) => void w.u8(GRANT_KINDS.indexOf(v)),
  (r: import('#base/codec.ts').Reader) => GRANT_KINDS[r.u8()] as GrantKind,
] as const

const fundSchema: CollectionSchema<number, Fund> = {
  module: 'rewards',
  name: 'fund',
  key: numberKey,
  value: recordCodec<Fund>({
    availableRau: field.uint,
    unclaimedRau: field.uint,
    owedRau: field.uint,
    owedHead: field.u64,
    owedTail: field.u64,
  }),
}

const unclaimedSchema: CollectionSchema<Address, bigint> = {
  module: 'rewards',
  name: 'unclaimed',
  key: addressKey,
  value: { encode: (w, v) => void w.uint(v), decode: (r) => r.uint() },
}

const debtsSchema: CollectionSchema<number, Debt> = {
  module: 'rewards',
  name: 'debts',
  key: numberKey,
  value: recordCodec<Debt>({
    epoch: field.u64,
    kind: kindField,
    delegate: field.address,
    reward: field.address,
    amountRau: field.uint,
  }),
}

const settlementsSchema: CollectionSchema<number, Settlement> = {
  module: 'rewards',
  name: 'settlements',
  key: numberKey,
  value: recordCodec<Settlement>({
    epoch: field.u64,
    height: field.u64,
    blockRau: field.uint,
    epochRau: field.uint,
    foundationRau: field.uint,
    creditedRau: field.uint,
    owedRau: field.uint,
    debtsPaidRau: field.uint,
    slashedRau: field.uint,
  }),
}

export interface RewardsState {
  /** One record, key `ONLY`. */
  readonly fund: Collection<number, Fund>
  /** By reward address. */
  readonly unclaimed: Collection<Address, bigint>
  readonly debts: Collection<number, Debt>
  /** By epoch. */
  readonly settlements: Collection<number, Settlement>
}

export function openRewards(store: Store): RewardsState {
  return {
    fund: store.open(fundSchema),
    unclaimed: store.open(unclaimedSchema),
    debts: store.open(debtsSchema),
    settlements: store.open(settlementsSchema),
  }
}
