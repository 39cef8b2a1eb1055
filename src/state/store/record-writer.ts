import { assert } from '#base/assert.ts'
import { Writer } from '#base/codec.ts'

/** 16 bytes, most significant first. */
const words = new DataView(new ArrayBuffer(16))
const LIMIT = 1n << 128n

/**
 * A writer for records by the thousand: writes the same as `Writer`, with faster amounts. Amounts of Rau mostly lie between
 * 2⁶⁴ and 2¹²⁸, where a big integer that is taken apart byte by byte costs as much as hashing the record.
 */
export class RecordWriter extends Writer {
  override uint(value: bigint): this {
    if (value >= LIMIT) return super.uint(value)
    assert(value >= 0n, 'uint is negative')
    words.setBigUint64(0, value >> 64n)
    words.setBigUint64(8, value)
    let at = 0
    while (at < 16 && words.getUint8(at) === 0) at++
    this.u8(16 - at)
    for (; at < 16; at++) this.u8(words.getUint8(at))
    return this
  }
}
