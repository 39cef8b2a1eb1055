import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytesToUtf8,
  compareBytes,
  compareText,
  concatBytes,
  equalBytes,
  u64ToBytes,
  utf8ToBytes,
} from './bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 6 })

describe('bytes', () => {
  it('compare and join as Buffer does', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, anyBytes, (a, b, c) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0)
        expect(equalBytes(a, a.slice())).toBe(true)
        expect(concatBytes(a, b, c)).toEqual(new Uint8Array(Buffer.concat([a, b, c])))
      }),
    )
    expect(concatBytes()).toEqual(new Uint8Array(0))
  })

  it.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['a', 'aa', -1],
    ['Z', 'a', -1],
    ['z', 'ä', -1],
  ])('orders %s and %s by code units', (a, b, order) => {
    expect(compareText(a, b)).toBe(order)
  })

  it.each([
    [0, [0, 0, 0, 0, 0, 0, 0, 0]],
    [258, [0, 0, 0, 0, 0, 0, 1, 2]],
    [Number.MAX_SAFE_INTEGER, [0, 31, 255, 255, 255, 255, 255, 255]],
  ])('writes %i in 8 bytes', (value, bytes) => {
    expect([...u64ToBytes(value)]).toEqual(bytes)
  })

  it('reads UTF-8 and nothing else', () => {
    expect(bytesToUtf8(utf8ToBytes('Βουλή 🏛'))).toBe('Βουλή 🏛')
    expect(bytesToUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa')
    for (const bad of [
      [0xff],
      [0xc3],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
    ]) {
      expect(bytesToUtf8(Uint8Array.from(bad))).toBeUndefined()
    }
  })
})
