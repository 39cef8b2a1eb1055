import type { Address } from '#base/address.ts'
import type { Codec } from '#base/codec.ts'
import { type WeightTable, weightTableCodec } from '#formulas/votes-by-table.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
} from '../store.ts'
import { type BucketIndex, createBucketIndex } from './bucket-index.ts'

/** Coins locked for a time, whose weight counts as votes for one delegate. */
export interface Bucket {
  /** Given in order of creation, never used again. */
  readonly index: number
  /** Identity of the delegate that the bucket votes for. */
  readonly delegate: Address
  readonly owner: Address
  readonly amountRau: bigint
  /** The chosen duration, 0 to 1050 days; it does not shrink as time passes. */
  readonly durationDays: number
  readonly autoStake: boolean
  /** Unix seconds. */
  readonly createdSeconds: number
  /** Unix seconds; the duration counts from here. */
  readonly stakedSeconds: number
  /** Unix seconds; 0 while the bucket is staked. */
  readonly unstakedSeconds: number
}

const bucketCodec: Codec<Bucket> = {
  encode: (writer, value) => {
    writer
      .u64(value.index)
      .address(value.delegate)
      .address(value.owner)
      .uint(value.amountRau)
      .u32(value.durationDays)
      .bool(value.autoStake)
      .u64(value.createdSeconds)
      .u64(value.stakedSeconds)
      .u64(value.unstakedSeconds)
  },
  decode: (reader) => ({
    index: reader.u64(),
    delegate: reader.address(),
    owner: reader.address(),
    amountRau: reader.uint(),
    durationDays: reader.u32(),
    autoStake: reader.bool(),
    createdSeconds: reader.u64(),
    stakedSeconds: reader.u64(),
    unstakedSeconds: reader.u64(),
  }),
}

/** Sums over all buckets, kept as they change. */
export interface StakingTotals {
  /** Index of the next bucket. */
  readonly nextIndex: number
  /** Σ amount of all buckets, unstaked ones included: the balance of the staking address. */
  readonly amountRau: bigint
}

/** A bucket of somebody else that backs a delegate's self-stake. */
export interface Endorsement {
  /** Height at which it ends; `ENDORSED` while it stands. */
  readonly expireHeight: number
}

/** `expireHeight` of an endorsement that nobody revokes. */
export const ENDORSED = Number.MAX_SAFE_INTEGER

/** Vote weights that a script gave, in the place of the built-in formula. */
export interface VoteWeights {
  /** The proposal that carried the script. */
  readonly proposal: number
  /** The first epoch whose delegates are elected by them. */
  readonly fromEpoch: number
  readonly table: WeightTable
}

const bucketsSchema: CollectionSchema<number, Bucket> = {
  module: 'staking',
  name: 'buckets',
  key: numberKey,
  value: bucketCodec,
}

const votesSchema: CollectionSchema<Address, bigint> = {
  module: 'staking',
  name: 'votes',
  key: addressKey,
  value: {
    encode: (writer, value) => {
      writer.uint(value)
    },
    decode: (reader) => reader.uint(),
  },
}

const totalsSchema: CollectionSchema<number, StakingTotals> = {
  module: 'staking',
  name: 'totals',
  key: numberKey,
  value: recordCodec<StakingTotals>({ nextIndex: field.u64, amountRau: field.uint }),
}

const endorsementsSchema: CollectionSchema<number, Endorsement> = {
  module: 'staking',
  name: 'endorsements',
  key: numberKey,
  value: recordCodec<Endorsement>({ expireHeight: field.u64 }),
}

const weightsSchema: CollectionSchema<number, VoteWeights> = {
  module: 'staking',
  name: 'weights',
  key: numberKey,
  value: recordCodec<VoteWeights>({
    proposal: field.u64,
    fromEpoch: field.u64,
    table: [weightTableCodec.encode, weightTableCodec.decode],
  }),
}

export interface StakingState {
  readonly buckets: Collection<number, Bucket>
  /** Weighted votes by delegate identity, kept as buckets change; equal to a recount at any time. */
  readonly votes: Collection<Address, bigint>
  /** One record, key `ONLY`. */
  readonly totals: Collection<number, StakingTotals>
  /** By bucket index. */
  readonly endorsements: Collection<number, Endorsement>
  /** One record, key `ONLY`; missing while the built-in formula is in force. */
  readonly weights: Collection<number, VoteWeights>
  /** Derived: bucket indexes by owner and by delegate. */
  readonly index: BucketIndex
}

export function openStaking(store: Store): StakingState {
  const index = createBucketIndex()
  return {
    buckets: store.open(bucketsSchema, index.onChange),
    votes: store.open(votesSchema),
    totals: store.open(totalsSchema),
    endorsements: store.open(endorsementsSchema),
    weights: store.open(weightsSchema),
    index,
  }
}
