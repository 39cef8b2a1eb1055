import { assert } from '#base/assert.ts'
import { MAX_SLOTS } from '#base/state-proof.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  type Key,
  type OnChange,
} from '#protocol/store.ts'
import { type DirtyMark, DirtySlots } from './dirty-slots.ts'
import type { Journal, Undoable } from './journal.ts'
import { SlotIndex } from './slot-index.ts'

/** Slots in one piece of a table; the same as the leaves in one piece of its tree. */
export const CHUNK_SLOTS = 1024
const SHIFT = 10
const MASK = CHUNK_SLOTS - 1

interface Chunk<K, V> {
  keys: (K | undefined)[]
  values: (V | undefined)[]
  /** A view holds these arrays: they are copied before a change. */
  shared: boolean
}

/** The records of a table at one moment, in pieces of `CHUNK_SLOTS`. Undefined where a slot is empty. */
export interface TableView<K extends Key = Key, V = unknown> {
  readonly schema: CollectionSchema<K, V>
  readonly slots: number
  readonly size: number
  readonly positional: boolean
  readonly keys: readonly (readonly (K | undefined)[])[]
  readonly values: readonly (readonly (V | undefined)[])[]
}

/**
 * Records by slot, with an index from key to slot. The protocol sees it as a `Collection`; the rest is for commitment and
 * snapshots. Records are kept in pieces so that a view of a million of them costs microseconds (copying one flat array of a
 * million references took 22 ms) and growth never copies everything.
 */
export class Table<K extends Key = Key, V = unknown> implements Collection<K, V>, Undoable {
  readonly schema: CollectionSchema<K, V>
  readonly dirty = new DirtySlots()
  readonly #journal: Journal
  readonly #onChange: OnChange<K, V> | undefined
  readonly #chunks: Chunk<K, V>[] = []
  readonly #index: SlotIndex<K>
  #slots = 0
  #size = 0
  #version = 0
  /** Insertions whose key was not the slot it got. */
  #misplaced = 0

  constructor(
    schema: CollectionSchema<K, V>,
    journal: Journal,
    onChange: OnChange<K, V> | undefined,
  ) {
    this.schema = schema
    this.#journal = journal
    this.#onChange = onChange
    const keysAreAddresses = (schema.key as unknown) === addressKey
    this.#index = new SlotIndex<K>(keysAreAddresses, (visit) => this.#eachSlot(visit))
  }

  get size(): number {
    return this.#size
  }

  get version(): number {
    return this.#version
  }

  /** Slots given out so far, empty ones included. */
  get slots(): number {
    return this.#slots
  }

  /** True while every key ever inserted was its own slot. */
  get positional(): boolean {
    return this.#misplaced === 0
  }

  get(key: K): V | undefined {
    const slot = this.slotOf(key)
    return slot < 0 ? undefined : this.valueAt(slot)
  }

  has(key: K): boolean {
    return this.slotOf(key) >= 0
  }

  set(key: K, value: V): void {
    assert(value !== undefined, 'a record must be something')
    const slot = this.slotOf(key)
    if (slot < 0) {
      this.#insert(key, value)
      return
    }
    const before = this.valueAt(slot) as V
    if (before === value) return
    this.#writable(slot).values[slot & MASK] = value
    this.#journal.recordSet(this, slot, this.dirty.add(slot), before)
    this.#tell(key, before, value)
  }

  delete(key: K): void {
    const slot = this.slotOf(key)
    if (slot < 0) return
    const before = this.valueAt(slot) as V
    this.#put(slot, undefined, undefined)
    this.#index.remove(key)
    this.#size--
    this.#journal.recordDelete(this, slot, this.dirty.add(slot), key, before)
    this.#tell(key, before, undefined)
  }

  each(visit: (key: K, value: V) => void): void {
    const started = this.#version
    this.#eachSlot((key, slot) => visit(key, this.valueAt(slot) as V))
    assert(this.#version === started, 'a collection changed while it was visited')
  }

  /** The slot of a key's record; −1 when there is none. */
  slotOf(key: K): number {
    const slot = this.#index.candidate(key)
    return slot >= 0 && slot < this.#slots && this.keyAt(slot) === key ? slot : -1
  }

  keyAt(slot: number): K | undefined {
    return this.#chunks[slot >>> SHIFT]?.keys[slot & MASK]
  }

  valueAt(slot: number): V | undefined {
    return this.#chunks[slot >>> SHIFT]?.values[slot & MASK]
  }

  undoUpdate(slot: number, added: DirtyMark, before: unknown): void {
    const chunk = this.#writable(slot)
    const after = chunk.values[slot & MASK]
    chunk.values[slot & MASK] = before as V
    this.dirty.undo(slot, added)
    this.#tell(chunk.keys[slot & MASK] as K, after, before as V)
  }

  undoInsert(slot: number, added: DirtyMark): void {
    // Newest first, so the slot given out last is given back: slots do not depend on what was tried and undone.
    assert(slot === this.#slots - 1, 'an insertion is undone after those that came later')
    const key = this.keyAt(slot) as K
    const after = this.valueAt(slot)
    this.#put(slot, undefined, undefined)
    this.#index.remove(key)
    this.#slots = slot
    this.#size--
    if (key !== slot) this.#misplaced--
    this.dirty.undo(slot, added)
    this.#tell(key, after, undefined)
  }

  undoDelete(slot: number, added: DirtyMark, key: unknown, before: unknown): void {
    this.#put(slot, key as K, before as V)
    this.#index.insert(key as K, slot)
    this.#size++
    this.dirty.undo(slot, added)
    this.#tell(key as K, undefined, before as V)
  }

  /** The records as they stand. PERF: microseconds; afterwards the first change in each piece copies it (8 KB, 2 µs). */
  share(): TableView<K, V> {
    for (const chunk of this.#chunks) chunk.shared = true
    return {
      schema: this.schema,
      slots: this.#slots,
      size: this.#size,
      positional: this.positional,
      keys: this.#chunks.map((chunk) => chunk.keys),
      values: this.#chunks.map((chunk) => chunk.values),
    }
  }

  /** Makes room for the records of a restore. */
  reserve(slots: number): void {
    this.#index.reserve(slots)
  }

  /**
   * Puts records into the slots they had, from `firstSlot` on within one piece, without journal; undefined for an empty slot.
   * Slots come in ascending order.
   */
  restore(
    firstSlot: number,
    keys: readonly (K | undefined)[],
    values: readonly (V | undefined)[],
  ): void {
    const end = firstSlot + keys.length
    assert(firstSlot >= this.#slots && end <= MAX_SLOTS, 'slots are restored in ascending order')
    this.#slots = end
    const chunk = this.#writable(firstSlot)
    for (let i = 0, at = firstSlot & MASK; i < keys.length; i++, at++) {
      chunk.keys[at] = keys[i]
      chunk.values[at] = values[i]
    }
    // The index looks at the records when keys cease to be slots: they are there by now.
    this.#index.insertMany(keys, firstSlot)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]
      if (key === undefined) continue
      this.#size++
      this.#tell(key, undefined, values[i])
    }
  }

  /** Ends a restore: how many slots had been given out, and whether all keys ever inserted were their own slots. */
  finishRestore(slots: number, positional: boolean): void {
    assert(
      slots >= this.#slots && slots <= MAX_SLOTS,
      'there are at least as many slots as records',
    )
    this.#slots = slots
    this.#misplaced = positional ? 0 : 1
  }

  /** Empties the table, telling the derived index of each record. */
  clear(): void {
    const onChange = this.#onChange
    if (onChange !== undefined) {
      this.#eachSlot((key, slot) => onChange(key, this.valueAt(slot), undefined))
    }
    this.#chunks.length = 0
    this.#index.clear()
    this.dirty.clear()
    this.#slots = 0
    this.#size = 0
    this.#misplaced = 0
    this.#version++
  }

  #insert(key: K, value: V): void {
    const slot = this.#slots
    assert(slot < MAX_SLOTS, 'a collection is full')
    this.#index.check(key)
    this.#index.insert(key, slot)
    this.#slots = slot + 1
    this.#size++
    if (key !== slot) this.#misplaced++
    this.#put(slot, key, value)
    this.#journal.recordSet(this, slot, this.dirty.add(slot), undefined)
    this.#tell(key, undefined, value)
  }

  #tell(key: K, before: V | undefined, after: V | undefined): void {
    this.#version++
    if (this.#onChange !== undefined) this.#onChange(key, before, after)
  }

  #put(slot: number, key: K | undefined, value: V | undefined): void {
    const chunk = this.#writable(slot)
    chunk.keys[slot & MASK] = key
    chunk.values[slot & MASK] = value
  }

  /** The piece that holds `slot`, ready to be changed. */
  #writable(slot: number): Chunk<K, V> {
    while (this.#chunks.length <= slot >>> SHIFT) {
      this.#chunks.push({ keys: emptyPiece(), values: emptyPiece(), shared: false })
    }
    const chunk = this.#chunks[slot >>> SHIFT] as Chunk<K, V>
    if (chunk.shared) {
      chunk.keys = chunk.keys.slice()
      chunk.values = chunk.values.slice()
      chunk.shared = false
    }
    return chunk
  }

  #eachSlot(visit: (key: K, slot: number) => void): void {
    for (let slot = 0; slot < this.#slots; slot++) {
      const key = this.keyAt(slot)
      if (key !== undefined) visit(key, slot)
    }
  }
}

function emptyPiece<T>(): (T | undefined)[] {
  return new Array<T | undefined>(CHUNK_SLOTS).fill(undefined)
}
