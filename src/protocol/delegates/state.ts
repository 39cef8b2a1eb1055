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
import { createDelegateIndex, type DelegateIndex } from './delegate-index.ts'

/** A registered delegate (a *candidate* in IoTeX's ABI). */
export interface Delegate {
  /** Identity: the owner at registration, or derived from it; never changes. */
  readonly id: Address
  /** 1, 2, 3 … in order of registration: an identifier nobody can choose. */
  readonly registration: number
  readonly name: string
  readonly owner: Address
  readonly operator: Address
  readonly reward: Address
  /** Index of the self-stake bucket; `NO_BUCKET` when there is none. */
  readonly selfStakeBucket: number
  readonly selfStakeRau: bigint
  /** BLS12-381 public key (48 bytes), or empty. */
  readonly blsKey: Uint8Array
  /** ed25519 public key (32 bytes) with which its node signs blocks, or empty. */
  readonly consensusKey: Uint8Array
  /** Height from which an exit may be confirmed; 0 none asked for, `EXIT_QUEUED` waiting for admission. */
  readonly exitHeight: number
  /** Out of the election for good: it has confirmed its exit. */
  readonly retired: boolean
  /** Gets neither epoch reward nor bonus (set in genesis). */
  readonly rewardExempt: boolean
  /** Version of the profile; 0 before the first. */
  readonly profileVersion: number
}

export const NO_BUCKET = Number.MAX_SAFE_INTEGER
export const EXIT_QUEUED = Number.MAX_SAFE_INTEGER

/** What a delegate says of itself. Every change makes a new version and an event. */
export interface Profile {
  readonly version: number
  /** Height at which this version was set. */
  readonly height: number
  readonly displayName: string
  readonly group: string
  readonly website: string
  readonly region: string
  /** keccak256 of the logo file, or empty. */
  readonly logoHash: Uint8Array
  /** keccak256 of the full text, or empty. */
  readonly textHash: Uint8Array
  readonly links: readonly string[]
  /** Parts of each kind of reward that the delegate keeps, in basis points (10,000 = all). */
  readonly blockCommissionBps: number
  readonly epochCommissionBps: number
  readonly bonusCommissionBps: number
}

export const PROFILE_LIMITS = {
  displayNameBytes: 64,
  groupBytes: 32,
  websiteBytes: 128,
  regionBytes: 64,
  links: 8,
  linkBytes: 128,
} as const

export interface DelegateTotals {
  /** Registration number of the next delegate. */
  readonly nextRegistration: number
  /** Exit queue: identities wait in the slots `exitHead` to `exitTail − 1`. */
  readonly exitHead: number
  readonly exitTail: number
  /** Epoch in which an exit was admitted last; 0 never. */
  readonly lastExitEpoch: number
}

const delegatesSchema: CollectionSchema<Address, Delegate> = {
  module: 'delegates',
  name: 'delegates',
  key: addressKey,
  value: recordCodec<Delegate>({
    id: field.address,
    registration: field.u64,
    name: field.text,
    owner: field.address,
    operator: field.address,
    reward: field.address,
    selfStakeBucket: field.u64,
    selfStakeRau: field.uint,
    blsKey: field.bytes,
    consensusKey: field.bytes,
    exitHeight: field.u64,
    retired: field.bool,
    rewardExempt: field.bool,
    profileVersion: field.u32,
  }),
}

const profilesSchema: CollectionSchema<Address, Profile> = {
  module: 'delegates',
  name: 'profiles',
  key: addressKey,
  value: recordCodec<Profile>({
    version: field.u32,
    height: field.u64,
    displayName: field.text,
    group: field.text,
    website: field.text,
    region: field.text,
    logoHash: field.bytes,
    textHash: field.bytes,
    links: field.list({ encode: (w, v) => void w.text(v), decode: (r) => r.text() }),
    blockCommissionBps: field.u32,
    epochCommissionBps: field.u32,
    bonusCommissionBps: field.u32,
  }),
}

const totalsSchema: CollectionSchema<number, DelegateTotals> = {
  module: 'delegates',
  name: 'totals',
  key: numberKey,
  value: recordCodec<DelegateTotals>({
    nextRegistration: field.u64,
    exitHead: field.u64,
    exitTail: field.u64,
    lastExitEpoch: field.u64,
  }),
}

const exitQueueSchema: CollectionSchema<number, Address> = {
  module: 'delegates',
  name: 'exitQueue',
  key: numberKey,
  value: addressKey,
}

export interface DelegatesState {
  /** By identity. */
  readonly delegates: Collection<Address, Delegate>
  /** The newest profile by identity; older ones are in the events. */
  readonly profiles: Collection<Address, Profile>
  /** One record, key `ONLY`. */
  readonly totals: Collection<number, DelegateTotals>
  readonly exitQueue: Collection<number, Address>
  /** Derived: identity by name, owner, operator and consensus key, each of which is unique. */
  readonly index: DelegateIndex
}

export function openDelegates(store: Store): DelegatesState {
  const index = createDelegateIndex()
  return {
    delegates: store.open(delegatesSchema, index.onChange),
    profiles: store.open(profilesSchema),
    totals: store.open(totalsSchema),
    exitQueue: store.open(exitQueueSchema),
    index,
  }
}
