import type { InsertTxResult } from '#protocol/abci.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { DirectAdmission } from './admission.ts'
import { createAnswer } from './answer.ts'
import { type GossipLimits, toGossipLimits } from './gossip-limits.ts'
import { keepParcel, type Offer, sizeOf } from './offer.ts'
import { createOfferQueue, type OfferQueue } from './offer-queue.ts'
import { isBatch, MAX_BATCH_BYTES } from './parcel.ts'
import { createPeerIntake, type PeerIntakeCounts } from './peer-intake.ts'
import type { TransactionPool } from './transaction-pool.ts'

export interface GossipOptions {
  readonly pool: TransactionPool
  /** Its `onTaken` has to call the one of the gossip. */
  readonly admission: DirectAdmission
  readonly limits?: Partial<GossipLimits>
  /** Height of the committed state. */
  readonly height?: number
  /** A clock in milliseconds that never goes back. */
  readonly nowMs?: () => number
}

/** What happened since the start; transactions where nothing else is said. */
export interface GossipCounts extends PeerIntakeCounts {
  /** Handed out for the first time. */
  readonly offered: number
  /** Handed out again. */
  readonly reoffered: number
  /** Batches made here. */
  readonly batchesPacked: number
  /** Batches of other nodes handed on with the same bytes. */
  readonly batchesCarried: number
}

/** The pool's side of an engine that carries transactions between nodes, in parcels (`parcel.ts`). */
export interface Gossip {
  readonly counts: GossipCounts
  /** Transactions held, some of which have left the pool: at most 1,024 more than twice what is in the pool. */
  readonly held: number
  /** Bytes held for handing out: at most 1 MiB more than four times what is in the pool. */
  readonly heldBytes: number
  /**
   * A parcel that another node sent. Answers at once; signatures and state are checked in the background. `refused` is only for
   * bytes that can never be a transaction of this chain, or a batch with one; `retry` only for when too much waits for its check.
   * PERF: 5 µs a transaction, most of it decoding; half of that for one that is in the pool.
   */
  insert(parcel: Uint8Array): InsertTxResult
  /**
   * Parcels for other nodes: what was not handed out yet, oldest first, then what is due again. At most `maxBytes`, and never
   * more than a batch may have, which alone holds when `maxBytes` is 0.
   * PERF: 1 µs per transaction together with `onTaken`, amortised.
   */
  reap(maxBytes: number): readonly Uint8Array[]
  /** The pool took a transaction, whoever sent it. */
  onTaken(signed: SignedTransaction): void
  /** A block was committed, and the pool knows of it. */
  onCommitted(height: number): void
}

/** So much may be held beyond twice the pool, four times its bytes, before what has left it is sought out. */
const SPARE_OFFERS = 1_024
const SPARE_BYTES = 1024 * 1024

export function createGossip(options: GossipOptions): Gossip {
  const { pool } = options
  const limits = toGossipLimits(options.limits)
  const nowMs = options.nowMs ?? (() => performance.now())
  // A transaction that leaves the pool and comes back is another arrival, with an object of its own.
  const isOpen = (signed: SignedTransaction): boolean =>
    pool.get(signed.transaction.hash) === signed
  /** Never handed out, and not due yet. */
  const delayed = createOfferQueue(isOpen)
  /** Never handed out, and due. */
  const fresh = createOfferQueue(isOpen)
  /** Handed out, the longest ago first; each transaction for itself. */
  const offered = createOfferQueue(isOpen)
  /** To be handed out again; each transaction for itself. */
  const again = createOfferQueue(isOpen)
  const queues = [delayed, fresh, offered, again]
  const counts = { offered: 0, reoffered: 0, batchesPacked: 0, batchesCarried: 0 }
  let height = options.height ?? 0

  const held = (): number => queues.reduce((sum, { length }) => sum + length, 0)
  const heldBytes = (): number => queues.reduce((sum, { bytes }) => sum + bytes, 0)

  /** Linear, once as many transactions have come or gone. */
  const dropClosed = (): void => {
    const isTooMany = held() > 2 * pool.size + SPARE_OFFERS
    // What is open has at most twice its bytes, and lengths, by the parcels that are kept for it.
    if (!isTooMany && heldBytes() <= 4 * pool.bytes + SPARE_BYTES) return
    for (const queue of queues) queue.compact()
  }

  const intake = createPeerIntake({
    admission: options.admission,
    pool,
    maxWaitingBytes: limits.waitingBytes,
    onTaken: (signed, parcel) => {
      const queue = limits.relayAfterMs > 0 ? delayed : fresh
      const dueMs = limits.relayAfterMs > 0 ? nowMs() + limits.relayAfterMs : 0
      queue.push({
        signed,
        parcel: keepParcel(parcel, signed),
        isOwn: false,
        dueMs,
        offeredHeight: 0,
      })
      dropClosed()
    },
  })

  const releaseDelayed = (): void => {
    if (delayed.length === 0) return
    const now = nowMs()
    takeWhile(delayed, (offer) => {
      if (offer.dueMs > now) return false
      fresh.push(offer)
      return true
    })
  }

  const chooseAgain = (): void => {
    takeWhile(offered, (offer) => {
      const isChosen =
        height - offer.offeredHeight >= limits.reofferBlocks &&
        again.length < limits.reofferTransactions &&
        again.bytes + sizeOf(offer) <= limits.reofferBytes
      if (isChosen) again.push(offer)
      return isChosen
    })
  }

  const reap = (maxBytes: number): readonly Uint8Array[] => {
    releaseDelayed()
    const limit = maxBytes === 0 ? MAX_BATCH_BYTES : Math.min(maxBytes, MAX_BATCH_BYTES)
    const answer = createAnswer(limit)
    let isFull = false
    const handOut = (from: OfferQueue, counter: 'offered' | 'reoffered'): void =>
      takeWhile(from, (offer) => {
        if (isFull) return false
        const isHanded = answer.add(offer)
        // None overtakes it. One that is larger than a whole answer is passed over, or it would hold up the others for ever.
        isFull = !isHanded && createAnswer(limit).add(offer)
        if (isFull) return false
        if (isHanded) {
          counts[counter] += offer.signed.length
          if (offer.parcel !== undefined && isBatch(offer.parcel.bytes)) counts.batchesCarried++
        }
        for (const signed of offer.signed) offered.push(toHandedOut(signed, height))
        return true
      })
    handOut(fresh, 'offered')
    handOut(again, 'reoffered')
    counts.batchesPacked += answer.packed
    return answer.parcels()
  }

  return {
    get counts() {
      return { ...intake.counts, ...counts }
    },
    get held() {
      return held()
    },
    get heldBytes() {
      return heldBytes()
    },
    insert: intake.insert,
    reap,
    onTaken: (signed) => {
      // The intake tells of it together with those that came in the same parcel.
      if (intake.has(signed.transaction.raw)) return
      fresh.push({ signed: [signed], parcel: undefined, isOwn: true, dueMs: 0, offeredHeight: 0 })
      dropClosed()
    },
    onCommitted: (committedHeight) => {
      height = committedHeight
      dropClosed()
      chooseAgain()
    },
  }
}

/** From now on each goes its own way: parcels are packed anew for the nodes that they did not come to. */
function toHandedOut(signed: SignedTransaction, height: number): Offer {
  return { signed: [signed], parcel: undefined, isOwn: false, dueMs: 0, offeredHeight: height }
}

/** Takes offers from the front of a queue as long as `take` does. */
function takeWhile(from: OfferQueue, take: (offer: Offer) => boolean): void {
  for (let offer = from.first(); offer !== undefined && take(offer); offer = from.first()) {
    from.dropFirst()
  }
}
