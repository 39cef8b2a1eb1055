import type { Address } from '#base/address.ts'
import { DecodeError, Reader } from '#base/codec.ts'

/** Remembered addresses: those of delegates come in every bucket and need not be made again. */
const REMEMBERED = 1 << 14
const WORDS = 5

const HEX_PAIRS = new Uint8Array(512)
for (let byte = 0; byte < 256; byte++) {
  HEX_PAIRS[2 * byte] = '0123456789abcdef'.charCodeAt(byte >> 4)
  HEX_PAIRS[2 * byte + 1] = '0123456789abcdef'.charCodeAt(byte & 15)
}

const text = Buffer.from(`0x${'0'.repeat(40)}`)
const words = new Uint32Array(REMEMBERED * WORDS)
const addresses = new Array<Address | undefined>(REMEMBERED).fill(undefined)

/**
 * A reader for millions of records in a row: reads the same as `Reader`, with faster addresses and amounts. Addresses are
 * made as flat text (joining 20 pairs of digits leaves a tree of parts that must be flattened at the first look-up).
 */
export class RecordReader extends Reader {
  override address(): Address {
    const a = this.u32()
    const b = this.u32()
    const c = this.u32()
    const d = this.u32()
    const e = this.u32()
    const place = (a ^ Math.imul(e, 0x9e3779b1)) & (REMEMBERED - 1)
    const at = place * WORDS
    const known = addresses[place]
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
    putWord(2, a)
    putWord(10, b)
    putWord(18, c)
    putWord(26, d)
    putWord(34, e)
    const address = text.toString('latin1') as Address
    addresses[place] = address
    return address
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
