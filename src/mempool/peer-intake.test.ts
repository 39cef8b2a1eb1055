import { describe, expect, test, vi } from 'vitest'
import { type Address, toAddress } from '#base/address.ts'
import { recoverSender } from '#base/sender.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction, MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import { type AdmissionOptions, createAdmission } from './admission.ts'
import { createGossip, type Gossip } from './gossip.ts'
import type { GossipLimits } from './gossip-limits.ts'
import type { RecoveryRequest } from './signatures/recovery-batch.ts'
import { createTransactionMemory } from './transaction-memory.ts'
import { createTransactionPool } from './transaction-pool.ts'

const CHAIN_ID = 4_242
const KEY = new Uint8Array(32).fill(5)
const TO = toAddress('0x00000000000000000000000000000000000000aa')

function signed(nonce: number, { chainId = CHAIN_ID, bytes = 0 } = {}): Uint8Array {
  return signTransaction(
    {
      type: 2,
      chainId,
      nonce,
      gasLimit: 10_000,
      maxFeePerGasRau: 1n,
      maxPriorityFeePerGasRau: 1n,
      to: TO,
      valueRau: 1n,
      data: new Uint8Array(bytes),
      accessList: [],
    },
    KEY,
  )
}

/** Gossip with its admission; the check of signatures goes on when it is let. */
function setUp(limits: Partial<GossipLimits> = {}, options: Partial<AdmissionOptions> = {}) {
  const held: (() => void)[] = []
  const recovery = {
    recover: async (requests: readonly RecoveryRequest[]): Promise<(Address | undefined)[]> => {
      await new Promise<void>((resolve) => held.push(resolve))
      return requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity))
    },
  }
  const account = () => ({ nonce: 0, balanceRau: 10n ** 18n })
  const pool = createTransactionPool({ account, baseFeeRau: 1n, limits: { maxTransactions: 5 } })
  const late: { gossip?: Gossip } = {}
  const admission = createAdmission({
    chainId: CHAIN_ID,
    pool,
    memory: createTransactionMemory(recovery),
    recovery,
    check: () => undefined,
    onTaken: (one) => late.gossip?.onTaken(one),
    ...options,
  })
  const gossip = createGossip({ pool, admission, limits })
  late.gossip = gossip
  const checkAll = () =>
    vi.waitUntil(() => {
      for (const go of held.splice(0)) go()
      return admission.waiting === 0
    })
  return { pool, admission, gossip, checkAll }
}

describe('a transaction of another node', () => {
  test('is answered before its signature is checked, then it is in the pool and goes on', async () => {
    const { gossip, pool, admission, checkAll } = setUp()
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
    const { gossip, admission } = setUp()
    expect(gossip.insert(raw)).toBe('refused')
    expect(admission.waiting).toBe(0)
    expect([...gossip.counts.refused]).toEqual([[code, 1]])
  })

  test('is never refused for what may pass', async () => {
    const { gossip, pool, checkAll } = setUp()
    const all = [0, 1, 2, 3, 4, 5, 900].map((nonce) => signed(nonce))
    expect(all.map((raw) => gossip.insert(raw))).toEqual(all.map(() => 'taken'))
    await checkAll()
    expect(gossip.insert(signed(0))).toBe('taken')
    expect(pool.size).toBe(5)
    const reasons = { 'pool-full': 1, 'nonce-too-high': 1, 'already-known': 1 }
    expect(Object.fromEntries(gossip.counts.refused)).toEqual(reasons)
  })

  test('with a signature of nobody is taken and then counted', async () => {
    const { gossip, pool, checkAll } = setUp({}, {})
    const raw = signed(0)
    const at = Buffer.from(raw).indexOf(Buffer.from(decodeTransaction(raw).r))
    const hasKey = (): boolean => {
      const { signingHash, r, s, yParity } = decodeTransaction(raw)
      return recoverSender(signingHash, r, s, yParity) !== undefined
    }
    raw.fill(0x11, at, at + 32)
    // Half of all x coordinates belong to no point of secp256k1: looks for one of these.
    while (hasKey()) raw[at + 31] = (raw[at + 31] ?? 0) + 1
    expect(gossip.insert(raw)).toBe('taken')
    await checkAll()
    expect(pool.size).toBe(0)
    expect([...gossip.counts.refused]).toEqual([['bad-signature', 1]])
  })

  test('does not keep the message in memory that brought it', async () => {
    const { gossip, checkAll } = setUp()
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
    const { gossip, pool, checkAll } = setUp()
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
    const { gossip, admission, checkAll } = setUp({}, { maxWaiting: 4 })
    const answers = [0, 1, 2].map((nonce) => gossip.insert(signed(nonce)))
    expect(answers).toEqual(['taken', 'taken', 'retry'])
    const own = [admission.submit(signed(2)), admission.submit(signed(3))]
    await checkAll()
    expect((await Promise.all(own)).map((result) => result.ok)).toEqual([true, true])
    expect(gossip.insert(signed(4))).toBe('taken')
    expect(gossip.counts.retried).toBe(1)
  })

  test('so many bytes wait at a time', async () => {
    const { gossip, checkAll } = setUp({ waitingBytes: MAX_TRANSACTION_BYTES })
    const all = [0, 1, 2].map((nonce) => signed(nonce, { bytes: 30_000 }))
    expect(all.map((raw) => gossip.insert(raw))).toEqual(['taken', 'taken', 'retry'])
    // What is refused without a check takes no room.
    expect(gossip.insert(Uint8Array.of(0xb0))).toBe('refused')
    await checkAll()
    expect(gossip.insert(all[2] as Uint8Array)).toBe('taken')
  })
})
