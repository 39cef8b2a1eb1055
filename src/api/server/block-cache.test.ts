import { expect, test } from 'vitest'
import { createBlockCache } from './block-cache.ts'

function setting() {
  const at = { height: 1, nowMs: 0 }
  let reads = 0
  const cache = createBlockCache({ head: () => ({ height: at.height }) as never }, () => at.nowMs)
  return { at, cache, read: () => Promise.resolve(++reads) }
}

test('asks once for a block, also when many ask at once', async () => {
  const { cache, read } = setting()
  expect(await Promise.all([cache.get('a', read), cache.get('a', read)])).toEqual([1, 1])
  expect(await cache.get('b', read)).toBe(2)
})

test('asks again when a block came, and after a second', async () => {
  const { at, cache, read } = setting()
  await cache.get('a', read)
  at.height = 2
  expect(await cache.get('a', read)).toBe(2)
  at.nowMs = 999
  expect(await cache.get('a', read)).toBe(2)
  at.nowMs = 1_000
  expect(await cache.get('a', read)).toBe(3)
})

test('does not remember failures', async () => {
  const { cache, read } = setting()
  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await cache.get('a', read)).toBe(1)
})

test('forgets when texts become too many', async () => {
  const { cache, read } = setting()
  await cache.get('small', read)
  await cache.get('large', () => Promise.resolve('x'.repeat(33_000_000)))
  await Promise.resolve()
  expect(await cache.get('small', read)).toBe(2)
})
