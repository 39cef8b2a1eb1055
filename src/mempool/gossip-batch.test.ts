import { describe, expect, test } from 'vitest'
import type { InsertTxResult } from '#protocol/abci.ts'
import { insertBatch, packBatch, reapBatch, unpackBatch } from './gossip-batch.ts'

const RAWS = [Uint8Array.of(0xf8, 1, 2), Uint8Array.of(2, 9), new Uint8Array(70_000).fill(7)]

function insertAll(bytes: Uint8Array, results: readonly InsertTxResult[] = []) {
  const seen: Uint8Array[] = []
  const answer = insertBatch(bytes, (raw) => {
    seen.push(raw)
    return results[seen.length - 1] ?? 'taken'
  })
  return { answer, seen }
}

test('a batch gives back what was put in', () => {
  expect(unpackBatch(packBatch(RAWS))).toEqual(RAWS)
  expect(insertAll(packBatch(RAWS))).toEqual({ answer: 'taken', seen: RAWS })
})

test('a transaction alone goes as it is', () => {
  const [raw = new Uint8Array(0)] = RAWS
  expect(reapBatch(0, () => [raw])).toEqual([raw])
  expect(reapBatch(0, () => [])).toEqual([])
  expect(insertAll(raw)).toEqual({ answer: 'taken', seen: [raw] })
})

test('a batch is made where it fits', () => {
  const size = packBatch(RAWS).length
  expect(reapBatch(0, () => RAWS)).toEqual([packBatch(RAWS)])
  expect(reapBatch(size, () => RAWS)).toEqual([packBatch(RAWS)])
  expect(reapBatch(size - 1, () => RAWS)).toEqual(RAWS)
})

describe('the answer to a batch', () => {
  test.each<[string, readonly InsertTxResult[], InsertTxResult]>([
    ['taken when one is', ['refused', 'taken', 'refused'], 'taken'],
    ['to be sent again when one is', ['taken', 'retry', 'refused'], 'retry'],
    ['to be sent again whatever comes behind', ['retry', 'taken', 'taken'], 'retry'],
    ['refused when all are', ['refused', 'refused', 'refused'], 'refused'],
  ])('is %s', (_, results, expected) => {
    const { answer, seen } = insertAll(packBatch(RAWS), results)
    expect(answer).toBe(expected)
    expect(seen).toHaveLength(RAWS.length)
  })
})

test('bytes that are no batch are refused, and nothing of them is looked at', () => {
  const good = packBatch(RAWS)
  let refused = 0
  for (const bytes of [
    Uint8Array.of(0x7d),
    Uint8Array.of(0x7d, 0, 0),
    Uint8Array.of(0x7d, 0, 0, 0, 0),
    Uint8Array.of(0x7d, 0xff, 0xff, 0xff, 0xff, 1),
    good.subarray(0, good.length - 1),
    good.subarray(0, 6),
  ]) {
    expect(insertAll(bytes)).toEqual({ answer: 'refused', seen: [] })
    refused++
  }
  expect(refused).toBe(6)
})
