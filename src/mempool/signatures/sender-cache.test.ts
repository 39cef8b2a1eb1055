import { describe, expect, it } from 'vitest'
import { type Address, toAddress } from '#base/address.ts'
import { keccak256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { RecoveryRequest } from './recovery-batch.ts'
import { SenderCache, type SignedTransaction } from './sender-cache.ts'
import { SignaturePool, SignaturePoolError } from './signature-pool.ts'

const ALICE = toAddress(`0x${'a1'.repeat(20)}`)
const BOB = toAddress(`0x${'b0'.repeat(20)}`)

const transaction = (index: number): SignedTransaction => ({
  hash: toHex(keccak256(Uint8Array.of(index, index >> 8))),
  signingHash: new Uint8Array(32),
  r: new Uint8Array(32),
  s: new Uint8Array(32),
  yParity: 0,
})

/** A cache whose recovery is counted. */
function countingCache(
  capacity: number,
  options: { sender: Address | undefined } = { sender: ALICE },
) {
  const asked: Hex[] = []
  const cache = new SenderCache(capacity, ({ hash }) => {
    asked.push(hash)
    return options.sender
  })
  return { cache, asked }
}

describe('sender cache', () => {
  it('recovers on a miss and remembers', () => {
    const { cache, asked } = countingCache(10)
    expect(cache.senderOf(transaction(1))).toBe(ALICE)
    expect(cache.senderOf(transaction(1))).toBe(ALICE)
    expect(asked).toHaveLength(1)
    expect([cache.hits, cache.misses, cache.size]).toEqual([1, 1, 1])
  })

  it('remembers also that nobody signed', () => {
    const { cache, asked } = countingCache(4, { sender: undefined })
    for (let i = 0; i < 3; i++) expect(cache.senderOf(transaction(1))).toBeUndefined()
    cache.put(transaction(2).hash, ALICE)
    cache.put(transaction(3).hash, ALICE)
    // By now the first stands in the older generation.
    expect(cache.senderOf(transaction(1))).toBeUndefined()
    expect(asked).toHaveLength(1)
  })

  it('believes what was put', () => {
    const { cache, asked } = countingCache(10)
    cache.put(transaction(1).hash, BOB)
    expect(cache.senderOf(transaction(1))).toBe(BOB)
    expect(asked).toEqual([])
  })

  it.each([2, 3, 10, 100])('holds at most %i, and at least the latest half', (capacity) => {
    const { cache } = countingCache(capacity)
    const half = Math.floor(capacity / 2)
    for (let i = 0; i < 5 * capacity; i++) {
      cache.senderOf(transaction(i))
      expect(cache.size).toBeLessThanOrEqual(capacity)
      for (let back = 0; back < half && back <= i; back++) {
        expect(cache.has(transaction(i - back).hash)).toBe(true)
      }
    }
    expect(cache.has(transaction(0).hash)).toBe(false)
  })

  it('keeps what is asked for again and again', () => {
    const { cache, asked } = countingCache(10)
    for (let i = 0; i < 200; i++) {
      cache.senderOf(transaction(0))
      cache.senderOf(transaction(i))
    }
    expect(asked.filter((hash) => hash === transaction(0).hash)).toHaveLength(1)
  })

  it('asks for each missing sender once when it prefetches', async () => {
    const { cache, asked } = countingCache(100)
    cache.put(transaction(1).hash, BOB)
    const seen: number[] = []
    const recovery = {
      recover: async (requests: readonly RecoveryRequest[]) => {
        seen.push(requests.length)
        return requests.map(() => ALICE)
      },
    }
    const all = [transaction(1), transaction(2), transaction(3)]
    await cache.prefetch(all, recovery)
    await cache.prefetch(all, recovery)
    expect(seen).toEqual([2, 0])
    expect(all.map((one) => cache.senderOf(one))).toEqual([BOB, ALICE, ALICE])
    expect(asked).toEqual([])
  })

  it('passes on that a prefetch failed, and still answers', async () => {
    const { cache } = countingCache(100)
    const recovery = { recover: () => Promise.reject(new SignaturePoolError('broken')) }
    await expect(cache.prefetch([transaction(1)], recovery)).rejects.toThrow('broken')
    expect(cache.senderOf(transaction(1))).toBe(ALICE)
  })

  it('refuses to be too small', () => {
    expect(() => new SenderCache(1)).toThrow('at least 2')
  })
})

describe('with decoded transactions', () => {
  it('gives the same sender from a worker and inline', async () => {
    const keys = [1, 2, 3].map((fill) => keccak256(Uint8Array.of(fill)))
    const decoded = keys.map((key, nonce) =>
      decodeTransaction(
        signTransaction(
          {
            type: 2,
            chainId: 1,
            nonce,
            gasLimit: 10_000,
            maxFeePerGasRau: 1n,
            maxPriorityFeePerGasRau: 1n,
            to: BOB,
            valueRau: 1n,
            data: new Uint8Array(0),
            accessList: [],
          },
          key,
          signDigest,
        ),
      ),
    )
    const inline = new SenderCache()
    const filled = new SenderCache()
    const pool = new SignaturePool()
    try {
      await filled.prefetch(decoded, pool)
    } finally {
      await pool.close()
    }
    const senders = keys.map((key) => addressOfPrivateKey(key))
    expect(decoded.map((one) => inline.senderOf(one))).toEqual(senders)
    expect(decoded.map((one) => filled.senderOf(one))).toEqual(senders)
    expect([inline.misses, filled.misses, filled.hits]).toEqual([3, 0, 3])
  })
})
