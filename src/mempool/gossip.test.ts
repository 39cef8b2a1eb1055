import { describe, expect, test } from 'vitest'
import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createGossipTestBed, type GossipTestBed } from './gossip.fixture.ts'
import { DEFAULT_GOSSIP_LIMITS } from './gossip-limits.ts'
import { MAX_BATCH_BYTES, MAX_BATCH_TRANSACTIONS } from './parcel.ts'
import { testAccount, testTransaction, type TestTransaction } from './pool-transaction.fixture.ts'

let accounts = 0

/** A transaction of an account of its own. */
function single(options: TestTransaction = {}): SignedTransaction {
  return testTransaction({ sender: testAccount(accounts++), ...options })
}

function singles(count: number, options: TestTransaction = {}): SignedTransaction[] {
  return Array.from({ length: count }, () => single(options))
}

type Six = [
  SignedTransaction,
  SignedTransaction,
  SignedTransaction,
  SignedTransaction,
  SignedTransaction,
  SignedTransaction,
]

/** Transactions of the next answer, parcel by parcel. */
function reapGroups(bed: GossipTestBed): (readonly SignedTransaction[])[] {
  return bed.reapParcels().map(({ signed }) => signed)
}

function takeAll(bed: GossipTestBed, transactions: readonly SignedTransaction[]): void {
  for (const signed of transactions) expect(bed.takeOwn(signed)).toBe(true)
}

describe('what is handed out', () => {
  test('each transaction once: what came alone alone, what the own users sent as one', () => {
    const bed = createGossipTestBed()
    const all = singles(6)
    for (const [at, signed] of all.entries()) {
      if (at % 2 === 0) bed.takeOwn(signed)
      else bed.takeFromPeer(signed)
    }
    const [a, b, c, d, e, f] = all as Six
    expect(reapGroups(bed)).toEqual([[b], [d], [f], [a, c, e]])
    expect(bed.reap()).toEqual([])
    expect(bed.gossip.counts).toMatchObject({
      offered: 6,
      reoffered: 0,
      taken: 3,
      batches: 0,
      batchesPacked: 1,
      batchesCarried: 0,
    })
  })

  test('one of the own users that comes alone goes as it is', () => {
    const bed = createGossipTestBed()
    const signed = single()
    takeAll(bed, [signed])
    expect(bed.reapParcels()).toEqual([{ bytes: signed.transaction.raw, signed: [signed] }])
    expect(bed.gossip.counts.batchesPacked).toBe(0)
  })

  test('nothing that has left the pool meanwhile', () => {
    const bed = createGossipTestBed()
    const all = singles(5)
    takeAll(bed, all)
    for (const at of [0, 2, 4]) bed.pool.remove((all[at] as SignedTransaction).transaction.hash)
    expect(bed.reap()).toEqual([all[1], all[3]] as SignedTransaction[])
  })

  test('what comes back into the pool is handed out as new, once', () => {
    const bed = createGossipTestBed()
    const signed = single()
    takeAll(bed, [signed])
    expect(bed.reap()).toHaveLength(1)
    bed.pool.remove(signed.transaction.hash)
    const back = { ...signed }
    takeAll(bed, [back])
    expect(bed.reap()).toEqual([back])
    for (let height = 1; height <= 20; height++) bed.gossip.onCommitted(height)
    expect(bed.reap()).toHaveLength(1)
  })

  test('as many bytes as were asked for, without one overtaking another', () => {
    const bed = createGossipTestBed()
    const all = [100, 100, 300, 50].map((bytes) => single({ bytes }))
    takeAll(bed, all)
    // A batch has one byte, and four for each transaction.
    expect(bed.reap(1 + 104 + 104 + 303)).toEqual(all.slice(0, 2))
    expect(bed.reap(1 + 304 + 54)).toEqual(all.slice(2))
  })

  test('no more than a batch may have', () => {
    const bed = createGossipTestBed()
    const all = singles(9, { bytes: MAX_BATCH_BYTES / 4 - 5 })
    takeAll(bed, all)
    const lengths = [0, 1e9, 0, 0].map((maxBytes) => bed.reap(maxBytes).length)
    expect(lengths).toEqual([4, 4, 1, 0])
    takeAll(bed, singles(MAX_BATCH_TRANSACTIONS + 1, { bytes: 100 }))
    expect(reapGroups(bed).map(({ length }) => length)).toEqual([MAX_BATCH_TRANSACTIONS])
    expect(reapGroups(bed).map(({ length }) => length)).toEqual([1])
  })

  test('one that no answer of the size asked for can carry does not hold up the others', () => {
    const bed = createGossipTestBed()
    const [large, small] = [single({ bytes: 500 }), single({ bytes: 100 })]
    takeAll(bed, [large, small])
    expect(bed.reap(200)).toEqual([small])
    expect(bed.gossip.counts.offered).toBe(1)
  })
})

describe('what another node sent', () => {
  test('is handed on after the delay, if it is still there', () => {
    const bed = createGossipTestBed({ relayAfterMs: 1_000 })
    const [relayed, mined] = [single(), single()]
    bed.takeFromPeer(relayed)
    bed.takeFromPeer(mined)
    bed.clock.nowMs = 500
    const own = single()
    takeAll(bed, [own])
    expect(bed.reap()).toEqual([own])
    bed.pool.remove(mined.transaction.hash)
    bed.clock.nowMs = 999
    expect(bed.reap()).toEqual([])
    bed.clock.nowMs = 1_000
    expect(bed.reap()).toEqual([relayed])
  })
})

test('what the own users send themselves is not held back for having come from another node before', () => {
  const bed = createGossipTestBed({ relayAfterMs: 1_000 })
  const signed = single()
  bed.takeFromPeer(signed)
  bed.pool.remove(signed.transaction.hash)
  const again = { ...signed }
  takeAll(bed, [again])
  expect(bed.reap()).toEqual([again])
})

describe('what is handed out again', () => {
  function commit({ gossip }: GossipTestBed, from: number, to: number): void {
    for (let height = from; height <= to; height++) gossip.onCommitted(height)
  }

  test('is what is still in the pool so many blocks later, every so many blocks', () => {
    const bed = createGossipTestBed({ reofferBlocks: 3 })
    const [stays, goes] = [single(), single()]
    takeAll(bed, [stays, goes])
    commit(bed, 1, 10)
    expect(bed.reap()).toHaveLength(2)
    bed.pool.remove(goes.transaction.hash)
    for (const round of [1, 2]) {
      commit(bed, 8 + 3 * round, 9 + 3 * round)
      expect(bed.reap()).toEqual([])
      commit(bed, 10 + 3 * round, 10 + 3 * round)
      expect(bed.reap()).toEqual([stays])
      expect(bed.reap()).toEqual([])
    }
    expect(bed.gossip.counts).toMatchObject({ offered: 2, reoffered: 2 })
  })

  test('comes after what is new', () => {
    const bed = createGossipTestBed({ reofferBlocks: 1 })
    const [old, young] = [single(), single()]
    takeAll(bed, [old])
    bed.reap()
    commit(bed, 1, 1)
    takeAll(bed, [young])
    expect(reapGroups(bed)).toEqual([[young], [old]])
  })

  test.each([
    ['transactions', { reofferTransactions: 2 }, 100, [2, 2, 1, 0]],
    ['bytes', { reofferBytes: 70_000 }, 25_000, [2, 2, 1, 0]],
  ])('is limited per block: %s', (_name, limits, bytes, expected) => {
    const bed = createGossipTestBed({ reofferBlocks: 5, ...limits })
    const all = singles(5, { bytes })
    takeAll(bed, all)
    expect(bed.reap()).toHaveLength(5)
    const lengths = [5, 6, 7, 8].map((height) => {
      commit(bed, height, height)
      return bed.reap().length + bed.reap().length
    })
    expect(lengths).toEqual(expected)
  })

  test('a full pool goes round in the time of one re-offer', () => {
    const { reofferTransactions, reofferBlocks } = DEFAULT_GOSSIP_LIMITS
    const bed = createGossipTestBed()
    expect(reofferTransactions * reofferBlocks).toBeGreaterThanOrEqual(
      bed.pool.limits.maxTransactions,
    )
  })
})

describe('memory', () => {
  test('follows the pool, also when nothing is asked for', () => {
    const bed = createGossipTestBed()
    for (let round = 0; round < 40; round++) {
      const some = singles(500)
      takeAll(bed, some)
      for (const signed of some.slice(1)) bed.pool.remove(signed.transaction.hash)
      expect(bed.gossip.held).toBeLessThanOrEqual(2 * bed.pool.size + 1_024 + 500)
    }
    bed.gossip.onCommitted(1)
    expect(bed.gossip.held).toBeLessThanOrEqual(2 * bed.pool.size + 1_024)
    expect(bed.reap()).toHaveLength(40)
    expect(bed.gossip.held).toBe(40)
  })

  test('counts bytes as well', () => {
    const bed = createGossipTestBed()
    const some = singles(100, { bytes: 60_000 })
    takeAll(bed, some)
    for (const signed of some.slice(1)) bed.pool.remove(signed.transaction.hash)
    bed.gossip.onCommitted(1)
    expect(bed.gossip.held).toBe(1)
  })
})

test.each([
  { waitingBytes: 2 * MAX_BATCH_BYTES - 1 },
  { reofferBytes: MAX_TRANSACTION_BYTES },
  { relayAfterMs: -1 },
  { reofferBlocks: 0 },
  { reofferTransactions: -1 },
])('limits that cannot be meant are refused: %j', (limits) => {
  expect(() => createGossipTestBed(limits)).toThrow('gossip:')
})
