import { expect, test } from 'vitest'
import type { SignedTransaction } from '#protocol/block.ts'
import { TwinCache } from './twin-cache.ts'

function transaction(...raw: number[]): SignedTransaction {
  return { transaction: { raw: Uint8Array.from(raw) } } as unknown as SignedTransaction
}

test('a copy is found by its bytes, and only a copy', () => {
  const cache = new TwinCache()
  const signed = transaction(9, 1, 2, 3, 4, 5, 6)
  cache.put(signed)
  expect(cache.find(Uint8Array.of(9, 1, 2, 3, 4, 5, 6))).toBe(signed)
  expect(cache.find(Uint8Array.of(8, 1, 2, 3, 4, 5, 6))).toBeUndefined()
  expect(cache.find(Uint8Array.of(1, 2, 3, 4, 5, 6))).toBeUndefined()
  expect(cache.find(Uint8Array.of(9, 1, 2, 3, 4, 5, 7))).toBeUndefined()
})

test('of two that end alike the later one is found', () => {
  const cache = new TwinCache()
  const [first, second] = [transaction(1, 0, 0, 0, 0, 0, 7), transaction(2, 0, 0, 0, 0, 0, 7)]
  cache.put(first)
  cache.put(second)
  expect(cache.find(first.transaction.raw)).toBeUndefined()
  expect(cache.find(second.transaction.raw)).toBe(second)
})

test('what is too short to be a transaction is never found', () => {
  const cache = new TwinCache()
  cache.put(transaction(1, 2))
  expect(cache.find(Uint8Array.of(1, 2))).toBeUndefined()
})

test('the oldest are forgotten', () => {
  const cache = new TwinCache(4)
  const all = Array.from({ length: 6 }, (_, n) => transaction(0, 0, 0, 0, 0, n))
  for (const one of all) cache.put(one)
  const found = all.map((one) => cache.find(one.transaction.raw) === one)
  expect(found).toEqual([false, false, true, true, true, true])
})
