import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Writer } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import { RecordWriter } from './record-writer.ts'

function both(value: bigint): [string, string] {
  return [new RecordWriter().uint(value), new Writer().uint(value)].map((writer) =>
    toHex(writer.finish()),
  ) as [string, string]
}

describe('RecordWriter', () => {
  it('writes amounts as Writer does', () => {
    const amount = fc
      .nat(256)
      .chain((bits) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }))
    fc.assert(
      fc.property(amount, (value) => {
        const [fast, plain] = both(value)
        expect(fast).toBe(plain)
      }),
      { numRuns: 2000 },
    )
  })

  it('writes the edges of words as Writer does', () => {
    for (let bits = 0n; bits <= 256n; bits += 8n) {
      for (const value of [(1n << bits) - 1n, 1n << bits, (1n << bits) + 1n]) {
        if (value >= 1n << 256n) continue
        const [fast, plain] = both(value)
        expect(fast, String(value)).toBe(plain)
      }
    }
  })

  it.each([
    ['below 0', -1n],
    ['above 256 bits', 1n << 256n],
  ])('stops at an amount %s', (_name, value) => {
    expect(() => new RecordWriter().uint(value)).toThrow()
  })
})
