import { type Address, addressFromBytes } from '#base/address.ts'
import { compareText, u64ToBytes } from '#base/bytes.ts'
import type { Codec } from '#base/codec.ts'
import { sha256 } from '#base/hash.ts'
import type { FinalizeBlockRequest } from '#protocol/abci.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type StateRoots,
  type Store,
  textKey,
} from '#protocol/store.ts'
import type { StoredBlock } from './block-log/stored-block.ts'
import type { Identity } from './snapshot/manifest.ts'
import { createMemoryStore, type MemoryStore } from './store/memory-store.ts'

/** A state machine of a few lines, with collections of every kind of key and operations of every kind of change. */
export interface Toy {
  readonly store: MemoryStore
  readonly collections: ToyCollections
  genesis(): void
  apply(block: StoredBlock): StateRoots
  /** Executes and commits block `height` and returns it as it is stored. */
  next(height: number): StoredBlock
}

export interface Item {
  readonly owner: Address
  readonly amountRau: bigint
}

export interface ToyCollections {
  readonly balances: Collection<Address, bigint>
  readonly items: Collection<number, Item>
  readonly notes: Collection<string, string>
  readonly counter: Collection<number, number>
  /** Derived: number of items by owner, kept by `onChange`. */
  readonly owned: Map<Address, number>
}

const amount: Codec<bigint> = { encode: (w, v) => void w.uint(v), decode: (r) => r.uint() }

export const balancesSchema: CollectionSchema<Address, bigint> = {
  module: 'accounts',
  name: 'balances',
  key: addressKey,
  value: amount,
}

export const itemsSchema: CollectionSchema<number, Item> = {
  module: 'staking',
  name: 'items',
  key: numberKey,
  value: recordCodec<Item>({ owner: field.address, amountRau: field.uint }),
}

const notesSchema: CollectionSchema<string, string> = {
  module: 'params',
  name: 'notes',
  key: textKey,
  value: textKey,
}

const counterSchema: CollectionSchema<number, number> = {
  module: 'chain',
  name: 'counter',
  key: numberKey,
  value: numberKey,
}

export const TOY_IDENTITY: Identity = { chainId: 424242, genesisHash: new Uint8Array(32).fill(7) }

export function toyAddress(i: number): Address {
  return addressFromBytes(sha256(u64ToBytes(i)).subarray(0, 20))
}

export function openToyCollections(store: Store): ToyCollections {
  const owned = new Map<Address, number>()
  const count = (owner: Address | undefined, change: number): void => {
    if (owner === undefined) return
    const total = (owned.get(owner) ?? 0) + change
    if (total === 0) owned.delete(owner)
    else owned.set(owner, total)
  }
  return {
    balances: store.open(balancesSchema),
    items: store.open(itemsSchema, (_key, before, after) => {
      count(before?.owner, -1)
      count(after?.owner, 1)
    }),
    notes: store.open(notesSchema),
    counter: store.open(counterSchema),
    owned,
  }
}

/** The request of a height: always the same. `transactions` of 32 bytes, from which the operations are read. */
function toyRequest(height: number, transactions = 6): FinalizeBlockRequest {
  const txs = Array.from({ length: transactions }, (_, i) => sha256(u64ToBytes(height * 1000 + i)))
  const validator = 'AB'.repeat(20)
  return {
    height,
    timeMs: 1_700_000_000_000 + height * 1000,
    hash: sha256(u64ToBytes(height)),
    proposerAddress: validator,
    txs,
    decidedLastCommit: {
      round: height % 3,
      votes: height === 1 ? [] : [{ validator, flag: height % 2 === 0 ? 'commit' : 'absent' }],
    },
    misbehavior:
      height % 5 === 0
        ? [{ type: 'duplicate-vote', validator, height: height - 1, timeMs: height * 7 }]
        : [],
  }
}

function runOperation(toy: ToyCollections, bytes: Uint8Array): void {
  const [kind, a, b] = [bytes[0] as number, bytes[1] as number, bytes[2] as number]
  const owner = toyAddress(a % 64)
  if (kind % 5 === 0) toy.balances.set(owner, (toy.balances.get(owner) ?? 0n) + BigInt(b) + 1n)
  else if (kind % 5 === 1) toy.items.set(a * 256 + b, { owner, amountRau: BigInt(b) ** 9n })
  else if (kind % 5 === 2) toy.notes.set(`note ${a % 40} é`, `${b} `.repeat(a % 20))
  else if (kind % 5 === 3) toy.notes.delete(`note ${b % 40} é`)
  else toy.balances.delete(owner)
}

function execute(
  toy: ToyCollections,
  store: MemoryStore,
  request: FinalizeBlockRequest,
): StateRoots {
  for (const tx of request.txs) {
    const mark = store.mark()
    for (let at = 0; at + 3 <= tx.length; at += 3) runOperation(toy, tx.subarray(at, at + 3))
    // One in four is refused half-way, as a transaction would be.
    if ((tx[31] as number) % 4 === 0) store.revertTo(mark)
  }
  toy.counter.set(0, request.height)
  return store.computeRoots()
}

export function createToy(): Toy {
  const store = createMemoryStore()
  const collections = openToyCollections(store)
  const run = (request: FinalizeBlockRequest): StateRoots => {
    const roots = execute(collections, store, request)
    store.commit()
    return roots
  }
  return {
    store,
    collections,
    genesis: () => {
      for (let i = 0; i < 20; i++) collections.balances.set(toyAddress(i), 1000n)
      collections.counter.set(0, 0)
      store.computeRoots()
      store.commit()
    },
    apply: (block) => run(block.request),
    next: (height) => {
      const request = toyRequest(height)
      return { request, roots: run(request) }
    },
  }
}

/** App hashes of the heights 0 to `height` of a toy that was never disturbed. */
export function undisturbedHashes(height: number): Uint8Array[] {
  const toy = createToy()
  toy.genesis()
  const hashes = [toy.store.roots.appHash]
  for (let h = 1; h <= height; h++) hashes.push(toy.next(h).roots.appHash)
  return hashes
}

/** Order for counts by owner, to compare them. */
export function byOwner(a: readonly [string, number], b: readonly [string, number]): number {
  return compareText(a[0], b[0])
}
