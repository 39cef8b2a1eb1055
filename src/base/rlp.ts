import { assert } from './assert.ts'

/** The bytes are not canonical RLP, or not the expected shape. `message` says which rule was broken. */
export class RlpError extends Error {
  override readonly name = 'RlpError'
}

/** A byte string or a list of items. */
export type RlpItem = Uint8Array | readonly RlpItem[]

const SHORT_STRING = 0x80
const LONG_STRING = 0xb7
const SHORT_LIST = 0xc0
const LONG_LIST = 0xf7
const LONGEST_SHORT_PAYLOAD = 55
const MAX_LENGTH_BYTES = 4

/**
 * Walks over canonical RLP (Ethereum yellow paper, appendix B) without building a tree.
 * Every method throws `RlpError` and nothing else on bad bytes. Views are views: the bytes must not change.
 */
export class RlpCursor {
  readonly #bytes: Uint8Array
  #at: number
  /** Where the list that is being read ends. */
  #end: number
  /** The payload of the item read last. */
  #from = 0
  #to = 0

  constructor(bytes: Uint8Array, start = 0) {
    this.#bytes = bytes
    this.#at = start
    this.#end = bytes.length
  }

  get offset(): number {
    return this.#at
  }

  /** Whether the list being read (or the input) has no further item. */
  get atEnd(): boolean {
    return this.#at === this.#end
  }

  /** Whether the next item is a list; false at the end. */
  get nextIsList(): boolean {
    return this.#at < this.#end && (this.#bytes[this.#at] as number) >= SHORT_LIST
  }

  /** Goes into the next item, which must be a list. Returns a mark that `leaveList` takes. */
  enterList(): number {
    const first = this.#first()
    if (first < SHORT_LIST) throw new RlpError('a list is expected where bytes stand')
    this.#payload(first - SHORT_LIST, first - LONG_LIST)
    const outerEnd = this.#end
    this.#at = this.#from
    this.#end = this.#to
    return outerEnd
  }

  /** Goes back out of a list, all of whose items must have been read. */
  leaveList(outerEnd: number): void {
    if (this.#at !== this.#end) throw new RlpError('a list has too many items')
    this.#end = outerEnd
  }

  /** The next item, a byte string: a view of its payload. */
  bytes(): Uint8Array {
    this.#string()
    return this.#bytes.subarray(this.#from, this.#to)
  }

  /** The next item, a byte string of exactly `size` bytes: a view. */
  fixedBytes(size: number): Uint8Array {
    this.#string()
    if (this.#to - this.#from !== size) {
      throw new RlpError(`${size} bytes are expected where ${this.#to - this.#from} stand`)
    }
    return this.#bytes.subarray(this.#from, this.#to)
  }

  /** The next item as an integer; `undefined` when it is canonical but above 2⁵³ − 1. */
  safeInteger(): number | undefined {
    this.#integer()
    if (this.#to - this.#from > 7) return undefined
    const value = this.#number(this.#from, this.#to)
    return value <= Number.MAX_SAFE_INTEGER ? value : undefined
  }

  /** The next item as an integer of at most 256 bits. */
  uint256(): bigint {
    this.#integer()
    const size = this.#to - this.#from
    if (size > 32) throw new RlpError('an integer has more than 256 bits')
    if (size <= 6) return BigInt(this.#number(this.#from, this.#to))
    // Six bytes at a time: what a double holds exactly, and few bigint operations.
    let at = this.#from + (size % 6)
    let value = BigInt(this.#number(this.#from, at))
    for (; at < this.#to; at += 6) {
      value = (value << 48n) | BigInt(this.#number(at, at + 6))
    }
    return value
  }

  /** The next item as an integer of at most 256 bits, left-padded to 32 bytes. A view where nothing has to be padded. */
  uint256Bytes(): Uint8Array {
    this.#integer()
    const size = this.#to - this.#from
    if (size > 32) throw new RlpError('an integer has more than 256 bits')
    const view = this.#bytes.subarray(this.#from, this.#to)
    if (size === 32) return view
    const padded = new Uint8Array(32)
    padded.set(view, 32 - size)
    return padded
  }

  #first(): number {
    if (this.#at >= this.#end) throw new RlpError('an item is missing')
    return this.#bytes[this.#at] as number
  }

  #integer(): void {
    this.#string()
    if (this.#from < this.#to && this.#bytes[this.#from] === 0) {
      throw new RlpError('an integer has leading zeros')
    }
  }

  #string(): void {
    const first = this.#first()
    if (first < SHORT_STRING) {
      this.#from = this.#at
      this.#to = this.#at + 1
      this.#at = this.#to
      return
    }
    if (first >= SHORT_LIST) throw new RlpError('bytes are expected where a list stands')
    this.#payload(first - SHORT_STRING, first - LONG_STRING)
    if (first === SHORT_STRING + 1 && (this.#bytes[this.#from] as number) < SHORT_STRING) {
      throw new RlpError('a byte below 0x80 must stand for itself')
    }
    this.#at = this.#to
  }

  /** Sets the bounds of the payload: `short` bytes, or as many as the next `lengthBytes` bytes say when that is above 0. */
  #payload(short: number, lengthBytes: number): void {
    let from = this.#at + 1
    let length = short
    if (lengthBytes > 0) {
      if (lengthBytes > this.#end - from) throw new RlpError('the bytes end inside a length')
      if (this.#bytes[from] === 0) throw new RlpError('a length has leading zeros')
      if (lengthBytes > MAX_LENGTH_BYTES) throw new RlpError('an item is longer than the input')
      length = this.#number(from, from + lengthBytes)
      if (length <= LONGEST_SHORT_PAYLOAD) {
        throw new RlpError('a length of 55 or less must have the short form')
      }
      from += lengthBytes
    }
    if (length > this.#end - from) throw new RlpError('an item is longer than what holds it')
    this.#from = from
    this.#to = from + length
  }

  #number(from: number, to: number): number {
    let value = 0
    for (let i = from; i < to; i++) value = value * 256 + (this.#bytes[i] as number)
    return value
  }
}

/** What a decoder lets through; beyond it `RlpError`. */
export interface RlpLimits {
  /** Lists inside lists. */
  readonly maxDepth: number
  /** Strings and lists in all. */
  readonly maxItems: number
}

const DEFAULT_LIMITS: RlpLimits = { maxDepth: 16, maxItems: 65_536 }

/** Decodes one whole item into a tree. Byte strings are views of `bytes`. Throws `RlpError`. */
export function decodeRlp(bytes: Uint8Array, limits: RlpLimits = DEFAULT_LIMITS): RlpItem {
  const cursor = new RlpCursor(bytes)
  const budget = { items: limits.maxItems }
  const item = decodeItem(cursor, limits.maxDepth, budget)
  if (!cursor.atEnd) throw new RlpError('bytes are left over after the item')
  return item
}

function decodeItem(cursor: RlpCursor, depth: number, budget: { items: number }): RlpItem {
  budget.items--
  if (budget.items < 0) throw new RlpError('too many items')
  if (!cursor.nextIsList) return cursor.bytes()
  if (depth === 0) throw new RlpError('lists are nested too deeply')
  const mark = cursor.enterList()
  const items: RlpItem[] = []
  while (!cursor.atEnd) items.push(decodeItem(cursor, depth - 1, budget))
  cursor.leaveList(mark)
  return items
}

/** The canonical encoding of `item`. */
export function encodeRlp(item: RlpItem): Uint8Array {
  const out = new Uint8Array(encodedLength(item))
  const end = writeItem(out, 0, item)
  assert(end === out.length, 'RLP length is as computed')
  return out
}

/** An integer of at least 0 as RLP wants it: big-endian without leading zeros, 0 as no bytes. */
export function integerBytes(value: bigint | number): Uint8Array {
  assert(value >= 0, 'RLP has no negative integers')
  let rest = BigInt(value)
  const reversed: number[] = []
  for (; rest > 0n; rest >>= 8n) reversed.push(Number(rest & 0xffn))
  return Uint8Array.from(reversed.reverse())
}

function isBytes(item: RlpItem): item is Uint8Array {
  return item instanceof Uint8Array
}

function lengthBytes(length: number): number {
  let count = 0
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) count++
  return count
}

/** Bytes of the header before a payload of `length` bytes that is not a single small byte. */
function headerLength(length: number): number {
  return length <= LONGEST_SHORT_PAYLOAD ? 1 : 1 + lengthBytes(length)
}

function payloadLength(item: RlpItem): number {
  if (isBytes(item)) return item.length
  let length = 0
  for (const part of item) length += encodedLength(part)
  return length
}

function encodedLength(item: RlpItem): number {
  const length = payloadLength(item)
  if (isBytes(item) && length === 1 && (item[0] as number) < SHORT_STRING) return 1
  return headerLength(length) + length
}

function writeItem(out: Uint8Array, at: number, item: RlpItem): number {
  if (isBytes(item)) {
    if (item.length === 1 && (item[0] as number) < SHORT_STRING) {
      out[at] = item[0] as number
      return at + 1
    }
    const from = writeHeader(out, at, item.length, SHORT_STRING)
    out.set(item, from)
    return from + item.length
  }
  let next = writeHeader(out, at, payloadLength(item), SHORT_LIST)
  for (const part of item) next = writeItem(out, next, part)
  return next
}

function writeHeader(out: Uint8Array, at: number, length: number, offset: number): number {
  if (length <= LONGEST_SHORT_PAYLOAD) {
    out[at] = offset + length
    return at + 1
  }
  return writeLongHeader(out, at, length, offset)
}

function writeLongHeader(out: Uint8Array, at: number, length: number, offset: number): number {
  const count = lengthBytes(length)
  out[at] = offset + LONGEST_SHORT_PAYLOAD + count
  let rest = length
  for (let i = count; i > 0; i--) {
    out[at + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return at + 1 + count
}

/** Writes the header of a list whose payload has `length` bytes at `at`. Returns where the payload begins. */
export function writeListHeader(out: Uint8Array, at: number, length: number): number {
  return writeHeader(out, at, length, SHORT_LIST)
}
