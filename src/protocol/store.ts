import type { Address } from '#base/address.ts'
import { type Codec, type Reader, Writer } from '#base/codec.ts'

/** The modules of the state machine, in the order in which their roots enter the app hash. New ones go to the end. */
export const MODULES = [
  'accounts',
  'staking',
  'delegates',
  'election',
  'epochs',
  'rewards',
  'liveness',
  'params',
  'chain',
  'governance',
] as const
export type ModuleName = (typeof MODULES)[number]

/** Keys are addresses (or other text) and whole numbers. */
export type Key = string | number

/** What a collection holds: named once, in its module's `state.ts`. */
export interface CollectionSchema<K extends Key, V> {
  readonly module: ModuleName
  /** Unique in its module. */
  readonly name: string
  readonly key: Codec<K>
  readonly value: Codec<V>
}

/** Told of every change of one record: also when a change is undone, and when a snapshot is loaded. Keeps derived indexes. */
export type OnChange<K extends Key, V> = (
  key: K,
  before: V | undefined,
  after: V | undefined,
) => void

/**
 * Records of one kind by key. Values are plain, frozen by convention, and replaced as a whole.
 * Every record has a *slot*, given at its first insertion and part of the committed state: iteration goes by slot, so its
 * order is the same on every machine and after a restart.
 */
export interface Collection<K extends Key, V> {
  get(key: K): V | undefined
  has(key: K): boolean
  set(key: K, value: V): void
  /** No effect when there is no such record. A slot that became empty is not used again. */
  delete(key: K): void
  readonly size: number
  /** Grows with every change (undoing one is a change, too). For caches of derived values. */
  readonly version: number
  /** All records in slot order. The collection must not change meanwhile. */
  each(visit: (key: K, value: V) => void): void
}

/** Gives out the collections. Each schema is opened once, when the world is built. */
export interface Store {
  open<K extends Key, V>(
    schema: CollectionSchema<K, V>,
    onChange?: OnChange<K, V>,
  ): Collection<K, V>
}

/** Roots after a block: one per module in the order of `MODULES`, and the app hash over them. */
export interface StateRoots {
  readonly appHash: Uint8Array
  readonly modules: readonly { readonly module: ModuleName; readonly root: Uint8Array }[]
}

/** A store with an undo journal and a commitment: what the state machine runs on. */
export interface JournaledStore extends Store {
  /** A point to come back to. Marks nest; `commit` forgets all of them. */
  mark(): number
  /** Undoes every change since `mark`, newest first. */
  revertTo(mark: number): void
  /** Hashes what changed since the last call and returns the roots of the state as it stands. */
  computeRoots(): StateRoots
  /** Makes all changes final. */
  commit(): void
}

export const addressKey: Codec<Address> = {
  encode: (writer, key) => {
    writer.address(key)
  },
  decode: (reader) => reader.address(),
}

export const numberKey: Codec<number> = {
  encode: (writer, key) => {
    writer.u64(key)
  },
  decode: (reader) => reader.u64(),
}

export const textKey: Codec<string> = {
  encode: (writer, key) => {
    writer.text(key)
  },
  decode: (reader) => reader.text(),
}

/** The only key of a collection that holds one record. */
export const ONLY = 0

/** Codec of a record from its fields, in the order given. For records off the hot path. */
export function recordCodec<T extends object>(
  fields: {
    readonly [F in keyof T]-?: readonly [
      write: (writer: Writer, value: T[F]) => void,
      read: (reader: Reader) => T[F],
    ]
  },
): Codec<T> {
  const names: (keyof T)[] = []
  for (const name in fields) names.push(name)
  return {
    encode: (writer, value) => {
      for (const name of names) fields[name][0](writer, value[name])
    },
    decode: (reader) => {
      const value: Partial<T> = {}
      for (const name of names) value[name] = fields[name][1](reader)
      return value as T
    },
  }
}

type FieldCodec<T> = readonly [(writer: Writer, value: T) => void, (reader: Reader) => T]

/** Field codecs for `recordCodec`. */
export const field = {
  u8: [(w, v) => void w.u8(v), (r) => r.u8()] as FieldCodec<number>,
  u32: [(w, v) => void w.u32(v), (r) => r.u32()] as FieldCodec<number>,
  u64: [(w, v) => void w.u64(v), (r) => r.u64()] as FieldCodec<number>,
  uint: [(w, v) => void w.uint(v), (r) => r.uint()] as FieldCodec<bigint>,
  int: [(w, v) => void w.int(v), (r) => r.int()] as FieldCodec<bigint>,
  bool: [(w, v) => void w.bool(v), (r) => r.bool()] as FieldCodec<boolean>,
  text: [(w, v) => void w.text(v), (r) => r.text()] as FieldCodec<string>,
  bytes: [(w, v) => void w.bytes(v), (r) => r.bytes()] as FieldCodec<Uint8Array>,
  address: [(w, v) => void w.address(v), (r) => r.address()] as FieldCodec<Address>,
  list: <T>(codec: Codec<T>): FieldCodec<readonly T[]> => [
    (w, v) => void w.list(v, codec.encode),
    (r) => r.list(codec.decode),
  ],
  optional: <T>(one: FieldCodec<T>): FieldCodec<T | undefined> => [
    (w, v) => void w.optional(v, one[0]),
    (r) => r.optional(one[1]),
  ],
}
