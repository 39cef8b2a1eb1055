import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import { TRANSACTION_ERROR_CODES } from '#base/transaction-error.ts'
import type { InsertTxResult } from '#protocol/abci.ts'
import type { DirectAdmission, SubmitResult } from './admission.ts'

/** What became of the transactions of other nodes. */
export interface PeerIntakeCounts {
  /** Those that came into the pool. */
  readonly taken: number
  /** Those that did not, by the code of the reason. */
  readonly refused: ReadonlyMap<string, number>
  /** Those that were sent back for later. */
  readonly retried: number
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
  /** A full pool may still take a transaction that pays more; but one that it does not take should come again. */
  readonly isPoolFull: () => boolean
  readonly maxWaitingBytes: number
}

export function createPeerIntake(options: PeerIntakeOptions): PeerIntake {
  const { admission, maxWaitingBytes } = options
  const waiting = new Set<Uint8Array>()
  const refused = new Map<string, number>()
  let waitingBytes = 0
  let taken = 0
  let retried = 0

  /** Half of the places are left to the node's own users. */
  const isBusy = (bytes: number): boolean =>
    admission.waiting * 2 >= admission.maxWaiting || waitingBytes + bytes > maxWaitingBytes

  const insert = (bytes: Uint8Array): InsertTxResult => {
    // What is too long is refused by decoding, which looks at no byte of it.
    if (bytes.length <= MAX_TRANSACTION_BYTES && isBusy(bytes.length)) {
      retried++
      return 'retry'
    }
    const raw = toOwnBytes(bytes)
    let answer: InsertTxResult = options.isPoolFull() ? 'retry' : 'taken'
    waiting.add(raw)
    waitingBytes += raw.length
    const settle = (result: SubmitResult): void => {
      waiting.delete(raw)
      waitingBytes -= raw.length
      if (result.ok) {
        taken++
        return
      }
      refused.set(result.code, (refused.get(result.code) ?? 0) + 1)
      // Without effect once it was answered: then only the signature is left to be wrong.
      if (PERMANENT_CODES.has(result.code)) answer = 'refused'
      else if (result.code === 'already-known') answer = 'taken'
    }
    admission.start(raw, settle, true)
    if (answer === 'retry') retried++
    return answer
  }

  return {
    get counts() {
      return { taken, refused, retried }
    },
    insert,
    has: (raw) => waiting.has(raw),
  }
}

/** Part of a larger buffer, such as the message that carried it, would keep all of that in memory for as long as the pool has it. */
function toOwnBytes(bytes: Uint8Array): Uint8Array {
  const isWhole = bytes.byteLength === bytes.buffer.byteLength
  return isWhole || bytes.length > MAX_TRANSACTION_BYTES ? bytes : new Uint8Array(bytes)
}
