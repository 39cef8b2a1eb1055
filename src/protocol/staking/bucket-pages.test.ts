import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBucketPages } from './bucket-pages.ts'

test('lists what a plain sorted set lists, over page borders', () => {
  const index = fc.oneof(fc.nat(70), fc.integer({ min: 1_000, max: 1_060 }), fc.nat(5_000))
  const changes = fc.array(index, { maxLength: 120 })
  fc.assert(
    fc.property(changes, fc.nat(130), fc.nat(130), (toggled, offset, limit) => {
      const pages = createBucketPages()
      const plain = new Set<number>()
      for (const one of toggled) {
        if (plain.delete(one)) pages.remove(one)
        else {
          plain.add(one)
          pages.add(one)
        }
      }
      const sorted = [...plain].sort((a, b) => a - b)
      expect(pages.list(offset, limit)).toEqual(sorted.slice(offset, offset + limit))
    }),
    { numRuns: 300, seed: 20 },
  )
})

test('finds a page behind a million buckets', () => {
  const pages = createBucketPages()
  for (let i = 0; i < 1_000_000; i++) pages.add(i)
  pages.remove(5)
  expect(pages.list(999_990, 3)).toEqual([999_991, 999_992, 999_993])
})
