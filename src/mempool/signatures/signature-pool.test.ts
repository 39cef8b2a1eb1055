import { availableParallelism } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import type { Address } from '#base/address.ts'
import { keccak256 } from '#base/hash.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { recoverSender } from '#base/sender.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import {
  packRequests,
  recoverPacked,
  type RecoveryRequest,
  unpackAnswers,
} from './recovery-batch.ts'
import { SignaturePool, SignaturePoolError, type SignaturePoolOptions } from './signature-pool.ts'

const pools: SignaturePool[] = []
function startPool(options: SignaturePoolOptions = {}): SignaturePool {
  const pool = new SignaturePool(options)
  pools.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

/** A worker of its own for a test, as a program in its address. */
const program = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'\n${code}`)}`,
  )

/** Signatures of different keys; every seventh is by nobody. */
function requestsOf(
  count: number,
  from = 0,
): { requests: RecoveryRequest[]; senders: (Address | undefined)[] } {
  const requests: RecoveryRequest[] = []
  const senders: (Address | undefined)[] = []
  for (let i = from; i < from + count; i++) {
    const signingHash = keccak256(Uint8Array.of(1, i, i >> 8))
    const key = keccak256(Uint8Array.of(2, i % 5))
    const { r, s, yParity } = signDigest(signingHash, key)
    const isBad = i % 7 === 6
    requests.push({ signingHash, r: isBad ? new Uint8Array(32).fill(255) : r, s, yParity })
    senders.push(isBad ? undefined : addressOfPrivateKey(key))
  }
  return { requests, senders }
}

describe('packed batches', () => {
  it('give the senders that recovery gives', () => {
    const { requests, senders } = requestsOf(20)
    const ranges = [
      { batch: { requests }, from: 3, to: 10 },
      { batch: { requests }, from: 0, to: 2 },
    ]
    const answers = recoverPacked(packRequests(ranges))
    const found: (Address | undefined)[] = []
    const next = unpackAnswers(answers, 0, found, 3, 10)
    expect(unpackAnswers(answers, next, found, 0, 2)).toBe(answers.length)
    expect(found.slice(3)).toEqual(senders.slice(3, 10))
    expect(found.slice(0, 2)).toEqual(senders.slice(0, 2))
    const inline = requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity))
    expect(inline).toEqual(senders)
  })

  it('take 32 bytes of each', () => {
    const [good] = requestsOf(1).requests as [RecoveryRequest]
    const bad = { ...good, r: good.r.subarray(1) }
    expect(() => packRequests([{ batch: { requests: [bad] }, from: 0, to: 1 }])).toThrow('32 bytes')
  })
})

describe('signature pool', () => {
  it.each([1, 2, 3])('with %i workers answers batches of every size in order', async (workers) => {
    const pool = startPool({ workers })
    await pool.ready
    for (const count of [0, 1, 2, 63, 64, 65, 300]) {
      const { requests, senders } = requestsOf(count)
      expect(await pool.recover(requests)).toEqual(senders)
    }
  })

  it('answers many calls at once, each with its own senders', async () => {
    const pool = startPool()
    const sizes = Array.from({ length: 60 }, (_, i) => (i * 13) % 41)
    const batches = sizes.map((size, i) => requestsOf(size, i * 3))
    const found = await Promise.all(batches.map((batch) => pool.recover(batch.requests)))
    expect(found).toEqual(batches.map((batch) => batch.senders))
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(1_000)
  })

  it('leaves the requests as they are', async () => {
    const pool = startPool()
    const { requests } = requestsOf(100)
    const before = JSON.stringify(requests)
    await pool.recover(requests)
    expect(JSON.stringify(requests)).toBe(before)
  })

  it('refuses what it is asked after it was closed, and what it had not done', async () => {
    const pool = startPool({ workers: 1 })
    await pool.ready
    const pending = pool.recover(requestsOf(2_000).requests)
    const closed = expect(pending).rejects.toThrow('the signature pool is closed')
    await Promise.all([pool.close(), pool.close(), closed])
    await expect(pool.recover(requestsOf(1).requests)).rejects.toThrow(SignaturePoolError)
    await expect(pool.recover([])).rejects.toThrow(SignaturePoolError)
  })

  it.each([0, -1, 1.5, 65, Number.NaN])('refuses %d workers', (workers) => {
    expect(() => startPool({ workers })).toThrow('give 1 to 64')
  })

  it('starts as many as the machine has when asked', async () => {
    const pool = startPool({ workers: Math.min(64, availableParallelism()) })
    await expect(pool.ready).resolves.toBeUndefined()
  })
})

describe('a worker that breaks down', () => {
  it.each([
    ['throws', `parentPort.on('message', () => { throw new Error('boom') })`, 'broke down: boom'],
    ['ends', `parentPort.on('message', () => process.exit(3))`, 'ended with code 3'],
    [
      'ends without an error',
      `parentPort.on('message', () => process.exit(0))`,
      'ended with code 0',
    ],
    ['does not load', `throw new TypeError('no library')`, 'broke down: no library'],
  ])('%s: every batch is rejected and the failure is reported once', async (_name, code, text) => {
    const failures: SignaturePoolError[] = []
    const onFailure = (error: SignaturePoolError): number => failures.push(error)
    const pool = startPool({ workers: 2, workerFile: program(code), onFailure })
    const settled = await Promise.allSettled([
      pool.recover(requestsOf(200).requests),
      pool.recover(requestsOf(3).requests),
    ])
    for (const one of settled) {
      expect(one.status).toBe('rejected')
      const { reason } = one as PromiseRejectedResult
      expect(reason).toBeInstanceOf(SignaturePoolError)
      expect((reason as SignaturePoolError).message).toContain(text)
    }
    await expect(pool.recover(requestsOf(1).requests)).rejects.toThrow(text)
    await expect(pool.ready).rejects.toThrow(text)
    await pool.close()
    expect(failures).toHaveLength(1)
    expect(failures[0]?.message).toContain(text)
  })

  it('whose file is missing: the failure names it', async () => {
    const pool = startPool({ workerFile: new URL('./no-such-worker.ts', import.meta.url) })
    await expect(pool.ready).rejects.toThrow('no-such-worker.ts')
    await expect(pool.recover(requestsOf(1).requests)).rejects.toThrow(SignaturePoolError)
  })
})
