import type { Address } from '#base/address.ts'
import { DecodeError, Reader } from '#base/codec.ts'

const WORDS = 5
const MOST_REMEMBERED = 1 << 22

/**
 * Addresses read so far, by their bytes. An address comes up many times (an account, its buckets, their delegate): the same
 * text is given out again, which saves making it, hashing it and keeping it twice. Forgets when two fall on one place.
 */
export class AddressMemory {
  readonly #mask: number
  readonly #words: Uint32Array
  readonly #addresses: (Address | undefined)[]

  /** `expected`: about how many different addresses there are. */
  constructor(expected: number) {
    let places = 1024
    while (places < expected * 2 && places < MOST_REMEMBERED) places *= 2
    this.#mask = places - 1
    this.#words = new Uint32Array(places * WORDS)
    this.#addresses = new Array<Address | undefined>(places).fill(undefined)
  }

  /** The address of which these are the bytes. */
  get(a: number, b: number, c: number, d: number, e: number): Address {
    const place = (a ^ Math.imul(e, 0x9e3779b1)) & this.#mask
    const words = this.#words
    const at = place * WORDS
    const known = this.#addresses[place]
    if (
      known !== undefined &&
      words[at] === a &&
      words[at + 1] === b &&
      words[at + 2] === c &&
      words[at + 3] === d &&
      words[at + 4] === e
    ) {
      return known
    }
    words[at] = a
    words[at + 1] = b
    words[at + 2] = c
    words[at + 3] = d
    words[at + 4] = e
    const address = flatText(a, b, c, d, e)
    this.#addresses[place] = address
    return address
  }
}

const HEX_PAIRS = new Uint8Array(512)
for (let byte = 0; byte < 256; byte++) {
  HEX_PAIRS[2 * byte] = '0123456789abcdef'.charCodeAt(byte >> 4)
  HEX_PAIRS[2 * byte + 1] = '0123456789abcdef'.charCodeAt(byte & 15)
}

const text = Buffer.from(`0x${'0'.repeat(40)}`)

/** Joining 20 pairs of digits would leave a tree of parts, which must be flattened at the first look-up. */
function flatText(a: number, b: number, c: number, d: number, e: number): Address {
  putWord(2, a)
  putWord(10, b)
  putWord(18, c)
  putWord(26, d)
  putWord(34, e)
  return text.toString('latin1') as Address
}

/** A reader for millions of records in a row: reads the same as `Reader`, with faster addresses and amounts. */
export class RecordReader extends Reader {
  readonly #addresses: AddressMemory

  constructor(bytes: Uint8Array, addresses: AddressMemory) {
    super(bytes)
    this.#addresses = addresses
  }

  override address(): Address {
    return this.#addresses.get(this.u32(), this.u32(), this.u32(), this.u32(), this.u32())
  }

  override uint(): bigint {
    const size = this.u8()
    if (size > 32) throw new DecodeError('integer above 256 bits')
    if (size === 0) return 0n
    // What does not fill a word of 8 bytes comes first. Amounts of coins are one or two words.
    let head = size % 8 === 0 ? 8 : size % 8
    let high = 0
    let low = 0
    const first = this.u8()
    if (first === 0) throw new DecodeError('integer with leading zeros')
    if (head > 4) {
      high = first
      for (head--; head > 4; head--) high = high * 256 + this.u8()
      low = this.u32()
    } else {
      low = first
      for (head--; head > 0; head--) low = low * 256 + this.u8()
    }
    let value = word64(high, low)
    for (let left = Math.floor((size - 1) / 8); left > 0; left--) {
      value = (value << 64n) | word64(this.u32(), this.u32())
    }
    return value
  }
}

function putWord(at: number, word: number): void {
  for (let i = 0; i < 4; i++) {
    const byte = (word >>> (24 - 8 * i)) & 255
    text[at + 2 * i] = HEX_PAIRS[2 * byte] as number
    text[at + 2 * i + 1] = HEX_PAIRS[2 * byte + 1] as number
  }
}

const word = new DataView(new ArrayBuffer(8))

function word64(high: number, low: number): bigint {
  word.setUint32(0, high)
  word.setUint32(4, low)
  return word.getBigUint64(0)
}
