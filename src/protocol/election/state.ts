import type { Address } from '#base/address.ts'
import type { Codec } from '#base/codec.ts'
import {
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
} from '../store.ts'

/** One of the consensus delegates of an epoch, as frozen at the election point. */
export interface Seat {
  readonly delegate: Address
  readonly registration: number
  readonly votesRau: bigint
  /** Drawn to produce blocks; the others verify. */
  readonly producer: boolean
  /** ed25519 public key with which it signs in this epoch. */
  readonly consensusKey: Uint8Array
  /** BLS public key of its reveals in this epoch, or empty. Frozen: a key changed later would be a choice of reveals. */
  readonly blsKey: Uint8Array
}

const seatCodec: Codec<Seat> = recordCodec<Seat>({
  delegate: field.address,
  registration: field.u64,
  votesRau: field.uint,
  producer: field.bool,
  consensusKey: field.bytes,
  blsKey: field.bytes,
})

/** How a set came about: by an election, or by carrying on because nobody was eligible. */
export type SetOrigin = 'elected' | 'continued'

/** The consensus delegates of an epoch, by rank. */
export interface ElectedSet {
  readonly epoch: number
  /** Height of the election point. */
  readonly electedHeight: number
  /** The randomness of which the lot was drawn: 32 bytes. */
  readonly mix: Uint8Array
  readonly origin: SetOrigin
  readonly seats: readonly Seat[]
}

const setsSchema: CollectionSchema<number, ElectedSet> = {
  module: 'election',
  name: 'sets',
  key: numberKey,
  value: recordCodec<ElectedSet>({
    epoch: field.u64,
    electedHeight: field.u64,
    mix: field.bytes,
    origin: [(w, v) => void w.bool(v === 'continued'), (r) => (r.bool() ? 'continued' : 'elected')],
    seats: field.list(seatCodec),
  }),
}

/** The running randomness. */
export interface Randomness {
  readonly mix: Uint8Array
  /** Reveals mixed in so far. */
  readonly reveals: number
}

const randomnessSchema: CollectionSchema<number, Randomness> = {
  module: 'election',
  name: 'randomness',
  key: numberKey,
  value: recordCodec<Randomness>({ mix: field.bytes, reveals: field.u64 }),
}

/** Settled epochs whose rankings are kept, so that their rewards can be worked out again. */
export const KEPT_RANKINGS = 30

/** The ranking that the next epoch's rewards go by: all ranked delegates at the election point. */
export interface RankedDelegate {
  readonly delegate: Address
  readonly votesRau: bigint
}

const rankingsSchema: CollectionSchema<number, readonly RankedDelegate[]> = {
  module: 'election',
  name: 'rankings',
  key: numberKey,
  value: {
    encode: (writer, value) => {
      writer.list(value, (w, one) => w.address(one.delegate).uint(one.votesRau))
    },
    decode: (reader) => reader.list((r) => ({ delegate: r.address(), votesRau: r.uint() })),
  },
}

export interface ElectionState {
  /** By epoch; the next one appears at the election point. All are kept. */
  readonly sets: Collection<number, ElectedSet>
  /** By epoch, ranks that take part in the epoch reward: the next one's, the running one's, and `KEPT_RANKINGS` before it. */
  readonly rankings: Collection<number, readonly RankedDelegate[]>
  /** One record, key `ONLY`. */
  readonly randomness: Collection<number, Randomness>
}

export function openElection(store: Store): ElectionState {
  return {
    sets: store.open(setsSchema),
    rankings: store.open(rankingsSchema),
    randomness: store.open(randomnessSchema),
  }
}
