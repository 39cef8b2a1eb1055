import { type Address, addressFromBytes } from '../address.ts'
import { bytesToUtf8 } from '../bytes.ts'
import { AbiError } from './abi-error.ts'

const WORD = 32

/**
 * Reads Solidity's ABI encoding word by word: the heads of one call, tuple or list, in order. Each read takes the
 * next head; a dynamic value is followed to its place in the tail. Tails may stand in any order and may be followed by
 * other bytes, as Solidity accepts them; but every word must be clean (no dirty padding), every offset and length
 * inside the bytes. Throws `AbiError` and nothing else on bad bytes. Source: Solidity's contract ABI specification.
 */
export class AbiReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  /** What offsets are counted from. */
  readonly #base: number
  #at: number

  /** Reads from `base`, which is 4 behind a function selector. */
  constructor(bytes: Uint8Array, base = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#base = base
    this.#at = base
  }

  /** Bytes from the next head to the end. */
  get remaining(): number {
    return this.#bytes.length - this.#at
  }

  uint256(): bigint {
    const at = this.#word()
    const low = this.#view.getBigUint64(at + 24)
    if (this.#isZero(at, 24)) return low
    return (
      (this.#view.getBigUint64(at) << 192n) |
      (this.#view.getBigUint64(at + 8) << 128n) |
      (this.#view.getBigUint64(at + 16) << 64n) |
      low
    )
  }

  /** An unsigned integer of `bits` bits, a multiple of 8 up to 256. */
  uint(bits: number): bigint {
    const value = this.uint256()
    if (value >> BigInt(bits) !== 0n) throw new AbiError(`an integer has more than ${bits} bits`)
    return value
  }

  /** A signed integer of `bits` bits, a multiple of 8 up to 256. */
  int(bits: number): bigint {
    const value = BigInt.asIntN(256, this.uint256())
    if (BigInt.asIntN(bits, value) !== value) {
      throw new AbiError(`a signed integer has more than ${bits} bits`)
    }
    return value
  }

  uint64(): bigint {
    const at = this.#word()
    if (!this.#isZero(at, 24)) throw new AbiError('an integer has more than 64 bits')
    return this.#view.getBigUint64(at + 24)
  }

  /** A `uint64` that names something counted, such as a bucket's index: `undefined` above 2⁵³ − 1, where nothing is ever counted. */
  uint64Index(): number | undefined {
    const at = this.#word()
    if (!this.#isZero(at, 24)) throw new AbiError('an integer has more than 64 bits')
    const high = this.#view.getUint32(at + 24)
    if (high > 0x1fffff) return undefined
    return high * 0x1_0000_0000 + this.#view.getUint32(at + 28)
  }

  uint32(): number {
    const at = this.#word()
    if (!this.#isZero(at, 28)) throw new AbiError('an integer has more than 32 bits')
    return this.#view.getUint32(at + 28)
  }

  uint16(): number {
    const at = this.#word()
    if (!this.#isZero(at, 30)) throw new AbiError('an integer has more than 16 bits')
    return this.#view.getUint16(at + 30)
  }

  uint8(): number {
    const at = this.#word()
    if (!this.#isZero(at, 31)) throw new AbiError('an integer has more than 8 bits')
    return this.#bytes[at + 31] as number
  }

  bool(): boolean {
    const at = this.#word()
    const value = this.#bytes[at + 31] as number
    if (value > 1 || !this.#isZero(at, 31)) throw new AbiError('a flag is neither 0 nor 1')
    return value === 1
  }

  address(): Address {
    const at = this.#word()
    if (!this.#isZero(at, 12)) throw new AbiError('an address has dirty padding')
    return addressFromBytes(this.#bytes.subarray(at + 12, at + WORD))
  }

  /** A `bytesN`: the first `size` bytes of the word, the rest must be zero. A copy. */
  fixedBytes(size: number): Uint8Array {
    const at = this.#word()
    if (!this.#isZero(at + size, WORD - size)) {
      throw new AbiError(`a value of ${size} bytes has dirty padding`)
    }
    return this.#bytes.slice(at, at + size)
  }

  /** A `bytes` of at most `maxBytes`. A copy. */
  bytes(maxBytes: number): Uint8Array {
    const tail = this.tail()
    const length = tail.length(maxBytes, 'bytes')
    const from = tail.#at
    // Padded to whole words, so that a value has one form; the padding must be there and be zero.
    const padded = length + WORD - 1 - ((length + WORD - 1) % WORD)
    if (padded > tail.remaining) throw new AbiError('bytes reach beyond the end')
    if (!this.#isZero(from + length, padded - length))
      throw new AbiError('bytes have dirty padding')
    return this.#bytes.slice(from, from + length)
  }

  /** A `string` of at most `maxBytes` bytes of UTF-8. */
  string(maxBytes: number): string {
    const bytes = this.bytes(maxBytes)
    // Names are nearly always short and ASCII, for which this is four times as fast as a decoder.
    const text = bytes.length <= 64 && isAscii(bytes) ? asciiText(bytes) : bytesToUtf8(bytes)
    if (text === undefined) throw new AbiError('a text is not UTF-8')
    return text
  }

  /** A `uint8[]` of at most `maxItems`, as bytes. */
  uint8Array(maxItems: number): Uint8Array {
    const tail = this.tail()
    const length = tail.length(maxItems, 'items')
    if (length * WORD > tail.remaining) throw new AbiError('a list reaches beyond the end')
    const values = new Uint8Array(length)
    for (let i = 0; i < length; i++) values[i] = tail.uint8()
    return values
  }

  /** A list `T[]` of at most `maxItems`; `headBytes` is what one `T` takes in the head and `read` reads one. */
  array<T>(maxItems: number, headBytes: number, read: (reader: AbiReader) => T): T[] {
    const tail = this.tail()
    const length = tail.length(maxItems, 'items')
    if (length * headBytes > tail.remaining) throw new AbiError('a list reaches beyond the end')
    const items = tail.rebased()
    const values: T[] = []
    for (let i = 0; i < length; i++) values.push(read(items))
    return values
  }

  /** Follows the next head, an offset, and returns a reader of what stands there: a dynamic tuple, or a length and then its items. */
  tail(): AbiReader {
    const at = this.#word()
    const room = this.#bytes.length - this.#base
    if (!this.#isZero(at, 28)) throw new AbiError('an offset points beyond the end')
    const offset = this.#view.getUint32(at + 28)
    if (offset > room) throw new AbiError('an offset points beyond the end')
    return new AbiReader(this.#bytes, this.#base + offset)
  }

  /** Reads a length, at most `max` of `what`. */
  length(max: number, what: string): number {
    const at = this.#word()
    const length = this.#view.getUint32(at + 28)
    if (!this.#isZero(at, 28) || length > max) throw new AbiError(`more than ${max} ${what}`)
    return length
  }

  /** A reader that counts offsets from the next head: the items of a list count from behind its length. */
  rebased(): AbiReader {
    return new AbiReader(this.#bytes, this.#at)
  }

  #word(): number {
    const at = this.#at
    if (at + WORD > this.#bytes.length) throw new AbiError('the bytes end where a word is expected')
    this.#at = at + WORD
    return at
  }

  #isZero(from: number, count: number): boolean {
    const end = from + count
    let at = from
    for (; at + 4 <= end; at += 4) if (this.#view.getUint32(at) !== 0) return false
    for (; at < end; at++) if (this.#bytes[at] !== 0) return false
    return true
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) > 0x7f) return false
  return true
}

function asciiText(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i] as number)
  return text
}
