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
  /** What the bytes are. Decodes and recovers on the spot (50 µs) when neither the byte array nor a recent copy of it is remembered. */
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
  /**
   * Has the senders of all that are new recovered in one batch. These byte arrays are remembered, whatever is in them, until others are
   * prefetched: so a block of any size is resolved without work.
   */
  prefetch(raws: readonly Uint8Array[]): Promise<void>
}

export function createTransactionMemory(
  recovery: BatchRecovery,
  senders: SenderCache = new SenderCache(),
): TransactionMemory {
  const twins = new TwinCache()
  /** What was prefetched last, by its byte arrays: a block is looked at several times. */
  let prefetched: ReadonlyMap<Uint8Array, SignedTransaction | TransactionError> = new Map()

  const look = (raw: Uint8Array): SignedTransaction | TransactionError | undefined =>
    prefetched.get(raw) ?? twins.find(raw)

  const remember = (
    transaction: Transaction,
    sender: Address | undefined,
  ): SignedTransaction | TransactionError => {
    senders.put(transaction.hash, sender)
    return join(transaction, sender)
  }

  /** For a sender that is remembered already. */
  const join = (
    transaction: Transaction,
    sender: Address | undefined,
  ): SignedTransaction | TransactionError => {
    if (sender === undefined) return noKey()
    const signed = { transaction, sender }
    twins.put(signed)
    return signed
  }

  const recall = (transaction: Transaction): SignedTransaction | TransactionError | undefined =>
    senders.has(transaction.hash) ? join(transaction, senders.senderOf(transaction)) : undefined

  return {
    remember,
    recall,
    peek: (raw) => {
      const known = look(raw)
      return known instanceof TransactionError ? undefined : known
    },
    resolve: (raw) => {
      const known = look(raw)
      if (known !== undefined) return known
      const transaction = tryDecode(raw)
      if (transaction instanceof TransactionError) return transaction
      return join(transaction, senders.senderOf(transaction))
    },
    prefetch: async (raws) => {
      const found = new Map<Uint8Array, SignedTransaction | TransactionError>()
      const missing: Transaction[] = []
      for (const raw of raws) {
        const known = look(raw) ?? tryDecode(raw)
        if (known instanceof TransactionError || 'sender' in known) {
          found.set(raw, known)
          continue
        }
        const recalled = recall(known)
        if (recalled === undefined) missing.push(known)
        else found.set(raw, recalled)
      }
      const recovered = missing.length === 0 ? [] : await recovery.recover(missing)
      for (const [at, transaction] of missing.entries()) {
        found.set(transaction.raw, remember(transaction, recovered[at]))
      }
      prefetched = found
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
