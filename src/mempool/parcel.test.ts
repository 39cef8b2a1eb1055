import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  computeBatchBytes,
  isBatch,
  MAX_BATCH_BYTES,
  MAX_BATCH_TRANSACTIONS,
  packBatch,
  unpackBatch,
} from './parcel.ts'

const RAWS = [Uint8Array.of(0xf8, 1, 2), Uint8Array.of(2, 9), new Uint8Array(70_000).fill(7)]
const GOOD = packBatch(RAWS)

function repeat(count: number, raw: Uint8Array): Uint8Array[] {
  return Array.from({ length: count }, () => raw)
}

test('a batch gives back what was put in, wherever it lies in memory', () => {
  expect(unpackBatch(GOOD)).toEqual(RAWS)
  const message = new Uint8Array(GOOD.length + 20).fill(0xff)
  message.set(GOOD, 7)
  expect(unpackBatch(message.subarray(7, 7 + GOOD.length))).toEqual(RAWS)
})

test('the bytes are as documented', () => {
  const batch = packBatch(RAWS.slice(0, 2))
  expect([...batch]).toEqual([0x7d, 0, 0, 0, 3, 0xf8, 1, 2, 0, 0, 0, 2, 2, 9])
  expect(computeBatchBytes(RAWS.slice(0, 2))).toBe(batch.length)
})

test('as many and as long as the bounds say', () => {
  expect(
    unpackBatch(packBatch(repeat(MAX_BATCH_TRANSACTIONS, RAWS[1] as Uint8Array))),
  ).toHaveLength(MAX_BATCH_TRANSACTIONS)
  const full = packBatch([new Uint8Array(1), new Uint8Array(MAX_BATCH_BYTES - 10)])
  expect(full).toHaveLength(MAX_BATCH_BYTES)
  expect(unpackBatch(full)).toHaveLength(2)
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['a transaction', Uint8Array.of(0xf8, 1, 2)],
  ['an empty batch', Uint8Array.of(0x7d)],
  ['a batch of one', packBatch(RAWS.slice(0, 1))],
  ['an empty transaction', packBatch([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2)])],
  ['a batch in the batch', packBatch([Uint8Array.of(1), packBatch(RAWS)])],
  ['half a length', GOOD.subarray(0, 3)],
  ['a length without its bytes', GOOD.subarray(0, 5)],
  ['half a transaction', GOOD.subarray(0, GOOD.length - 1)],
  ['bytes behind the last', Uint8Array.of(...packBatch(RAWS.slice(0, 2)), 0)],
  ['a length of 4 GiB', Uint8Array.of(0x7d, 0, 0, 0, 1, 1, 0xff, 0xff, 0xff, 0xff, 1)],
  ['too many', packBatch(repeat(MAX_BATCH_TRANSACTIONS + 1, Uint8Array.of(2)))],
  ['too long', packBatch([new Uint8Array(1), new Uint8Array(MAX_BATCH_BYTES - 9)])],
])('is no batch: %s', (_name, bytes) => {
  expect(unpackBatch(bytes)).toBeUndefined()
})

test('any bytes are one batch in one way, or none', () => {
  const counts = { batches: 0, none: 0 }
  const raw = fc.uint8Array({ minLength: 0, maxLength: 6 })
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 40 }).map((rest) => Uint8Array.of(0x7d, ...rest)),
    fc.array(raw, { maxLength: 5 }).map(packBatch),
    fc.tuple(fc.array(raw, { minLength: 2, maxLength: 5 }), fc.nat(60), fc.nat(255)).map(
      // A batch with one byte changed.
      ([raws, at, value]) => packBatch(raws).map((old, index) => (index === at ? value : old)),
    ),
  )
  const run = fc.property(bytes, (given) => {
    const raws = unpackBatch(given)
    if (raws === undefined) {
      counts.none++
      return
    }
    counts.batches++
    expect(packBatch(raws)).toEqual(given)
    expect(raws.length).toBeGreaterThan(1)
    expect(raws.every((one) => one.length > 0 && !isBatch(one))).toBe(true)
  })
  fc.assert(run, { numRuns: 3_000 })
  console.log('batch property:', counts)
  for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThan(300)
})
