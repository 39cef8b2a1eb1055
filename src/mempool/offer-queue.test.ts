import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SignedTransaction } from '#protocol/block.ts'
import type { Offer } from './offer.ts'
import { createOfferQueue } from './offer-queue.ts'
import { packBatch } from './parcel.ts'
import { testTransaction } from './pool-transaction.fixture.ts'

const STEP = fc.record({
  kind: fc.constantFrom('push', 'push', 'drop', 'drop', 'close', 'compact'),
  count: fc.nat(1_500),
})

function makeOffer(number: number): Offer {
  // One to three transactions, some of them with the batch that brought them.
  const size = 1 + (number % 3)
  const signed = Array.from({ length: size }, () => testTransaction({ bytes: 100 + (number % 7) }))
  const batch = packBatch(signed.map(({ transaction }) => transaction.raw))
  const parcel = number % 2 === 0 ? undefined : { bytes: batch, transactions: size }
  return { signed, parcel, isOwn: false, dueMs: 0, offeredHeight: 0 }
}

function bytesOf({ signed, parcel }: Offer): number {
  const packed = signed.reduce((sum, { transaction }) => sum + transaction.raw.length + 4, 0)
  return parcel?.bytes.length ?? packed
}

test('is a plain list without those that were closed', () => {
  const counts = { passed: 0, lostParcels: 0 }
  const run = fc.property(fc.array(STEP, { maxLength: 40, size: 'max' }), (steps) => {
    const open = new Set<SignedTransaction>()
    const queue = createOfferQueue((signed) => open.has(signed))
    let list: Offer[] = []
    const close = (signed: readonly SignedTransaction[]): void => {
      for (const one of signed) open.delete(one)
    }
    for (const { kind, count } of steps) {
      if (kind === 'push') {
        for (let at = 0; at < count; at++) {
          const offer = makeOffer(at)
          for (const one of offer.signed) open.add(one)
          list.push(offer)
          queue.push(offer)
        }
      } else if (kind === 'drop') {
        for (const expected of list.splice(0, count)) {
          const first = queue.first()
          if (first?.signed[0] !== expected.signed[0]) expect(first).toEqual(expected)
          queue.dropFirst()
          counts.passed++
        }
      } else if (kind === 'close') {
        list = list.flatMap((offer, at) => {
          const left = offer.signed.slice((at + count) % 3)
          close(offer.signed.filter((one) => !left.includes(one)))
          if (left.length === offer.signed.length) return [offer]
          // All are as long: half of them by number and by bytes.
          const isWorth =
            left.length * 2 >= (offer.parcel?.transactions ?? Number.POSITIVE_INFINITY)
          if (offer.parcel !== undefined && !isWorth) counts.lostParcels++
          const parcel = isWorth ? offer.parcel : undefined
          return left.length === 0 ? [] : [{ ...offer, signed: left, parcel }]
        })
      } else {
        queue.compact()
        expect(queue.length).toBe(list.reduce((sum, { signed }) => sum + signed.length, 0))
        expect(queue.bytes).toBe(list.reduce((sum, offer) => sum + bytesOf(offer), 0))
      }
      expect(queue.first()).toEqual(list[0])
      expect(queue.length).toBeGreaterThanOrEqual(list.length)
    }
    open.clear()
    expect(queue.first()).toBeUndefined()
    expect([queue.length, queue.bytes]).toEqual([0, 0])
  })
  fc.assert(run, { numRuns: 20 })
  console.log('offers through the queue:', counts)
  expect(counts.passed).toBeGreaterThan(20_000)
  expect(counts.lostParcels).toBeGreaterThan(1_000)
})
