import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createGossipTestBed } from './gossip.fixture.ts'
import { isBatch, LENGTH_BYTES, packBatch } from './parcel.ts'
import { testAccount, testTransaction } from './pool-transaction.fixture.ts'

/** What the property knows of a transaction that the pool took. */
interface Known {
  /** Transactions that came together have the same. */
  readonly arrival: number
  readonly dueMs: number
  offers: number
  lastHeight: number
}

/** A batch that another node sent. */
interface Sent {
  readonly signed: readonly SignedTransaction[]
  readonly isSound: boolean
  isCarried: boolean
}

const TRANSACTION = fc.record({
  account: fc.nat(5),
  nonce: fc.nat(3),
  feeRau: fc.integer({ min: 1, max: 40 }),
  bytes: fc.integer({ min: 100, max: 6_000 }),
  /** In a batch: a new one, one of another chain, one that was sent before. */
  kind: fc.constantFrom('new', 'new', 'new', 'new', 'new', 'bad', 'known', 'known'),
  pick: fc.nat(1_000),
})

const STEP = fc.record({
  kind: fc.constantFrom(
    ...(['own', 'own', 'peer', 'peer', 'batch', 'batch', 'batch'] as const),
    ...(['remove', 'reap', 'reap', 'commit', 'wait'] as const),
  ),
  transactions: fc.array(TRANSACTION, { minLength: 2, maxLength: 4 }),
  pick: fc.nat(1_000),
})

const SETTING = fc.record({
  relayAfterMs: fc.constantFrom(0, 0, 3),
  reofferBlocks: fc.integer({ min: 1, max: 4 }),
  reofferTransactions: fc.integer({ min: 1, max: 5 }),
})

const OWN_LIMIT_BYTES = 128 * 1024

test('what stays in the pool is handed out once, and again when it is time; nothing else is, but in the batch that it came in', () => {
  const totals = { taken: 0, offered: 0, reoffered: 0, gone: 0, cut: 0 }
  const batches = { carried: 0, unpacked: 0, packed: 0, withOthers: 0 }
  const run = fc.property(
    SETTING,
    fc.array(STEP, { maxLength: 120, size: 'max' }),
    (setting, steps) => {
      const bed = createGossipTestBed(setting, { maxTransactions: 12 })
      const { pool, gossip, clock } = bed
      const known = new Map<SignedTransaction, Known>()
      const everything: SignedTransaction[] = []
      const sent = new Map<string, Sent>()
      const takenBy = new Map<SignedTransaction, Sent>()
      let arrivals = 0
      let height = 0
      let reoffersInBlock = 0
      const isOpen = (signed: SignedTransaction): boolean => pool.has(signed.transaction.hash)
      const open = (): SignedTransaction[] => [...known.keys()].filter(isOpen)
      const look = (signed: SignedTransaction): Known =>
        must(known.get(signed), 'a transaction that was taken')

      /** What of a parcel counts as handed out. */
      const check = (bytes: Uint8Array, signed: readonly SignedTransaction[]) => {
        const batch = sent.get(keyOf(bytes))
        const isIts = (one: SignedTransaction): boolean =>
          takenBy.get(one) === batch && isOpen(one) && look(one).offers === 0
        const its = batch === undefined ? [] : [...new Set(signed)].filter(isIts)
        const isWorth =
          2 * its.length >= signed.length && 2 * (1 + sum(its, LENGTH_BYTES)) > bytes.length
        // Packed here; sometimes by chance as it came once.
        if (batch === undefined || batch.isCarried || !isWorth) {
          expect(signed.every(isOpen)).toBe(true)
          if (isBatch(bytes)) batches.packed++
          return signed
        }
        expect(batch.isSound).toBe(true)
        batch.isCarried = true
        batches.carried++
        if (its.length < signed.length) batches.withOthers++
        return its
      }
      const reap = (maxBytes: number): number => {
        const answer = bed.reapParcels(maxBytes)
        const limit = maxBytes === 0 ? OWN_LIMIT_BYTES : Math.min(maxBytes, OWN_LIMIT_BYTES)
        const left = answer.reduce((rest, { bytes }) => rest - bytes.length, limit)
        expect(left).toBeGreaterThanOrEqual(0)
        const handed = answer.flatMap(({ bytes, signed }) => check(bytes, signed))
        expect(new Set(handed).size).toBe(handed.length)
        const firstTime = handed.filter((one) => look(one).offers === 0)
        for (const one of handed) {
          const its = look(one)
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
        // Whatever is new and due was handed out, unless there was no room; and then nothing overtook it.
        const missed = open().filter((one) => {
          const its = look(one)
          return its.offers === 0 && its.dueMs <= clock.nowMs
        })
        if (missed.length > 0) {
          totals.cut++
          const oldest = Math.min(...missed.map((one) => look(one).arrival))
          if (setting.relayAfterMs === 0) {
            expect(firstTime.every((one) => look(one).arrival < oldest)).toBe(true)
          }
          expect(handed).toHaveLength(firstTime.length)
          const together = missed.filter((one) => look(one).arrival === oldest)
          expect(2 * sum(together, LENGTH_BYTES) + 2).toBeGreaterThan(left)
        }
        totals.offered += firstTime.length
        return answer.length
      }

      const commit = (): void => {
        height++
        reoffersInBlock = 0
        gossip.onCommitted(height)
        expect(gossip.held).toBeLessThanOrEqual(2 * pool.size + 1_024)
        expect(gossip.heldBytes).toBeLessThanOrEqual(4 * pool.bytes + 1024 * 1024)
      }

      const note = (signed: SignedTransaction, arrival: number, delayMs: number): void => {
        const dueMs = clock.nowMs + delayMs
        known.set(signed, { arrival, dueMs, offers: 0, lastHeight: 0 })
      }

      const insertBatch = (given: Step['transactions']): void => {
        const signed = given.map((one) => {
          const before = everything[one.pick % Math.max(1, everything.length)]
          if (one.kind === 'known' && before !== undefined) return before
          return make(one, one.kind === 'bad' ? 1 : undefined)
        })
        const key = keyOf(packBatch(signed.map(({ transaction }) => transaction.raw)))
        // An engine carries the same bytes once.
        if (sent.has(key)) return
        const isSound = signed.every(({ transaction }) => transaction.chainId !== 1)
        const batch: Sent = { signed, isSound, isCarried: false }
        sent.set(key, batch)
        const inPool = (one: SignedTransaction) => pool.get(one.transaction.hash)
        const before = new Map(signed.map((one) => [one, inPool(one)]))
        bed.insertBatch(signed)
        batches.unpacked++
        const fresh = [...before].flatMap(([one, old]) =>
          isOpen(one) && inPool(one) !== old ? [one] : [],
        )
        arrivals++
        for (const one of fresh) {
          note(one, arrivals, setting.relayAfterMs)
          takenBy.set(one, batch)
        }
      }

      const make = (options: Step['transactions'][number], chainId?: number): SignedTransaction => {
        const { account, nonce, feeRau, bytes } = options
        const signed = testTransaction({
          sender: testAccount(account),
          nonce,
          feeRau: BigInt(feeRau),
          bytes,
          ...(chainId === undefined ? {} : { chainId }),
        })
        everything.push(signed)
        return signed
      }

      for (const { kind, transactions, pick } of steps) {
        const [first] = transactions as [Step['transactions'][number]]
        if (kind === 'own' || kind === 'peer') {
          const signed = make(first)
          const isTaken = kind === 'own' ? bed.takeOwn(signed) : bed.takeFromPeer(signed)
          if (isTaken) note(signed, ++arrivals, kind === 'own' ? 0 : setting.relayAfterMs)
        } else if (kind === 'batch') insertBatch(transactions)
        else if (kind === 'remove') {
          const one = open()[pick % Math.max(1, pool.size)]
          if (one !== undefined) pool.remove(one.transaction.hash)
        } else if (kind === 'reap') reap(pick % 3 === 0 ? 0 : 25_000 + pick)
        else if (kind === 'commit') commit()
        else clock.nowMs++
      }
      // Left alone, all that is still there goes out, and later goes out again.
      clock.nowMs += setting.relayAfterMs
      while (reap(0) > 0);
      const rest = open()
      const before = rest.map((one) => look(one).offers)
      expect(before.every((offers) => offers > 0)).toBe(true)
      for (let block = 0; block < setting.reofferBlocks + rest.length; block++) {
        commit()
        while (reap(0) > 0);
      }
      for (const [at, one] of rest.entries()) {
        expect(look(one).offers).toBeGreaterThan(before[at] as number)
      }
      expect(gossip.held).toBe(pool.size)
      totals.taken += known.size
      totals.gone += [...known].filter(([one, { offers }]) => offers === 0 && !isOpen(one)).length
    },
  )
  fc.assert(run, { numRuns: 300 })
  console.log('gossip property:', totals, batches)
  for (const [name, count] of Object.entries({ ...totals, ...batches })) {
    expect(count, name).toBeGreaterThan(50)
  }
})

type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never

function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function sum(all: readonly SignedTransaction[], extraBytes: number): number {
  return all.reduce((total, { transaction }) => total + transaction.raw.length + extraBytes, 0)
}
