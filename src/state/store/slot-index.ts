import type { Address } from '#base/address.ts'
import { AddressTable, isAddress, MOST_AT_ONCE } from '#base/address-table.ts'
import { assert } from '#base/assert.ts'
import type { Key } from '#protocol/store.ts'

const slots = new Int32Array(MOST_AT_ONCE)

/**
 * Where the record of a key is. As long as every key has named its own slot (buckets, and collections of one record), the key
 * is the slot and nothing is kept. From the first other key on there is a table for addresses, or a map for other keys.
 */
export class SlotIndex<K extends Key> {
  #positional = true
  readonly #addresses: AddressTable | undefined
  readonly #others = new Map<K, number>()
  readonly #eachRecord: (visit: (key: K, slot: number) => void) => void
  /** The last answer: a record is mostly read and then written. */
  #lastKey: K | undefined
  #lastSlot = -1

  /** `eachRecord` visits all records present: needed once, when keys cease to be slots. */
  constructor(
    keysAreAddresses: boolean,
    eachRecord: (visit: (key: K, slot: number) => void) => void,
  ) {
    this.#addresses = keysAreAddresses ? new AddressTable() : undefined
    this.#eachRecord = eachRecord
  }

  /** The slot that may hold `key`, to be confirmed against the key stored there; −1 when there is none. */
  candidate(key: K): number {
    if (this.#positional) return typeof key === 'number' ? key : -1
    if (key === this.#lastKey) return this.#lastSlot
    const slot =
      this.#addresses === undefined
        ? (this.#others.get(key) ?? -1)
        : this.#addresses.get(key as Address)
    this.#lastKey = key
    this.#lastSlot = slot
    return slot
  }

  /** Stops at a key that is not an address where keys are addresses. */
  check(key: K): void {
    assert(this.#addresses === undefined || isAddress(key), 'a key is an address in lower case')
  }

  insert(key: K, slot: number): void {
    if (this.#positional && key !== slot) {
      this.#positional = false
      this.#eachRecord((other, otherSlot) => this.#put(other, otherSlot))
    }
    if (!this.#positional) this.#put(key, slot)
  }

  /** Inserts the keys of at most `MOST_AT_ONCE` slots from `firstSlot` on; those without a key are passed over. */
  insertMany(keys: readonly (K | undefined)[], firstSlot: number): void {
    const addresses: Address[] = []
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]
      if (key === undefined) continue
      if (this.#addresses === undefined) {
        this.insert(key, firstSlot + i)
        continue
      }
      slots[addresses.length] = firstSlot + i
      addresses.push(key as Address)
    }
    if (this.#addresses === undefined) return
    this.#positional = false
    this.#lastKey = undefined
    this.#addresses.setMany(addresses, slots)
  }

  remove(key: K): void {
    this.#lastKey = undefined
    if (this.#addresses !== undefined) this.#addresses.delete(key as Address)
    else this.#others.delete(key)
  }

  /** About so many records will come. */
  reserve(records: number): void {
    this.#addresses?.reserve(records)
  }

  clear(): void {
    this.#positional = true
    this.#lastKey = undefined
    this.#addresses?.clear()
    this.#others.clear()
  }

  #put(key: K, slot: number): void {
    this.#lastKey = undefined
    if (this.#addresses === undefined) {
      this.#others.set(key, slot)
      return
    }
    this.#addresses.set(key as Address, slot)
  }
}
