import {
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
} from './store.ts'

/** Where the chain stands: part of the state so that every block changes the app hash. */
export interface Head {
  readonly height: number
  readonly timeMs: number
  /** The engine's hash of this block; at height 0 that of the genesis. */
  readonly hash: Uint8Array
  /** Merkle root over the receipts of this block. */
  readonly receiptsRoot: Uint8Array
  /** Validator who was named as proposer of this block. */
  readonly proposer: string
}

/** What never changes after genesis. */
export interface Identity {
  readonly chainId: number
  readonly genesisTimeMs: number
  /** keccak256 of the genesis in canonical form. */
  readonly genesisHash: Uint8Array
  /** Σ of all balances, at any time. */
  readonly supplyRau: bigint
}

const headSchema: CollectionSchema<number, Head> = {
  module: 'chain',
  name: 'head',
  key: numberKey,
  value: recordCodec<Head>({
    height: field.u64,
    timeMs: field.u64,
    hash: field.bytes,
    receiptsRoot: field.bytes,
    proposer: field.text,
  }),
}

const identitySchema: CollectionSchema<number, Identity> = {
  module: 'chain',
  name: 'identity',
  key: numberKey,
  value: recordCodec<Identity>({
    chainId: field.u64,
    genesisTimeMs: field.u64,
    genesisHash: field.bytes,
    supplyRau: field.uint,
  }),
}

export interface ChainState {
  /** One record, key `ONLY`. */
  readonly head: Collection<number, Head>
  /** One record, key `ONLY`. */
  readonly identity: Collection<number, Identity>
}

export function openChain(store: Store): ChainState {
  return { head: store.open(headSchema), identity: store.open(identitySchema) }
}
