import type { Address } from '#base/address.ts'
import { decodeTransaction, type Transaction, TransactionError } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { type BatchRecovery, SenderCache } from './signatures/sender-cache.ts'
import { TwinCache } from './twin-cache.ts'

/**
 * Decoded transactions with their senders, so that each is decoded and its signature checked once. What it answers is the same
 * with or without an entry; only the time differs.
 */
export interface TransactionMemory {
  /** What the bytes are. Decodes and recovers on the spot (50 µs) when neither the byte array nor a recent copy of it is known. */
  resolve(raw: Uint8Array): SignedTransaction | TransactionError
  /** The same without that work: `undefined` when the bytes are new. */
  peek(raw: Uint8Array): SignedTransaction | undefined
  /** A decoded transaction with its sender, when that is remembered from a transaction of the same hash. */
  recall(transaction: Transaction): SignedTransaction | TransactionError | undefined
  /** Puts a decoded transaction and its sender together; `undefined` for the sender is a signature that belongs to no key. */
  remember(
    transaction: Transaction,
    sender: Address | undefined,
  ): SignedTransaction | TransactionError
  /** Has the senders of all that are new recovered in one batch. Bytes that are no transaction are left alone. */
  prefetch(raws: readonly Uint8Array[]): Promise<void>
}

export function createTransactionMemory(
  recovery: BatchRecovery,
  senders: SenderCache = new SenderCache(),
): TransactionMemory {
  const known = new WeakMap<Uint8Array, SignedTransaction>()
  const twins = new TwinCache()

  const peek = (raw: Uint8Array): SignedTransaction | undefined => {
    const signed = known.get(raw)
    if (signed !== undefined) return signed
    const twin = twins.find(raw)
    if (twin !== undefined) known.set(raw, twin)
    return twin
  }

  const remember = (
    transaction: Transaction,
    sender: Address | undefined,
  ): SignedTransaction | TransactionError => {
    senders.put(transaction.hash, sender)
    if (sender === undefined) return noKey()
    const signed = { transaction, sender }
    known.set(transaction.raw, signed)
    twins.put(signed)
    return signed
  }

  const recall = (transaction: Transaction): SignedTransaction | TransactionError | undefined =>
    senders.has(transaction.hash) ? remember(transaction, senders.senderOf(transaction)) : undefined

  return {
    remember,
    recall,
    peek,
    resolve: (raw) => {
      const signed = peek(raw)
      if (signed !== undefined) return signed
      const transaction = tryDecode(raw)
      if (transaction instanceof TransactionError) return transaction
      return remember(transaction, senders.senderOf(transaction))
    },
    prefetch: async (raws) => {
      const missing: Transaction[] = []
      for (const raw of raws) {
        if (peek(raw) !== undefined) continue
        const transaction = tryDecode(raw)
        if (transaction instanceof TransactionError) continue
        if (recall(transaction) === undefined) missing.push(transaction)
      }
      if (missing.length === 0) return
      const recovered = await recovery.recover(missing)
      for (const [at, transaction] of missing.entries()) remember(transaction, recovered[at])
    },
  }
}

/** The transaction, or the error as a value. Any other exception is a fault of the program and goes on. */
export function tryDecode(raw: Uint8Array): Transaction | TransactionError {
  try {
    return decodeTransaction(raw)
  } catch (error) {
    if (error instanceof TransactionError) return error
    throw error
  }
}

function noKey(): TransactionError {
  return new TransactionError(
    'bad-signature',
    'the signature belongs to no key; sign the transaction again',
  )
}
