import { describe, expect, test } from 'vitest'
import type { SignedTransaction } from '#protocol/block.ts'
import { createGossipTestBed, type GossipTestBed } from './gossip.fixture.ts'
import { packBatch } from './parcel.ts'
import { testAccount, testTransaction, type TestTransaction } from './pool-transaction.fixture.ts'

let accounts = 0

function singles(count: number, options: TestTransaction = {}): SignedTransaction[] {
  const one = () => testTransaction({ sender: testAccount(accounts++), ...options })
  return Array.from({ length: count }, one)
}

function rawsOf(all: readonly SignedTransaction[]): Uint8Array[] {
  return all.map(({ transaction }) => transaction.raw)
}

function drop({ pool }: GossipTestBed, all: readonly SignedTransaction[]): void {
  for (const { transaction } of all) pool.remove(transaction.hash)
}

describe('batches of other nodes', () => {
  test('go on as they came, before what is packed here', () => {
    const bed = createGossipTestBed()
    const [own, first, second] = [singles(2), singles(3), singles(2)]
    for (const one of own) bed.takeOwn(one)
    bed.insertBatch(first)
    bed.insertBatch(second)
    const expected = [first, second, own].map((all) => packBatch(rawsOf(all)))
    expect(bed.reapParcels().map(({ bytes }) => bytes)).toEqual(expected)
    expect(bed.gossip.counts).toMatchObject({ batchesCarried: 2, batchesPacked: 1, offered: 7 })
  })

  test('what is left of those that are not handed on goes apart from what the own users sent', () => {
    const bed = createGossipTestBed()
    const [own, good, bad] = [singles(2), singles(2), singles(1, { chainId: 1 })]
    for (const one of own) bed.takeOwn(one)
    bed.insertBatch([...good, ...bad])
    expect(bed.reapParcels().map(({ signed }) => signed)).toEqual([own, good])
  })

  test('are packed anew when less than half of them is in the pool any more', () => {
    const bed = createGossipTestBed()
    const batch = singles(4)
    bed.insertBatch(batch)
    drop(bed, batch.slice(0, 2))
    expect(bed.reapParcels()[0]?.bytes).toEqual(packBatch(rawsOf(batch)))
    const other = singles(4)
    bed.insertBatch(other)
    drop(bed, other.slice(0, 3))
    expect(bed.reapParcels()[0]?.bytes).toEqual(other[3]?.transaction.raw)
  })

  test('are handed on after the delay', () => {
    const bed = createGossipTestBed({ relayAfterMs: 1_000 })
    const batch = singles(2)
    bed.insertBatch(batch)
    bed.clock.nowMs = 999
    expect(bed.reap()).toEqual([])
    bed.clock.nowMs = 1_000
    expect(bed.reap()).toEqual(batch)
  })

  test('are taken apart for those who did not get them: what is left is packed anew', () => {
    const bed = createGossipTestBed({ reofferBlocks: 3 })
    const [batch, own] = [singles(3), singles(2)]
    bed.insertBatch(batch)
    for (const one of own) bed.takeOwn(one)
    expect(bed.reap()).toHaveLength(5)
    drop(bed, batch.slice(0, 1))
    bed.gossip.onCommitted(3)
    const left = [...batch.slice(1), ...own]
    expect(bed.reapParcels()[0]?.bytes).toEqual(packBatch(rawsOf(left)))
    expect(bed.gossip.counts).toMatchObject({ offered: 5, reoffered: 4 })
  })
})

describe('memory', () => {
  test('a batch goes when too little of it is left, and all of it when nothing is', () => {
    const bed = createGossipTestBed()
    for (let round = 0; round < 50; round++) {
      const batch = singles(100, { bytes: 1_000 })
      bed.insertBatch(batch)
      expect(bed.gossip.heldBytes).toBeLessThanOrEqual(4 * bed.pool.bytes + 1024 * 1024)
      drop(bed, batch.slice(1))
    }
    bed.gossip.onCommitted(1)
    expect(bed.gossip.heldBytes).toBeLessThanOrEqual(4 * bed.pool.bytes + 1024 * 1024)
    expect(bed.reap()).toHaveLength(50)
  })

  test('half of a batch keeps all of it, and no more', () => {
    const bed = createGossipTestBed()
    for (let round = 0; round < 30; round++) {
      const batch = singles(100, { bytes: 1_000 })
      bed.insertBatch(batch)
      drop(bed, batch.slice(50))
    }
    expect(bed.gossip.heldBytes).toBeGreaterThan(2 * bed.pool.bytes)
    const carried = bed.gossip.counts.batchesCarried
    while (bed.reap().length > 0);
    expect(bed.gossip.counts.batchesCarried - carried).toBe(30)
    expect(bed.gossip.held).toBe(bed.pool.size)
  })
})
