import { must } from '#base/assert.ts'
import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import { TRANSACTION_ERROR_CODES } from '#base/transaction-error.ts'
import type { InsertTxResult } from '#protocol/abci.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { DirectAdmission, SubmitResult } from './admission.ts'
import type { Parcel } from './offer.ts'
import { isBatch, unpackBatch } from './parcel.ts'
import type { TransactionPool } from './transaction-pool.ts'

/** What became of the transactions of other nodes. */
export interface PeerIntakeCounts {
  /** Those that came into the pool. */
  readonly taken: number
  /** Those that did not, by the code of the reason; `bad-batch` counts bytes that only look like a batch, and what was not looked at. */
  readonly refused: ReadonlyMap<string, number>
  /** Those that were sent back for later. */
  readonly retried: number
  /** Batches that were unpacked. */
  readonly batches: number
}

/** The way in for what other nodes send. */
export interface PeerIntake {
  readonly counts: PeerIntakeCounts
  /** See `Gossip.insert`. */
  insert(bytes: Uint8Array): InsertTxResult
  /** Whether the transaction with this byte array is one of these, until its admission has ended. */
  has(raw: Uint8Array): boolean
}

/** Bytes that are refused for one of these stay refused, whatever the state. */
const PERMANENT_CODES: ReadonlySet<string> = new Set([...TRANSACTION_ERROR_CODES, 'wrong-chain-id'])

export interface PeerIntakeOptions {
  readonly admission: DirectAdmission
  /** A full one may still take a transaction that pays more; but one that it does not take should come again. */
  readonly pool: Pick<TransactionPool, 'size' | 'limits' | 'get'>
  readonly maxWaitingBytes: number
  /**
   * All transactions of a parcel have been admitted or refused, and these are in the pool. `parcel` is undefined when one of the
   * others can never be a transaction: who sent that did not check it, and nobody should hand it on.
   */
  readonly onTaken: (signed: readonly SignedTransaction[], parcel: Parcel | undefined) => void
}

/** A parcel with transactions whose admission has not ended. */
interface Arrival {
  readonly parcel: Parcel
  readonly taken: SignedTransaction[]
  /** Transactions whose admission has not ended. */
  left: number
  /** Those that can never be a transaction. */
  bad: number
}

/** More of a batch is not looked at: an honest node sends none, and each is an exception, which costs more than decoding. */
const MOST_BAD = 16

export function createPeerIntake(options: PeerIntakeOptions): PeerIntake {
  const { admission, pool, maxWaitingBytes } = options
  const waiting = new Set<Uint8Array>()
  const refused = new Map<string, number>()
  const counts = { taken: 0, retried: 0, batches: 0 }
  let waitingBytes = 0

  const countRefused = (code: string): void => {
    refused.set(code, (refused.get(code) ?? 0) + 1)
  }

  /** Half of the places are left to the node's own users. A batch may go beyond that, so that it finds room at all. */
  const isBusy = (bytes: number): boolean =>
    admission.waiting * 2 >= admission.maxWaiting || waitingBytes + bytes > maxWaitingBytes

  const endOne = (arrival: Arrival): void => {
    arrival.left--
    if (arrival.left > 0) return
    const { parcel, taken, bad } = arrival
    if (isBatch(parcel.bytes)) waitingBytes -= parcel.bytes.length
    if (taken.length > 0) options.onTaken(taken, bad === 0 ? parcel : undefined)
  }

  const startOne = (raw: Uint8Array, arrival: Arrival): InsertTxResult => {
    let answer: InsertTxResult = pool.size >= pool.limits.maxTransactions ? 'retry' : 'taken'
    waiting.add(raw)
    waitingBytes += raw.length
    const settle = (result: SubmitResult): void => {
      waiting.delete(raw)
      waitingBytes -= raw.length
      if (result.ok) {
        counts.taken++
        arrival.taken.push(must(pool.get(result.hash), 'what the pool has just taken'))
      } else {
        countRefused(result.code)
        // An answer has no effect any more once it was given: then only the signature is left to be wrong.
        if (PERMANENT_CODES.has(result.code)) {
          answer = 'refused'
          arrival.bad++
        } else if (result.code === 'already-known') answer = 'taken'
      }
      endOne(arrival)
    }
    admission.start(raw, settle, true)
    if (answer === 'retry') counts.retried++
    return answer
  }

  const insertOne = (bytes: Uint8Array): InsertTxResult => {
    // What is too long is refused by decoding, which looks at no byte of it.
    if (bytes.length > MAX_TRANSACTION_BYTES) return startOne(bytes, toArrival(bytes, 1))
    if (isBusy(bytes.length)) {
      counts.retried++
      return 'retry'
    }
    const raw = toOwnBytes(bytes)
    return startOne(raw, toArrival(raw, 1))
  }

  const insertBatch = (bytes: Uint8Array): InsertTxResult => {
    const raws = unpackBatch(bytes)
    if (raws === undefined) {
      countRefused('bad-batch')
      return 'refused'
    }
    if (isBusy(2 * bytes.length)) {
      counts.retried += raws.length
      return 'retry'
    }
    counts.batches++
    waitingBytes += bytes.length
    const arrival = toArrival(toOwnBytes(bytes), raws.length)
    const answers = new Set<InsertTxResult>()
    for (const raw of raws) {
      if (arrival.bad < MOST_BAD) answers.add(startOne(toOwnBytes(raw), arrival))
      else {
        countRefused('bad-batch')
        endOne(arrival)
      }
    }
    if (answers.has('retry')) return 'retry'
    return answers.has('taken') ? 'taken' : 'refused'
  }

  return {
    get counts() {
      return { ...counts, refused }
    },
    insert: (bytes) => (isBatch(bytes) ? insertBatch(bytes) : insertOne(bytes)),
    has: (raw) => waiting.has(raw),
  }
}

function toArrival(bytes: Uint8Array, transactions: number): Arrival {
  return { parcel: { bytes, transactions }, taken: [], left: transactions, bad: 0 }
}

/** Part of a larger buffer, such as the message that carried it, would keep all of that in memory for as long as the pool has it. */
function toOwnBytes(bytes: Uint8Array): Uint8Array {
  const isWhole = bytes.byteLength === bytes.buffer.byteLength
  return isWhole ? bytes : new Uint8Array(bytes)
}
