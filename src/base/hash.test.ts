import { createHash } from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blake2b256, keccak256, sha256 } from './hash.ts'
import { toHex } from './hex.ts'

describe('hashes', () => {
  it('known values of nothing', () => {
    const nothing = new Uint8Array(0)
    expect(toHex(keccak256(nothing))).toBe(
      '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    )
    expect(toHex(sha256(nothing))).toBe(
      '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    expect(toHex(blake2b256(nothing))).toBe(
      '0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
    )
  })

  it('equal those of noble and Node, at every length around a block', () => {
    const bytes = new Uint8Array(300).map((_, i) => i * 31)
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length)
      expect(keccak256(part)).toEqual(keccak_256(part))
      expect(sha256(part)).toEqual(new Uint8Array(createHash('sha256').update(part).digest()))
      expect(blake2b256(part)).toEqual(blake2b(part, { dkLen: 32 }))
    }
  })

  it('equal those of noble for long input and for views into larger memory', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 40_000, maxLength: 70_000 }),
        fc.nat(99),
        (bytes, from) => {
          const view = bytes.subarray(from, bytes.length - from)
          expect(keccak256(view)).toEqual(keccak_256(view))
          expect(blake2b256(view)).toEqual(blake2b(view, { dkLen: 32 }))
        },
      ),
      { numRuns: 10 },
    )
  })

  it('give digests that stay as they are', () => {
    const first = keccak256(Uint8Array.of(1))
    const copy = first.slice()
    keccak256(Uint8Array.of(2))
    expect(first).toEqual(copy)
  })
})
