import { describe, expect, test } from 'vitest'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { decodeTransaction, MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import { MAX_BATCH_BYTES } from './parcel.ts'
import { KEY, setUpIntake, signed, signedByNobody } from './peer-intake.fixture.ts'

describe('a transaction of another node', () => {
  test('is answered before its signature is checked, then it is in the pool and goes on', async () => {
    const { gossip, pool, admission, checkAll } = setUpIntake()
    const raw = signed(0)
    expect(gossip.insert(raw)).toBe('taken')
    expect([pool.size, admission.waiting, gossip.counts.taken]).toEqual([0, 1, 0])
    expect(gossip.reap(0)).toEqual([])
    await checkAll()
    expect(pool.get(decodeTransaction(raw).hash)?.sender).toBe(addressOfPrivateKey(KEY))
    expect(gossip.counts).toMatchObject({ taken: 1, retried: 0 })
    expect(gossip.reap(0)).toEqual([raw])
  })

  test.each([
    ['no bytes', new Uint8Array(0), 'empty'],
    ['a reveal', Uint8Array.of(0xb0, 1, 2, 3), 'malformed'],
    ['no transaction', signed(0).subarray(0, 50), 'malformed'],
    ['an unknown type', Uint8Array.of(0x7f, 1), 'unknown-type'],
    ['blobs', Uint8Array.of(3, 0xc0), 'unsupported-type'],
    ['another chain', signed(0, { chainId: 1 }), 'wrong-chain-id'],
    ['too long', new Uint8Array(MAX_TRANSACTION_BYTES + 1), 'oversized'],
  ])('is refused for good: %s', (_name, raw, code) => {
    const { gossip, admission } = setUpIntake()
    expect(gossip.insert(raw)).toBe('refused')
    expect(admission.waiting).toBe(0)
    expect([...gossip.counts.refused]).toEqual([[code, 1]])
  })

  test('is never refused for what may pass', async () => {
    const { gossip, pool, checkAll } = setUpIntake()
    const all = [0, 1, 2, 3, 4, 5, 900].map((nonce) => signed(nonce))
    expect(all.map((raw) => gossip.insert(raw))).toEqual(all.map(() => 'taken'))
    await checkAll()
    expect(gossip.insert(signed(0))).toBe('taken')
    expect(pool.size).toBe(5)
    const reasons = { 'pool-full': 1, 'nonce-too-high': 1, 'already-known': 1 }
    expect(Object.fromEntries(gossip.counts.refused)).toEqual(reasons)
  })

  test('with a signature of nobody is taken and then counted', async () => {
    const { gossip, pool, checkAll } = setUpIntake()
    const raw = signedByNobody(0)
    expect(gossip.insert(raw)).toBe('taken')
    await checkAll()
    expect(pool.size).toBe(0)
    expect([...gossip.counts.refused]).toEqual([['bad-signature', 1]])
  })

  test('does not keep the message in memory that brought it', async () => {
    const { gossip, checkAll } = setUpIntake()
    const raw = signed(0)
    const message = new Uint8Array(100_000)
    message.set(raw, 7)
    gossip.insert(message.subarray(7, 7 + raw.length))
    message.fill(0)
    await checkAll()
    const [out] = gossip.reap(0)
    expect(out).toEqual(raw)
    expect(out?.buffer.byteLength).toBe(raw.length)
  })
})

describe('back-pressure', () => {
  test('what a full pool may not take is to come again', async () => {
    const { gossip, pool, checkAll } = setUpIntake()
    for (let nonce = 0; nonce < 5; nonce++) expect(gossip.insert(signed(nonce))).toBe('taken')
    await checkAll()
    expect(pool.size).toBe(5)
    expect(gossip.insert(signed(5))).toBe('retry')
    expect(gossip.insert(signed(4))).toBe('taken')
    expect(gossip.insert(Uint8Array.of(0xb0))).toBe('refused')
    await checkAll()
    expect(gossip.counts.retried).toBe(1)
  })

  test('half of the places at the check are left to the own users', async () => {
    const { gossip, admission, checkAll } = setUpIntake({}, { maxWaiting: 4 })
    const answers = [0, 1, 2].map((nonce) => gossip.insert(signed(nonce)))
    expect(answers).toEqual(['taken', 'taken', 'retry'])
    const own = [admission.submit(signed(2)), admission.submit(signed(3))]
    await checkAll()
    expect((await Promise.all(own)).map((result) => result.ok)).toEqual([true, true])
    expect(gossip.insert(signed(4))).toBe('taken')
    expect(gossip.counts.retried).toBe(1)
  })

  test('so many bytes wait at a time', async () => {
    const { gossip, checkAll } = setUpIntake({ waitingBytes: 2 * MAX_BATCH_BYTES })
    const all = [0, 1, 2, 3, 4].map((nonce) => signed(nonce, { bytes: 65_300 }))
    const answers = all.map((raw) => gossip.insert(raw))
    expect(answers).toEqual(['taken', 'taken', 'taken', 'taken', 'retry'])
    // What is refused without a check takes no room.
    expect(gossip.insert(Uint8Array.of(0xb0))).toBe('refused')
    await checkAll()
    expect(gossip.insert(all[4] as Uint8Array)).toBe('taken')
  })
})
