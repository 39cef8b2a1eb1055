import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address } from '#base/address.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { hashesOf, testAccount, testTransaction } from './pool-transaction.fixture.ts'
import { DEFAULT_POOL_LIMITS, type PoolLimits } from './pool-limits.ts'
import { createReferencePool } from './reference-pool.fixture.ts'
import type { AccountView } from './pool-state.ts'
import { createTransactionPool, type TransactionPool } from './transaction-pool.ts'

const RICH = 10n ** 24n

function setUp(limits: Partial<PoolLimits> = {}, baseFeeRau = 1n) {
  const accounts = new Map<Address, AccountView>()
  const account = (address: Address): AccountView =>
    accounts.get(address) ?? { nonce: 0, balanceRau: RICH }
  const pool = createTransactionPool({ limits, account, baseFeeRau })
  return { pool, accounts, account }
}

function refusalOf(pool: TransactionPool, signed: SignedTransaction): string | undefined {
  const result = pool.add(signed)
  return result.ok ? undefined : result.refusal.message
}

const [alice, bob, carol] = [testAccount(1), testAccount(2), testAccount(3)] as [
  Address,
  Address,
  Address,
]

describe('admission', () => {
  test('the same transaction twice is known', () => {
    const { pool } = setUp()
    const signed = testTransaction()
    expect(refusalOf(pool, signed)).toBeUndefined()
    expect(refusalOf(pool, signed)).toBe('already known')
    expect(pool.size).toBe(1)
  })

  test.each([
    ['below the next one', { nonce: 4 }, 'nonce too low: next nonce 5, tx nonce 4'],
    [
      'too far ahead',
      { nonce: 69 },
      'nonce too high: next nonce 5, tx nonce 69; at most 68 is taken',
    ],
    ['fee cap below the base fee', { nonce: 5, feeRau: 1n }, 'transaction underpriced'],
    [
      'more than the balance',
      { nonce: 5, valueRau: RICH },
      'insufficient funds for gas * price + value',
    ],
  ])('%s is refused', (_name, options, message) => {
    const { pool, accounts } = setUp({}, 2n)
    accounts.set(alice, { nonce: 5, balanceRau: RICH })
    expect(refusalOf(pool, testTransaction({ sender: alice, feeRau: 2n, ...options }))).toContain(
      message,
    )
    expect(pool.size).toBe(0)
    expect(pool.bytes).toBe(0)
  })

  test('what waits in the pool counts against the balance', () => {
    const { pool, accounts } = setUp()
    accounts.set(alice, { nonce: 0, balanceRau: 50_000n })
    const send = (nonce: number, valueRau: bigint) =>
      refusalOf(pool, testTransaction({ sender: alice, nonce, valueRau }))
    expect(send(0, 20_000n)).toBeUndefined()
    expect(send(1, 10_001n)).toMatch(/balance 50000, queued cost 30000, tx cost 20001/)
    expect(send(1, 10_000n)).toBeUndefined()
  })

  test.each([
    ['one cap not higher', 110n, 100n],
    ['one cap less than 10 % higher', 110n, 109n],
    ['the other cap less than 10 % higher', 109n, 109n],
  ])('a replacement with %s is refused', (_name, feeRau, tipRau) => {
    const { pool } = setUp()
    const first = testTransaction({ feeRau: 100n })
    pool.add(first)
    expect(refusalOf(pool, testTransaction({ feeRau, tipRau }))).toMatch(
      /^replacement transaction underpriced/,
    )
    expect(pool.has(first.transaction.hash)).toBe(true)
  })

  test('a replacement 10 % dearer in both caps takes the place', () => {
    const { pool } = setUp()
    const first = testTransaction({ feeRau: 100n })
    pool.add(first)
    const second = testTransaction({ feeRau: 110n })
    expect(pool.add(second)).toMatchObject({ ok: true, replaced: first, evicted: [] })
    expect(hashesOf(pool.select(1e9, 1e9))).toEqual(hashesOf([second]))
  })
})

describe('nonces', () => {
  test('a gap holds back what follows until it is filled', () => {
    const { pool } = setUp()
    const [t0, t1, t2] = [0, 1, 2].map((nonce) => testTransaction({ sender: alice, nonce })) as [
      SignedTransaction,
      SignedTransaction,
      SignedTransaction,
    ]
    pool.add(t2)
    pool.add(t0)
    expect(pool.pendingNonce(alice)).toBe(1)
    expect(pool.status()).toEqual({ pending: 1, queued: 1 })
    expect(pool.transactionsOf(alice)).toEqual({ pending: [t0], queued: [t2] })
    pool.add(t1)
    expect(pool.pendingNonce(alice)).toBe(3)
    expect(pool.select(1e9, 1e9)).toEqual([t0, t1, t2])
  })

  test('an account without transactions has the nonce of the state', () => {
    const { pool, accounts } = setUp()
    accounts.set(bob, { nonce: 7, balanceRau: 0n })
    expect(pool.pendingNonce(bob)).toBe(7)
  })

  test('mined, stale and unpayable ones go with the block', () => {
    const { pool, accounts } = setUp()
    for (let nonce = 0; nonce < 4; nonce++) {
      pool.add(testTransaction({ sender: alice, nonce, valueRau: nonce === 3 ? 100_000n : 0n }))
    }
    accounts.set(alice, { nonce: 2, balanceRau: 50_000n })
    expect(pool.onCommitted({ height: 1, baseFeeRau: 1n, senders: [alice, alice] })).toBe(3)
    expect(pool.status()).toEqual({ pending: 1, queued: 0 })
    expect(pool.pendingNonce(alice)).toBe(3)
  })

  test('what waits too long is dropped, what can be mined stays', () => {
    const { pool } = setUp({ gapLifetimeBlocks: 10 })
    pool.add(testTransaction({ sender: alice, nonce: 0 }))
    pool.add(testTransaction({ sender: alice, nonce: 2 }))
    const commit = (height: number) => pool.onCommitted({ height, baseFeeRau: 1n, senders: [] })
    expect(commit(9)).toBe(0)
    expect(commit(10)).toBe(1)
    expect(pool.status()).toEqual({ pending: 1, queued: 0 })
  })

  test('a higher base fee drops what cannot pay it and reorders the rest', () => {
    const { pool } = setUp({}, 1n)
    const tip = testTransaction({ sender: alice, feeRau: 100n, tipRau: 50n })
    const cap = testTransaction({ sender: bob, feeRau: 52n, tipRau: 52n })
    pool.add(tip)
    pool.add(cap)
    pool.add(testTransaction({ sender: carol, feeRau: 5n }))
    expect(pool.select(1e9, 1e9)[0]).toBe(cap)
    pool.onCommitted({ height: 1, baseFeeRau: 40n, senders: [] })
    expect(pool.select(1e9, 1e9)).toEqual([tip, cap])
  })
})

describe('order of a block', () => {
  test('price, then arrival, and the nonces of an account in order', () => {
    const { pool } = setUp()
    const a0 = testTransaction({ sender: alice, nonce: 0, feeRau: 5n })
    const a1 = testTransaction({ sender: alice, nonce: 1, feeRau: 50n })
    const b0 = testTransaction({ sender: bob, nonce: 0, feeRau: 10n })
    const c0 = testTransaction({ sender: carol, nonce: 0, feeRau: 5n })
    for (const signed of [c0, a0, a1, b0]) pool.add(signed)
    expect(pool.select(1e9, 1e9)).toEqual([b0, c0, a0, a1])
  })

  test('what does not fit is left out with what follows it', () => {
    const { pool } = setUp()
    const a0 = testTransaction({ sender: alice, nonce: 0, feeRau: 9n, gasLimit: 60_000 })
    const a1 = testTransaction({ sender: alice, nonce: 1, feeRau: 9n, gasLimit: 10_000 })
    const b0 = testTransaction({ sender: bob, nonce: 0, feeRau: 3n, gasLimit: 20_000 })
    const c0 = testTransaction({ sender: carol, nonce: 0, feeRau: 2n, bytes: 500 })
    for (const signed of [a0, a1, b0, c0]) pool.add(signed)
    expect(pool.select(300, 50_000)).toEqual([b0])
    expect(pool.select(1_000, 50_000)).toEqual([b0, c0])
  })
})

describe('a full pool', () => {
  test('is fair: the account with most gives way to an equal price, its latest first', () => {
    const { pool } = setUp({ maxTransactions: 10 })
    const flood = Array.from({ length: 9 }, (_, nonce) => testTransaction({ sender: alice, nonce }))
    for (const signed of flood) pool.add(signed)
    pool.add(testTransaction({ sender: bob }))
    const result = pool.add(testTransaction({ sender: carol }))
    expect(result).toMatchObject({ ok: true, evicted: [flood[8]] })
    expect(pool.size).toBe(10)
  })

  test('a cheaper newcomer never displaces a dearer one', () => {
    const { pool } = setUp({ maxTransactions: 3 })
    for (let nonce = 0; nonce < 3; nonce++)
      pool.add(testTransaction({ sender: alice, nonce, feeRau: 5n }))
    expect(refusalOf(pool, testTransaction({ sender: bob, feeRau: 4n }))).toMatch(/^txpool is full/)
    expect(pool.size).toBe(3)
  })

  test('equal accounts do not push each other out', () => {
    const { pool } = setUp({ maxTransactions: 2 })
    pool.add(testTransaction({ sender: alice }))
    pool.add(testTransaction({ sender: bob }))
    expect(refusalOf(pool, testTransaction({ sender: carol }))).toMatch(/^txpool is full/)
  })

  test('a swarm of cheap accounts does not keep a dearer one out', () => {
    const { pool } = setUp({ maxTransactions: 50 })
    for (let nonce = 0; nonce < 3; nonce++)
      pool.add(testTransaction({ sender: alice, nonce, feeRau: 90n }))
    for (let at = 0; at < 47; at++) pool.add(testTransaction({ sender: testAccount(100 + at) }))
    expect(refusalOf(pool, testTransaction({ sender: bob, feeRau: 40n }))).toBeUndefined()
    expect(pool.transactionsOf(alice).pending).toHaveLength(3)
  })

  test('the example of the README', () => {
    const { pool } = setUp({ maxTransactions: 3 })
    const dave = testAccount(4)
    for (let nonce = 0; nonce < 3; nonce++) {
      pool.add(testTransaction({ sender: alice, nonce, feeRau: 5n }))
    }
    const offer = (sender: Address, feeRau: bigint) =>
      refusalOf(pool, testTransaction({ sender, feeRau }))
    const counts = () =>
      [alice, bob, carol, dave].map((sender) => pool.transactionsOf(sender).pending.length)
    expect(offer(bob, 4n)).toMatch(/^txpool is full/)
    expect(offer(bob, 5n)).toBeUndefined()
    expect(counts()).toEqual([2, 1, 0, 0])
    expect(offer(carol, 5n)).toBeUndefined()
    expect(counts()).toEqual([1, 1, 1, 0])
    expect(offer(dave, 5n)).toMatch(/^txpool is full/)
    expect(offer(dave, 6n)).toBeUndefined()
    expect(counts()).toEqual([1, 1, 0, 1])
  })

  test('a waiting newcomer displaces nobody', () => {
    const { pool } = setUp({ maxTransactions: 2 })
    pool.add(testTransaction({ sender: alice }))
    pool.add(testTransaction({ sender: bob }))
    expect(refusalOf(pool, testTransaction({ sender: carol, nonce: 1, feeRau: 99n }))).toMatch(
      /^txpool is full/,
    )
  })

  test('by bytes: drops as many as it takes, or none', () => {
    const { pool } = setUp({ maxBytes: 1_000 })
    for (let at = 0; at < 10; at++) {
      pool.add(
        testTransaction({ sender: testAccount(10 + at), feeRau: at < 3 ? 1n : 5n, bytes: 100 }),
      )
    }
    expect(refusalOf(pool, testTransaction({ sender: bob, feeRau: 4n, bytes: 400 }))).toMatch(
      /^txpool is full/,
    )
    expect(pool.bytes).toBe(1_000)
    expect(
      refusalOf(pool, testTransaction({ sender: bob, feeRau: 4n, bytes: 300 })),
    ).toBeUndefined()
    expect(pool.bytes).toBe(1_000)
    expect(pool.size).toBe(8)
  })
})

test('behaves as the plain model after any sequence', () => {
  const limits: PoolLimits = {
    ...DEFAULT_POOL_LIMITS,
    maxTransactions: 12,
    maxBytes: 1_600,
    maxNoncesAhead: 5,
    gapLifetimeBlocks: 3,
  }
  const step = fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'add', 'add', 'commit', 'remove', 'again'),
    who: fc.integer({ min: 0, max: 5 }),
    nonce: fc.integer({ min: -1, max: 5 }),
    feeRau: fc.bigInt({ min: 1n, max: 24n }),
    tipRau: fc.bigInt({ min: 0n, max: 24n }),
    bytes: fc.constantFrom(100, 100, 300),
    pick: fc.nat(),
  })
  const counts = new Map<string, number>()
  const count = (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by)
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80, size: 'max' }), (steps) => {
      const { accounts, account } = setUp()
      for (let who = 0; who < 6; who++) {
        accounts.set(testAccount(who), { nonce: 0, balanceRau: who < 2 ? 200_000n : RICH })
      }
      const pool = createTransactionPool({ limits, account, baseFeeRau: 2n })
      const model = createReferencePool(limits, account, 2n)
      const sent: SignedTransaction[] = []
      let height = 0
      let baseFeeRau = 2n
      for (const { kind, who, nonce, feeRau, tipRau, bytes, pick } of steps) {
        const sender = testAccount(who)
        if (kind === 'add' || kind === 'again') {
          const next = Math.max(0, account(sender).nonce + nonce)
          const again = kind === 'again' ? sent[pick % Math.max(1, sent.length)] : undefined
          const signed = again ?? testTransaction({ sender, nonce: next, feeRau, tipRau, bytes })
          sent.push(signed)
          const result = pool.add(signed)
          expect(result.ok ? undefined : result.refusal.code).toBe(model.add(signed))
          count(result.ok ? 'taken' : result.refusal.code)
          if (result.ok) count('evicted', result.evicted.length)
        } else if (kind === 'remove') {
          const signed = sent[pick % Math.max(1, sent.length)]
          if (signed === undefined) continue
          pool.remove(signed.transaction.hash)
          model.remove(signed.transaction.hash)
        } else {
          height++
          if (pick % 7 === 0) baseFeeRau = BigInt((pick % 5) + 1)
          const mined = pool.select(bytes * 4, 1_000_000)
          for (const one of mined) {
            const { nonce, balanceRau } = account(one.sender)
            // Some actions take more than the transaction's own cost.
            const lostRau = pick % 3 === 0 ? 100_000n : 10_000n
            accounts.set(one.sender, { nonce: nonce + 1, balanceRau: balanceRau - lostRau })
          }
          const senders = mined.map((one) => one.sender)
          pool.onCommitted({ height, baseFeeRau, senders })
          model.onCommitted({ height, baseFeeRau, senders })
        }
        const all: SignedTransaction[] = []
        const waiting: SignedTransaction[] = []
        pool.eachAccount((_sender, { pending, queued }) => {
          all.push(...pending, ...queued)
          waiting.push(...queued)
        })
        expect(hashesOf(all).sort()).toEqual(model.hashes())
        expect(hashesOf(waiting).sort()).toEqual(model.waiting())
        expect(hashesOf(pool.select(1e9, 1e12))).toEqual(model.select(1_000))
        expect(pool.size).toBe(all.length)
        expect(pool.bytes).toBe(all.reduce((sum, one) => sum + one.transaction.raw.length, 0))
        expect(pool.status()).toEqual({
          pending: all.length - waiting.length,
          queued: waiting.length,
        })
      }
    }),
    { numRuns: 400 },
  )
  console.log('pool against its model:', Object.fromEntries(counts))
  const kinds = [
    'taken',
    'evicted',
    'pool-full',
    'already-known',
    'nonce-too-low',
    'nonce-too-high',
  ]
  for (const kind of [...kinds, 'underpriced', 'replacement-underpriced', 'insufficient-funds']) {
    expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(30)
  }
})
