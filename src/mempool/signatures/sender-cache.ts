import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import type { RecoveryRequest } from './recovery-batch.ts'

/** A transaction as the cache needs it. A decoded `Transaction` is one. */
export interface SignedTransaction extends RecoveryRequest {
  readonly hash: Hex
}

/** What recovers many at once: `SignaturePool`. */
export interface BatchRecovery {
  recover(requests: readonly RecoveryRequest[]): Promise<(Address | undefined)[]>
}

/**
 * Remembers who sent which transaction, by its hash, so that a signature is checked once: at admission, in a worker.
 * The state machine asks synchronously and gets the same answer with or without the entry; only the time differs.
 * Bounded: holds the latest `capacity` / 2 to `capacity` entries that were put or asked for.
 */
export class SenderCache {
  readonly #half: number
  readonly #recover: (transaction: SignedTransaction) => Address | undefined
  /** Two generations: when the young one is full it becomes the old one, and the old one is dropped as a whole. */
  #young = new Map<Hex, Address | undefined>()
  #old = new Map<Hex, Address | undefined>()
  #hits = 0
  #misses = 0

  constructor(
    capacity = 131_072,
    recover: (transaction: SignedTransaction) => Address | undefined = recoverInline,
  ) {
    assert(Number.isSafeInteger(capacity) && capacity >= 2, 'a cache holds at least 2 entries')
    this.#half = Math.floor(capacity / 2)
    this.#recover = recover
  }

  /** Entries held. */
  get size(): number {
    return this.#young.size + this.#old.size
  }

  /** Questions answered from memory. */
  get hits(): number {
    return this.#hits
  }

  /** Questions for which a signature had to be recovered inline. */
  get misses(): number {
    return this.#misses
  }

  /** Who sent the transaction; `undefined` when no key made its signature. Recovers inline (about 60 µs) when not remembered. */
  senderOf(transaction: SignedTransaction): Address | undefined {
    const { hash } = transaction
    const young = this.#young.get(hash)
    if (young !== undefined || this.#young.has(hash)) {
      this.#hits++
      return young
    }
    const old = this.#old.get(hash)
    if (old !== undefined || this.#old.has(hash)) {
      this.#hits++
      this.#old.delete(hash)
      this.#put(hash, old)
      return old
    }
    this.#misses++
    const sender = this.#recover(transaction)
    this.#put(hash, sender)
    return sender
  }

  /** Remembers a sender that was recovered elsewhere. */
  put(hash: Hex, sender: Address | undefined): void {
    this.#old.delete(hash)
    this.#put(hash, sender)
  }

  /** Whether the sender is remembered. */
  has(hash: Hex): boolean {
    return this.#young.has(hash) || this.#old.has(hash)
  }

  /** Recovers in one batch what is not remembered yet, so that `senderOf` need not. Rejects as `recovery` does. */
  async prefetch(
    transactions: readonly SignedTransaction[],
    recovery: BatchRecovery,
  ): Promise<void> {
    const missing = transactions.filter((transaction) => !this.has(transaction.hash))
    const senders = await recovery.recover(missing)
    for (let i = 0; i < missing.length; i++) {
      this.put((missing[i] as SignedTransaction).hash, senders[i])
    }
  }

  #put(hash: Hex, sender: Address | undefined): void {
    if (this.#young.size >= this.#half && !this.#young.has(hash)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(hash, sender)
  }
}

function recoverInline(transaction: SignedTransaction): Address | undefined {
  const { signingHash, r, s, yParity } = transaction
  return recoverSender(signingHash, r, s, yParity)
}
