import type { Address } from './address.ts'
import { assert } from './assert.ts'

/**
 * Whole numbers from 0 to 2³¹ − 2 by address, for millions of addresses. A `Map` of that size takes three times the memory,
 * slows every garbage collection, and stops the program each time it doubles (measured: 0.2 s at one million entries, 0.7 s
 * at two). Here the 20 bytes and the number lie in plain arrays outside of the heap: open addressing with linear probing,
 * in parts that grow one after another. Not iterable, on purpose.
 */
export class AddressTable {
  readonly #parts: Part[] = []
  #size = 0

  constructor() {
    for (let i = 0; i < PARTS; i++) this.#parts.push({ entries: EMPTY, used: 0 })
  }

  get size(): number {
    return this.#size
  }

  /** The number of an address; −1 when it has none. */
  get(address: Address): number {
    const hash = readAddress(address)
    const { entries } = this.#partOf(hash)
    const at = find(entries, hash)
    return at < 0 ? -1 : (entries[at + VALUE] as number) - 1
  }

  /** Returns the number that the address had before; −1 when it had none. */
  set(address: Address, value: number): number {
    return this.#set(readAddress(address), value)
  }

  /**
   * Sets at most `MOST_AT_ONCE` numbers, one after another; each is replaced by what its address had before.
   * PERF: half the time of `set` in a table of a million. Its places are far apart in memory, and here they are all asked
   * for before the first is needed.
   */
  setMany(addresses: readonly Address[], values: Int32Array): void {
    assert(addresses.length <= MOST_AT_ONCE, 'so many addresses are not set at once')
    for (let i = 0; i < addresses.length; i++) {
      hashes[i] = readAddress(addresses[i] as Address)
      for (let word = 0; word < 5; word++) wordsOfMany[i * 5 + word] = words[word] as number
    }
    this.#fetch(addresses.length)
    for (let i = 0; i < addresses.length; i++) {
      for (let word = 0; word < 5; word++) words[word] = wordsOfMany[i * 5 + word] as number
      values[i] = this.#set(hashes[i] as number, values[i] as number)
    }
  }

  /** Makes room for about so many addresses at once, which is faster than growing. */
  reserve(addresses: number): void {
    // Parts differ by a few in a hundred: room for half of them to be fuller than the average.
    const wanted = (addresses * 51) / (PARTS * 25)
    let places = SMALLEST
    while (places < wanted) places *= 2
    for (const part of this.#parts) if (part.entries.length < places * STRIDE) resize(part, places)
  }

  /** False when the address has no number. */
  delete(address: Address): boolean {
    const hash = readAddress(address)
    const part = this.#partOf(hash)
    const at = find(part.entries, hash)
    if (at < 0) return false
    removeAt(part.entries, at)
    part.used--
    this.#size--
    return true
  }

  clear(): void {
    for (const part of this.#parts) {
      part.entries = EMPTY
      part.used = 0
    }
    this.#size = 0
  }

  /** Sets the number of the address in `words`. */
  #set(hash: number, value: number): number {
    assert(value >= 0 && value < 0x7fffffff, 'a number in an address table is from 0 to 2^31 - 2')
    const part = this.#partOf(hash)
    const at = find(part.entries, hash)
    if (at >= 0) {
      const before = (part.entries[at + VALUE] as number) - 1
      part.entries[at + VALUE] = value + 1
      return before
    }
    // Half full at most: a search looks at one or two entries.
    if ((part.used + 1) * 2 * STRIDE > part.entries.length) {
      resize(part, Math.max(SMALLEST, (part.entries.length / STRIDE) * 2))
    }
    insert(part.entries, hash, value)
    part.used++
    this.#size++
    return -1
  }

  /** Reads the places of `hashes`, which brings them into the processor's cache, many at a time. */
  #fetch(count: number): void {
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] as number
      const { entries } = this.#partOf(hash)
      if (entries.length > 0) fetched[0] = entries[home(entries, hash)] as number
    }
  }

  #partOf(hash: number): Part {
    return this.#parts[hash >>> (32 - PARTS_BITS)] as Part
  }
}

/** True for an address in the form that this program uses everywhere. */
export function isAddress(key: unknown): key is Address {
  if (typeof key !== 'string' || key.length !== 42) return false
  if (key.charCodeAt(0) !== 48 || key.charCodeAt(1) !== 120) return false
  for (let i = 2; i < 42; i++) {
    const code = key.charCodeAt(i)
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return false
  }
  return true
}

interface Part {
  entries: Uint32Array
  used: number
}

const PARTS_BITS = 6
const PARTS = 1 << PARTS_BITS
/** An entry: five words of the address, and the number plus one (0 marks a free place). */
const STRIDE = 6
const VALUE = 5
const SMALLEST = 8
const EMPTY = new Uint32Array(0)

/**
 * Keys of the hash, other ones in each run, so that nobody can choose addresses that fall on the same place (sending a coin
 * to an address is enough to bring it in). They show nowhere: what a table answers does not depend on where it keeps things.
 */
const KEYS = Uint32Array.from({ length: 22 }, () => Math.floor(Math.random() * 0x100000000))

// The address that was read last, as words: one at a time, since nothing here waits.
const words = new Uint32Array(5)

/** What `setMany` takes at once. */
export const MOST_AT_ONCE = 1024
const wordsOfMany = new Uint32Array(5 * MOST_AT_ONCE)
const hashes = new Uint32Array(MOST_AT_ONCE)
/** What is read only to have it in the cache goes here, or the compiler would leave the reading out. */
const fetched = new Uint32Array(1)

/** Puts the bytes of an address into `words` and returns their hash. */
function readAddress(address: Address): number {
  let at = 2
  for (let i = 0; i < 5; i++) {
    let word = 0
    for (let digit = 0; digit < 8; digit++) {
      const code = address.charCodeAt(at++)
      word = (word << 4) | ((code & 15) + (code >> 6) * 9)
    }
    words[i] = word
  }
  return hashOf(words, 0)
}

/**
 * Two multilinear hashes of the ten halves of the words (Dietzfelbinger 1996): the upper 16 bits of each are such that two
 * addresses agree in them with a probability of 2⁻¹⁶, whichever they are.
 */
function hashOf(source: Uint32Array, at: number): number {
  let first = KEYS[20] as number
  let second = KEYS[21] as number
  for (let i = 0; i < 5; i++) {
    const word = source[at + i] as number
    const high = word >>> 16
    const low = word & 0xffff
    first += Math.imul(KEYS[4 * i] as number, high) + Math.imul(KEYS[4 * i + 1] as number, low)
    second += Math.imul(KEYS[4 * i + 2] as number, high) + Math.imul(KEYS[4 * i + 3] as number, low)
  }
  return ((first & 0xffff0000) | ((second >>> 16) & 0xffff)) >>> 0
}

/** Where the entry of the address in `words` begins; −1 when there is none. */
function find(entries: Uint32Array, hash: number): number {
  if (entries.length === 0) return -1
  for (let at = home(entries, hash); entries[at + VALUE] !== 0; at = next(entries, at)) {
    if (
      entries[at] === words[0] &&
      entries[at + 1] === words[1] &&
      entries[at + 2] === words[2] &&
      entries[at + 3] === words[3] &&
      entries[at + 4] === words[4]
    ) {
      return at
    }
  }
  return -1
}

function home(entries: Uint32Array, hash: number): number {
  const places = entries.length / STRIDE
  return (hash & (places - 1)) * STRIDE
}

function next(entries: Uint32Array, at: number): number {
  const following = at + STRIDE
  return following === entries.length ? 0 : following
}

function insert(entries: Uint32Array, hash: number, value: number): void {
  let at = home(entries, hash)
  while (entries[at + VALUE] !== 0) at = next(entries, at)
  for (let i = 0; i < 5; i++) entries[at + i] = words[i] as number
  entries[at + VALUE] = value + 1
}

function resize(part: Part, places: number): void {
  const old = part.entries
  const entries = new Uint32Array(places * STRIDE)
  for (let from = 0; from < old.length; from += STRIDE) {
    if (old[from + VALUE] === 0) continue
    let at = home(entries, hashOf(old, from))
    while (entries[at + VALUE] !== 0) at = next(entries, at)
    for (let i = 0; i < STRIDE; i++) entries[at + i] = old[from + i] as number
  }
  part.entries = entries
}

/** Empties a place and moves back what was pushed on by it, so that searches need no marks of what was removed. */
function removeAt(entries: Uint32Array, removed: number): void {
  let hole = removed
  for (let at = next(entries, hole); entries[at + VALUE] !== 0; at = next(entries, at)) {
    const wanted = home(entries, hashOf(entries, at))
    // The entry may move to the hole unless its own place lies behind the hole (cyclically).
    const stays = hole <= at ? wanted > hole && wanted <= at : wanted > hole || wanted <= at
    if (stays) continue
    entries.copyWithin(hole, at, at + STRIDE)
    hole = at
  }
  entries.fill(0, hole, hole + STRIDE)
}
