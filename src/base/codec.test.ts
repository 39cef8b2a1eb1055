import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AssertionError } from './assert.ts'
import { type Codec, DecodeError, decodeRecord, encodeRecord, Reader, Writer } from './codec.ts'
import { fromHex, toHex } from './hex.ts'
import { MAX_UINT256 } from './integers.ts'
import { anyAddress } from './transaction.fixture.ts'

const bytes = (limits: fc.IntArrayConstraints): fc.Arbitrary<Uint8Array> => fc.uint8Array(limits)

const anything = fc.record({
  flag: fc.boolean(),
  small: fc.nat(255),
  count: fc.nat(0xffff_ffff),
  height: fc.maxSafeNat(),
  amount: fc.oneof(fc.bigInt(0n, MAX_UINT256), fc.bigInt(0n, 1n << 65n), fc.bigInt(0n, 300n)),
  change: fc.bigInt(-MAX_UINT256, MAX_UINT256),
  owner: anyAddress,
  name: fc.string({ unit: 'grapheme' }),
  blob: bytes({ maxLength: 300 }),
  hash: bytes({ minLength: 32, maxLength: 32 }),
  parts: fc.array(fc.bigInt(0n, MAX_UINT256)),
  parent: fc.option(fc.maxSafeNat(), { nil: undefined }),
})
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never

const codec: Codec<Anything> = {
  encode: (writer, value) => {
    writer.bool(value.flag).u8(value.small).u32(value.count).u64(value.height)
    writer.uint(value.amount).int(value.change).address(value.owner).text(value.name)
    writer.bytes(value.blob).raw(value.hash)
    writer.list(value.parts, (w, part) => w.uint(part))
    writer.optional(value.parent, (w, parent) => w.u64(parent))
  },
  decode: (reader) => ({
    flag: reader.bool(),
    small: reader.u8(),
    count: reader.u32(),
    height: reader.u64(),
    amount: reader.uint(),
    change: reader.int(),
    owner: reader.address(),
    name: reader.text(),
    blob: reader.bytes(),
    hash: reader.raw(32),
    parts: reader.list((r) => r.uint()),
    parent: reader.optional((r) => r.u64()),
  }),
}

describe('records', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(decodeRecord(codec, encodeRecord(codec, value))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('have one encoding: damaged bytes are refused or are the encoding of what they decode to', () => {
    let decoded = 0
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(255), (value, at, byte) => {
        const bytes = encodeRecord(codec, value)
        bytes[at % bytes.length] = byte
        let damaged: Anything
        try {
          damaged = decodeRecord(codec, bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError)
          return
        }
        decoded++
        expect(toHex(encodeRecord(codec, damaged))).toBe(toHex(bytes))
      }),
      { numRuns: 2_000 },
    )
    expect(decoded).toBeGreaterThan(200)
  })

  it('cut off anywhere are refused', () => {
    fc.assert(
      fc.property(anything, fc.nat(), (value, at) => {
        const bytes = encodeRecord(codec, value)
        expect(() => decodeRecord(codec, bytes.subarray(0, at % bytes.length))).toThrow(DecodeError)
      }),
    )
  })
})

describe('fixed forms', () => {
  const rows: readonly [string, (writer: Writer) => void, string][] = [
    ['u64', (w) => w.u64(0x01_02030405), '0x0000000102030405'],
    ['uint 0', (w) => w.uint(0n), '0x00'],
    ['uint 255', (w) => w.uint(255n), '0x01ff'],
    ['uint 2^32', (w) => w.uint(1n << 32n), '0x050100000000'],
    ['uint 2^64', (w) => w.uint(1n << 64n), '0x09010000000000000000'],
    ['uint 2^256 - 1', (w) => w.uint(MAX_UINT256), `0x20${'ff'.repeat(32)}`],
    ['int -1', (w) => w.int(-1n), '0x010101'],
    ['text', (w) => w.text('é'), '0x00000002c3a9'],
    ['nothing', (w) => w.optional(undefined, () => {}), '0x00'],
    ['empty list', (w) => w.list([], () => {}), '0x00000000'],
  ]
  it.each(rows)('%s', (_name, write, hex) => {
    const writer = new Writer(1)
    write(writer)
    expect(toHex(writer.finish())).toBe(hex)
    expect(toHex(writer.view())).toBe(hex)
    expect(writer.length).toBe(hex.length / 2 - 1)
    expect(writer.reset().length).toBe(0)
  })

  it('integers at the edges of their bytes', () => {
    for (let bits = 0n; bits <= 256n; bits += 8n) {
      for (const value of [(1n << bits) - 1n, 1n << bits, (1n << bits) + 1n]) {
        if (value > MAX_UINT256) continue
        const digits = value === 0n ? '' : value.toString(16)
        const hex = digits.padStart(digits.length + (digits.length % 2), '0')
        const encoded = new Writer().uint(value).finish()
        expect(toHex(encoded)).toBe(`0x${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`)
        expect(new Reader(encoded).uint()).toBe(value)
      }
    }
  })

  const refused: readonly [string, string, (reader: Reader) => unknown][] = [
    ['a flag of 2', '0x02', (r) => r.bool()],
    ['an integer with a leading zero', '0x020001', (r) => r.uint()],
    ['an integer that ends early', '0x09010203', (r) => r.uint()],
    ['an address that ends early', `0x${'11'.repeat(19)}`, (r) => r.address()],
    ['an integer of 33 bytes', `0x21${'ff'.repeat(33)}`, (r) => r.uint()],
    ['negative zero', '0x0100', (r) => r.int()],
    ['u64 above 2^53 - 1', '0x0020000000000000', (r) => r.u64()],
    ['a list longer than its record', '0xffffffff00', (r) => r.list((one) => one.u8())],
    ['text that is no UTF-8', '0x00000001ff', (r) => r.text()],
    ['bytes left over', '0x00', (r) => r.end()],
  ]
  it.each(refused)('refuses %s', (_name, hex, read) => {
    expect(() => read(new Reader(fromHex(hex)))).toThrow(DecodeError)
  })

  it.each([
    ['uint below 0', (w: Writer) => w.uint(-1n)],
    ['uint of 257 bits', (w: Writer) => w.uint(MAX_UINT256 + 1n)],
    ['u32 below 0', (w: Writer) => w.u32(-1)],
    ['u32 of 33 bits', (w: Writer) => w.u32(2 ** 32)],
    ['u32 not whole', (w: Writer) => w.u32(0.5)],
    ['u64 below 0', (w: Writer) => w.u64(-1)],
    ['u64 not safe', (w: Writer) => w.u64(2 ** 53)],
  ])('does not write %s', (_name, write) => {
    expect(() => write(new Writer())).toThrow(AssertionError)
  })

  it('tells where a reader stands', () => {
    const reader = new Reader(fromHex('0x0102'))
    reader.u8()
    expect([reader.offset, reader.remaining]).toEqual([1, 1])
  })
})
