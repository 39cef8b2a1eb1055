import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createGossipTestBed, type GossipTestBed } from './gossip.fixture.ts'
import { DEFAULT_GOSSIP_LIMITS } from './gossip-limits.ts'
import { testAccount, testTransaction, type TestTransaction } from './pool-transaction.fixture.ts'

let accounts = 0

/** A transaction of an account of its own. */
function single(options: TestTransaction = {}): SignedTransaction {
  return testTransaction({ sender: testAccount(accounts++), ...options })
}

function singles(count: number, options: TestTransaction = {}): SignedTransaction[] {
  return Array.from({ length: count }, () => single(options))
}

function takeAll(bed: GossipTestBed, transactions: readonly SignedTransaction[]): void {
  for (const signed of transactions) expect(bed.takeOwn(signed)).toBe(true)
}

describe('what is handed out', () => {
  test('each transaction once, the oldest first, whoever sent it', () => {
    const bed = createGossipTestBed()
    const all = singles(6)
    for (const [at, signed] of all.entries()) {
      if (at % 2 === 0) bed.takeOwn(signed)
      else bed.takeFromPeer(signed)
    }
    expect(bed.reap()).toEqual(all)
    expect(bed.reap()).toEqual([])
    expect(bed.gossip.counts).toMatchObject({ offered: 6, reoffered: 0, taken: 3 })
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
    expect(bed.reap(310)).toEqual(all.slice(0, 2))
    expect(bed.reap(350)).toEqual(all.slice(2))
  })

  test('no more than the limit of an answer', () => {
    const bed = createGossipTestBed({ answerBytes: MAX_TRANSACTION_BYTES })
    const all = singles(9, { bytes: MAX_TRANSACTION_BYTES / 4 })
    takeAll(bed, all)
    const lengths = [0, 1e9, 0, 0].map((maxBytes) => bed.reap(maxBytes).length)
    expect(lengths).toEqual([4, 4, 1, 0])
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
    expect(bed.reap()).toEqual([young, old])
  })

  test.each([
    ['transactions', { reofferTransactions: 2 }, 100, [2, 2, 1, 0]],
    ['bytes', { reofferBytes: MAX_TRANSACTION_BYTES }, MAX_TRANSACTION_BYTES / 2 - 1, [2, 2, 1, 0]],
  ])('is limited per block: %s', (_name, limits, bytes, expected) => {
    const bed = createGossipTestBed({ reofferBlocks: 5, answerBytes: 512 * 1024, ...limits })
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
  { answerBytes: MAX_TRANSACTION_BYTES - 1 },
  { waitingBytes: 0 },
  { reofferBytes: 1 },
  { relayAfterMs: -1 },
  { reofferBlocks: 0 },
  { reofferTransactions: -1 },
])('limits that cannot be meant are refused: %j', (limits) => {
  expect(() => createGossipTestBed(limits)).toThrow('gossip:')
})

/** What the property below knows of a transaction that the pool took. */
interface Known {
  readonly dueMs: number
  offers: number
  lastHeight: number
}

const STEP = fc.record({
  kind: fc.constantFrom('own', 'own', 'peer', 'peer', 'remove', 'reap', 'commit', 'wait'),
  account: fc.nat(5),
  nonce: fc.nat(3),
  feeRau: fc.integer({ min: 1, max: 40 }),
  bytes: fc.integer({ min: 100, max: 20_000 }),
  pick: fc.nat(1_000),
})

const SETTING = fc.record({
  relayAfterMs: fc.constantFrom(0, 0, 3),
  reofferBlocks: fc.integer({ min: 1, max: 4 }),
  reofferTransactions: fc.integer({ min: 1, max: 5 }),
})

test('what stays in the pool is handed out once, and again when it is time; nothing else is', () => {
  const totals = { taken: 0, offered: 0, reoffered: 0, gone: 0, cut: 0 }
  const run = fc.property(
    SETTING,
    fc.array(STEP, { maxLength: 150, size: 'max' }),
    (setting, steps) => {
      const limits = { ...DEFAULT_GOSSIP_LIMITS, ...setting, answerBytes: MAX_TRANSACTION_BYTES }
      const bed = createGossipTestBed(limits, { maxTransactions: 12 })
      const { pool, gossip, clock } = bed
      const known = new Map<SignedTransaction, Known>()
      let height = 0
      let reoffersInBlock = 0
      const isOpen = (signed: SignedTransaction): boolean =>
        pool.get(signed.transaction.hash) === signed
      const open = (): SignedTransaction[] => [...known.keys()].filter(isOpen)

      const reap = (maxBytes: number): number => {
        const answer = bed.reap(maxBytes)
        const limit = maxBytes === 0 ? limits.answerBytes : Math.min(maxBytes, limits.answerBytes)
        const left = answer.reduce((rest, one) => rest - one.transaction.raw.length, limit)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(new Set(answer).size).toBe(answer.length)
        expect(answer.every(isOpen)).toBe(true)
        const firstTime = answer.filter((one) => known.get(one)?.offers === 0)
        // What is new comes first, and in the order of its arrival where nothing is held back.
        expect(answer.slice(0, firstTime.length)).toEqual(firstTime)
        if (setting.relayAfterMs === 0) {
          const inOrder = [...known.keys()].filter((one) => firstTime.includes(one))
          expect(firstTime).toEqual(inOrder)
        }
        for (const one of answer) {
          const its = must(known.get(one), 'a transaction that was taken')
          expect(its.dueMs).toBeLessThanOrEqual(clock.nowMs)
          if (its.offers > 0) {
            expect(height - its.lastHeight).toBeGreaterThanOrEqual(setting.reofferBlocks)
            reoffersInBlock++
            totals.reoffered++
          }
          its.offers++
          its.lastHeight = height
        }
        expect(reoffersInBlock).toBeLessThanOrEqual(setting.reofferTransactions)
        // Whatever is new and due was handed out, unless there was no room for one of them.
        const missed = open().filter((one) => {
          const its = must(known.get(one), 'a transaction that was taken')
          return its.offers === 0 && its.dueMs <= clock.nowMs
        })
        if (missed.length > 0) {
          totals.cut++
          expect(missed.some((one) => one.transaction.raw.length > left)).toBe(true)
        }
        totals.offered += firstTime.length
        return answer.length
      }

      const commit = (): void => {
        height++
        reoffersInBlock = 0
        gossip.onCommitted(height)
        expect(gossip.held).toBeLessThanOrEqual(2 * pool.size + 1_024)
      }

      for (const { kind, account, nonce, feeRau, bytes, pick } of steps) {
        if (kind === 'own' || kind === 'peer') {
          const sender = testAccount(account)
          const signed = testTransaction({ sender, nonce, feeRau: BigInt(feeRau), bytes })
          const isTaken = kind === 'own' ? bed.takeOwn(signed) : bed.takeFromPeer(signed)
          const delayMs = kind === 'own' ? 0 : setting.relayAfterMs
          if (isTaken) known.set(signed, { dueMs: clock.nowMs + delayMs, offers: 0, lastHeight: 0 })
        } else if (kind === 'remove') {
          const one = open()[pick % Math.max(1, pool.size)]
          if (one !== undefined) pool.remove(one.transaction.hash)
        } else if (kind === 'reap') reap(pick % 3 === 0 ? 0 : 20_000 + pick * 5)
        else if (kind === 'commit') commit()
        else clock.nowMs++
      }
      // Left alone, all that is still there goes out, and later goes out again.
      clock.nowMs += setting.relayAfterMs
      while (reap(0) > 0);
      const rest = open()
      const before = rest.map((one) => known.get(one)?.offers ?? 0)
      expect(before.every((offers) => offers > 0)).toBe(true)
      for (let block = 0; block < setting.reofferBlocks + rest.length; block++) {
        commit()
        while (reap(0) > 0);
      }
      for (const [at, one] of rest.entries()) {
        expect(known.get(one)?.offers).toBeGreaterThan(before[at] as number)
      }
      expect(gossip.held).toBe(pool.size)
      totals.taken += known.size
      totals.gone += [...known].filter(([one, { offers }]) => offers === 0 && !isOpen(one)).length
    },
  )
  fc.assert(run, { numRuns: 300 })
  console.log('gossip property:', totals)
  for (const [name, count] of Object.entries(totals)) expect(count, name).toBeGreaterThan(50)
})
