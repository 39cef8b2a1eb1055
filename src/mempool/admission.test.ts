import { describe, expect, test } from 'vitest'
import { type Address, toAddress } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction, TransactionError } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { type AdmissionOptions, createAdmission } from './admission.ts'
import { packBatch } from './parcel.ts'
import type { RecoveryRequest } from './signatures/recovery-batch.ts'
import { SenderCache } from './signatures/sender-cache.ts'
import { createTransactionMemory } from './transaction-memory.ts'
import { createTransactionPool } from './transaction-pool.ts'

const CHAIN_ID = 4_242
const KEY = new Uint8Array(32).fill(5)
const ALICE = addressOfPrivateKey(KEY)
const TO = toAddress('0x00000000000000000000000000000000000000aa')

function signed(nonce: number, chainId = CHAIN_ID): Uint8Array {
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
      data: new Uint8Array(0),
      accessList: [],
    },
    KEY,
  )
}

function setUp(options: Partial<AdmissionOptions> = {}) {
  const batches: number[] = []
  let broken: Error | undefined
  const recovery = {
    recover: async (requests: readonly RecoveryRequest[]): Promise<(Address | undefined)[]> => {
      batches.push(requests.length)
      if (broken !== undefined) throw broken
      return requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity))
    },
  }
  const senders = new SenderCache()
  const memory = createTransactionMemory(recovery, senders)
  const account = () => ({ nonce: 0, balanceRau: 10n ** 18n })
  const pool = createTransactionPool({ account, baseFeeRau: 1n })
  const taken: SignedTransaction[] = []
  const admission = createAdmission({
    chainId: CHAIN_ID,
    pool,
    memory,
    recovery,
    check: () => undefined,
    onTaken: (one) => taken.push(one),
    ...options,
  })
  const breakDown = (error: Error): void => {
    broken = error
  }
  return { admission, pool, memory, senders, batches, taken, breakDown }
}

describe('admission', () => {
  test('a good transaction is in the pool when the answer comes', async () => {
    const { admission, pool, taken, memory } = setUp()
    const raw = signed(0)
    const { hash } = decodeTransaction(raw)
    expect(await admission.submit(raw)).toEqual({ ok: true, hash })
    expect(pool.get(hash)?.sender).toBe(ALICE)
    expect(taken.map((one) => one.transaction.hash)).toEqual([hash])
    expect(memory.peek(raw)).toBe(pool.get(hash))
    expect(admission.waiting).toBe(0)
  })

  test('what comes together is recovered together, and answered in order', async () => {
    const { admission, batches, pool } = setUp()
    const one = admission.submit(signed(0))
    const bad = Uint8Array.of(0xc0)
    const wrong = signed(3, 1)
    const many = admission.submitBatch([signed(1), bad, signed(2), wrong, signed(1)])
    expect((await one).ok).toBe(true)
    const results = await many
    expect(batches).toEqual([4])
    expect(results.map((result) => (result.ok ? 'ok' : result.code))).toEqual([
      'ok',
      'malformed',
      'ok',
      'wrong-chain-id',
      'already-known',
    ])
    expect(pool.pendingNonce(ALICE)).toBe(3)
    expect(await admission.submitBatch([])).toEqual([])
  })

  test('what nobody waits for is gathered for a moment, unless somebody waits for another', async () => {
    const later: (() => void)[] = []
    const { admission, batches, pool } = setUp({ scheduleLater: (flush) => later.push(flush) })
    const startPatiently = (nonce: number): void =>
      admission.start(signed(nonce), () => undefined, true)
    startPatiently(0)
    await new Promise((resolve) => setImmediate(resolve))
    startPatiently(1)
    await new Promise((resolve) => setImmediate(resolve))
    expect(batches).toEqual([])
    later[0]?.()
    await expect.poll(() => pool.size).toBe(2)
    startPatiently(2)
    await admission.submit(signed(3))
    later[1]?.()
    expect(later).toHaveLength(2)
    expect(pool.size).toBe(4)
    expect(batches).toEqual([2, 2])
  })

  test('64 that nobody waits for are not held back any longer', async () => {
    const { admission, batches } = setUp({ scheduleLater: () => undefined })
    const settled = Array.from({ length: 64 }, (_, nonce) => {
      const { promise, resolve } = Promise.withResolvers<unknown>()
      admission.start(signed(nonce), resolve, true)
      return promise
    })
    await Promise.all(settled)
    expect(batches).toEqual([64])
  })

  test('a known one is answered without checking its signature again', async () => {
    const { admission, batches } = setUp()
    await admission.submit(signed(0))
    const again = await admission.submit(signed(0))
    expect(again).toMatchObject({ ok: false, message: 'already known' })
    expect(batches).toEqual([1])
  })

  test('one that has left the pool is checked again by everything but its signature', async () => {
    const { admission, pool, batches, memory } = setUp()
    const raw = signed(0)
    await admission.submit(raw)
    const first = memory.peek(raw)
    pool.remove(decodeTransaction(raw).hash)
    const [again, other] = await admission.submitBatch([signed(0), signed(1)])
    expect([again?.ok, other?.ok]).toEqual([true, true])
    expect(batches).toEqual([1, 1])
    const back = pool.get(decodeTransaction(raw).hash)
    expect(back).toEqual(first)
    expect(back).not.toBe(first)
    expect(pool.get(decodeTransaction(signed(1)).hash)?.sender).toBe(ALICE)
  })

  test('several as one are for other nodes only', async () => {
    const { admission } = setUp()
    const batch = packBatch([signed(0), signed(1)])
    expect(await admission.submit(batch)).toMatchObject({ ok: false, code: 'unknown-type' })
  })

  test('what the state machine objects to is not taken', async () => {
    const objection = { code: 'gas-too-low', message: 'intrinsic gas too low' }
    const { admission, pool } = setUp({ check: () => objection })
    expect(await admission.submit(signed(0))).toEqual({ ok: false, ...objection })
    expect(pool.size).toBe(0)
  })

  test('a signature that belongs to no key is refused', async () => {
    const { admission, pool } = setUp()
    const raw = signed(0)
    const at = Buffer.from(raw).indexOf(Buffer.from(decodeTransaction(raw).r))
    raw.fill(0, at, at + 32)
    raw[at] = 0x7f
    // Half of all x coordinates belong to no point of secp256k1: looks for one of these.
    const hasKey = (): boolean => {
      const { signingHash, r, s, yParity } = decodeTransaction(raw)
      return recoverSender(signingHash, r, s, yParity) !== undefined
    }
    while (hasKey()) raw[at + 31] = (raw[at + 31] ?? 0) + 1
    expect(await admission.submit(raw)).toMatchObject({ ok: false, code: 'bad-signature' })
    expect(pool.size).toBe(0)
  })

  test('only so many wait at a time', async () => {
    const { admission } = setUp({ maxWaiting: 2 })
    const results = await admission.submitBatch([signed(0), signed(1), signed(2)])
    expect(results.map((result) => result.ok)).toEqual([true, true, false])
    expect(results[2]).toMatchObject({ code: 'pool-full' })
    expect((await admission.submit(signed(2))).ok).toBe(true)
  })

  test('without a promise the answer comes at once where no signature is needed', async () => {
    const { admission, pool, taken } = setUp({ maxWaiting: 1 })
    const answers: string[] = []
    const start = (raw: Uint8Array): void =>
      admission.start(raw, (result) => answers.push(result.ok ? 'ok' : result.code))
    start(Uint8Array.of(0xb0, 1))
    start(signed(0, 1))
    start(signed(0))
    start(signed(1))
    expect(answers).toEqual(['malformed', 'wrong-chain-id', 'pool-full'])
    expect(admission).toMatchObject({ waiting: 1, maxWaiting: 1 })
    await expect.poll(() => answers.length).toBe(4)
    expect(answers[3]).toBe('ok')
    expect([pool.size, taken.length]).toEqual([1, 1])
    start(signed(0))
    expect(answers[4]).toBe('already-known')
  })

  test('broken workers are an answer, not a hang', async () => {
    const { admission, breakDown } = setUp()
    breakDown(new Error('a worker died'))
    expect(await admission.submit(signed(0))).toEqual({
      ok: false,
      code: 'unavailable',
      message: 'the signature cannot be checked now: a worker died',
    })
    expect(admission.waiting).toBe(0)
  })
})

describe('the memory of transactions', () => {
  test('what was prefetched is resolved without recovery', async () => {
    const { memory, senders, batches } = setUp()
    const raws = [signed(0), Uint8Array.of(0xb0, 1), signed(1)]
    await memory.prefetch(raws)
    expect(batches).toEqual([2])
    expect(raws.map((raw) => memory.resolve(raw) instanceof TransactionError)).toEqual([
      false,
      true,
      false,
    ])
    expect(senders.misses).toBe(0)
    await memory.prefetch(raws)
    expect(batches).toEqual([2])
  })

  test('the same bytes in another array are the same transaction, without any work', async () => {
    const { memory, senders, batches } = setUp()
    const raw = signed(0)
    await memory.prefetch([raw])
    const copy = signed(0)
    expect(memory.peek(copy)).toBe(memory.peek(raw))
    await memory.prefetch([copy])
    expect(batches).toEqual([1])
    expect(memory.resolve(copy)).toMatchObject({ sender: ALICE })
    expect(senders.misses).toBe(0)
  })

  test('what was prefetched last is known by its arrays, also what is no transaction', async () => {
    const { memory } = setUp()
    const raws = [signed(0), Uint8Array.of(0xb0, 1)]
    await memory.prefetch(raws)
    const known = raws.map((raw) => memory.resolve(raw))
    expect(known[1]).toBeInstanceOf(TransactionError)
    await memory.prefetch(raws)
    for (const [at, raw] of raws.entries()) expect(memory.resolve(raw)).toBe(known[at])
    expect(memory.peek(raws[1] as Uint8Array)).toBeUndefined()
    await memory.prefetch([])
    expect(raws.map((raw, at) => memory.resolve(raw) === known[at])).toEqual([true, false])
  })

  test('answers the same when it remembers nothing', () => {
    const raw = signed(0)
    const result = setUp().memory.resolve(raw)
    expect(result).toMatchObject({ sender: ALICE, transaction: { nonce: 0 } })
    expect(setUp().memory.resolve(Uint8Array.of(1))).toBeInstanceOf(TransactionError)
    expect(toHex(raw)).toBe(toHex(signed(0)))
  })
})
