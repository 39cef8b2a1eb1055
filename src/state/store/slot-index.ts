import { AddressTable, isAddress } from '#base/address-table.ts'
import type { Key } from '#protocol/store.ts'

/**
 * Where the record of a key is. As long as every key has named its own slot (buckets, and collections of one record), the key
 * is the slot and nothing is kept. From the first other key on, addresses go to a table and the rest to a map.
 */
export class SlotIndex<K extends Key> {
  #positional = true
  readonly #addresses = new AddressTable()
  readonly #others = new Map<K, number>()
  readonly #eachRecord: (visit: (key: K, slot: number) => void) => void
  /** The last answer: a record is mostly read and then written. */
  #lastKey: K | undefined
  #lastSlot = -1

  /** `eachRecord` visits all records present: needed once, when keys cease to be slots. */
  constructor(eachRecord: (visit: (key: K, slot: number) => void) => void) {
    this.#eachRecord = eachRecord
  }

  /** The slot that may hold `key`, to be confirmed against the key stored there; −1 when there is none. */
  candidate(key: K): number {
    if (this.#positional) return typeof key === 'number' ? key : -1
    if (key === this.#lastKey) return this.#lastSlot
    const slot =
      typeof key === 'string' && isAddress(key)
        ? this.#addresses.get(key)
        : (this.#others.get(key) ?? -1)
    this.#lastKey = key
    this.#lastSlot = slot
    return slot
  }

  insert(key: K, slot: number): void {
    if (this.#positional && key !== slot) {
      this.#positional = false
      this.#eachRecord((other, otherSlot) => this.#put(other, otherSlot))
    }
    if (!this.#positional) this.#put(key, slot)
  }

  remove(key: K): void {
    this.#lastKey = undefined
    if (typeof key === 'string' && isAddress(key)) this.#addresses.delete(key)
    else this.#others.delete(key)
  }

  clear(): void {
    this.#positional = true
    this.#lastKey = undefined
    this.#addresses.clear()
    this.#others.clear()
  }

  #put(key: K, slot: number): void {
    this.#lastKey = undefined
    if (typeof key === 'string' && isAddress(key)) this.#addresses.set(key, slot)
    else this.#others.set(key, slot)
  }
}
