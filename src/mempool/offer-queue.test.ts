import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOfferQueue, type Offer } from './offer-queue.ts'
import { testTransaction } from './pool-transaction.fixture.ts'

const STEP = fc.record({
  kind: fc.constantFrom('push', 'push', 'drop', 'drop', 'close', 'compact'),
  count: fc.nat(1_500),
})

test('is a plain list without those that were closed', () => {
  let passed = 0
  const run = fc.property(fc.array(STEP, { maxLength: 40, size: 'max' }), (steps) => {
    const open = new Set<Offer>()
    const queue = createOfferQueue((offer) => open.has(offer))
    let list: Offer[] = []
    for (const { kind, count } of steps) {
      if (kind === 'push') {
        for (let at = 0; at < count; at++) {
          const signed = testTransaction({ bytes: 100 + (at % 7) })
          const offer = { signed, dueMs: 0, offeredHeight: 0 }
          open.add(offer)
          list.push(offer)
          queue.push(offer)
        }
      } else if (kind === 'drop') {
        for (const expected of list.splice(0, count)) {
          if (queue.first() !== expected) expect(queue.first()).toBe(expected)
          queue.dropFirst()
          passed++
        }
      } else if (kind === 'close') {
        list = list.filter((offer, at) => (at + count) % 3 > 0 || !open.delete(offer))
      } else {
        queue.compact()
        expect(queue.length).toBe(list.length)
        const bytes = list.reduce((sum, { signed }) => sum + signed.transaction.raw.length, 0)
        expect(queue.bytes).toBe(bytes)
      }
      expect(queue.first()).toBe(list[0])
      expect(queue.length).toBeGreaterThanOrEqual(list.length)
    }
    for (const offer of list) open.delete(offer)
    expect(queue.first()).toBeUndefined()
    expect([queue.length, queue.bytes]).toEqual([0, 0])
  })
  fc.assert(run, { numRuns: 40 })
  console.log('offers through the queue:', passed)
  expect(passed).toBeGreaterThan(20_000)
})
