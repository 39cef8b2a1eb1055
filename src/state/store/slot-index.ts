import { createShardedMap, type ShardedMap } from '#base/sharded-map.ts'
import type { Key } from '#protocol/store.ts'

/**
 * Where the record of a key is. As long as every key has named its own slot (buckets, and collections of one record), the key
 * is the slot and nothing is kept; from the first other key on there is a map.
 */
export class SlotIndex<K extends Key> {
  #map: ShardedMap<K, number> | undefined
  /** The last answer of the map: a record is mostly read and then written. */
  #lastKey: K | undefined
  #lastSlot = -1
  readonly #eachRecord: (visit: (key: K, slot: number) => void) => void

  /** `eachRecord` visits all records present: needed once, when the map is built. */
  constructor(eachRecord: (visit: (key: K, slot: number) => void) => void) {
    this.#eachRecord = eachRecord
  }

  /** The slot that may hold `key`, to be confirmed against the key stored there; −1 when there is none. */
  candidate(key: K): number {
    if (this.#map === undefined) return typeof key === 'number' ? key : -1
    if (key === this.#lastKey) return this.#lastSlot
    const slot = this.#map.get(key)
    if (slot === undefined) return -1
    this.#lastKey = key
    this.#lastSlot = slot
    return slot
  }

  insert(key: K, slot: number): void {
    if (this.#map === undefined && key !== slot) {
      const map = createShardedMap<K, number>()
      this.#eachRecord((other, otherSlot) => map.set(other, otherSlot))
      this.#map = map
    }
    this.#map?.set(key, slot)
    this.#lastKey = undefined
  }

  remove(key: K): void {
    this.#map?.delete(key)
    this.#lastKey = undefined
  }

  clear(): void {
    this.#map = undefined
    this.#lastKey = undefined
  }
}
