import type { InsertTxResult } from '#protocol/abci.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { DirectAdmission } from './admission.ts'
import { type GossipLimits, toGossipLimits } from './gossip-limits.ts'
import { createOfferQueue, type Offer, type OfferQueue } from './offer-queue.ts'
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

/** What happened since the start. */
export interface GossipCounts extends PeerIntakeCounts {
  /** Transactions handed out for the first time. */
  readonly offered: number
  /** Transactions handed out again. */
  readonly reoffered: number
}

/** The pool's side of an engine that carries transactions between nodes. */
export interface Gossip {
  readonly counts: GossipCounts
  /** Offers held, some of them of transactions that have left the pool: at most 1,024 more than twice what is in the pool. */
  readonly held: number
  /**
   * A transaction that another node sent. Answers at once; signature and state are checked in the background. `refused` is only for
   * bytes that can never be a transaction of this chain, `retry` only for when too much waits for its check.
   * PERF: 5 µs, most of it decoding.
   */
  insert(raw: Uint8Array): InsertTxResult
  /**
   * Transactions for other nodes: those not handed out yet, oldest first, then those that are due again. At most `maxBytes` of raw
   * bytes; an answer has its own limit besides, which alone holds when `maxBytes` is 0.
   * PERF: 1 µs per transaction together with `onTaken`, amortised.
   */
  reap(maxBytes: number): readonly Uint8Array[]
  /** The pool took a transaction, whoever sent it. */
  onTaken(signed: SignedTransaction): void
  /** A block was committed, and the pool knows of it. */
  onCommitted(height: number): void
}

/** So much may be held beyond twice the pool before what has left it is sought out. */
const SPARE_OFFERS = 1_024
const SPARE_BYTES = 1024 * 1024

export function createGossip(options: GossipOptions): Gossip {
  const { pool } = options
  const limits = toGossipLimits(options.limits)
  const nowMs = options.nowMs ?? (() => performance.now())
  const intake = createPeerIntake({
    admission: options.admission,
    isPoolFull: () => pool.size >= pool.limits.maxTransactions,
    maxWaitingBytes: limits.waitingBytes,
  })
  // A transaction that leaves the pool and comes back is another arrival, with an object of its own.
  const isOpen = ({ signed }: Offer): boolean => pool.get(signed.transaction.hash) === signed
  /** Never handed out, and not due yet. */
  const delayed = createOfferQueue(isOpen)
  /** Never handed out, and due. */
  const fresh = createOfferQueue(isOpen)
  /** Handed out, the longest ago first. */
  const offered = createOfferQueue(isOpen)
  /** To be handed out again. */
  const again = createOfferQueue(isOpen)
  const counts = { offered: 0, reoffered: 0 }
  let height = options.height ?? 0

  const held = (): number => delayed.length + fresh.length + offered.length + again.length
  const heldBytes = (): number => delayed.bytes + fresh.bytes + offered.bytes + again.bytes

  /** Linear, once as many transactions have come or gone. */
  const dropClosed = (): void => {
    const isTooMany = held() > 2 * pool.size + SPARE_OFFERS
    if (!isTooMany && heldBytes() <= 2 * pool.bytes + SPARE_BYTES) return
    for (const queue of [delayed, fresh, offered, again]) queue.compact()
  }

  const releaseDelayed = (): void => {
    if (delayed.length === 0) return
    const now = nowMs()
    move(delayed, fresh, ({ dueMs }) => dueMs <= now)
  }

  const chooseAgain = (): void => {
    move(
      offered,
      again,
      ({ signed, offeredHeight }) =>
        height - offeredHeight >= limits.reofferBlocks &&
        again.length < limits.reofferTransactions &&
        again.bytes + signed.transaction.raw.length <= limits.reofferBytes,
    )
  }

  const reap = (maxBytes: number): readonly Uint8Array[] => {
    releaseDelayed()
    const raws: Uint8Array[] = []
    const limit = maxBytes === 0 ? limits.answerBytes : Math.min(maxBytes, limits.answerBytes)
    let bytesLeft = limit
    const hand = (offer: Offer): boolean => {
      const { raw } = offer.signed.transaction
      if (raw.length <= bytesLeft) {
        raws.push(raw)
        bytesLeft -= raw.length
      } else if (raw.length <= limit) {
        // None overtakes it.
        bytesLeft = 0
        return false
      }
      // One that is larger than a whole answer is passed over, or it would hold up the others for ever.
      offer.offeredHeight = height
      return true
    }
    move(fresh, offered, hand)
    const firstTime = raws.length
    move(again, offered, hand)
    counts.offered += firstTime
    counts.reoffered += raws.length - firstTime
    return raws
  }

  return {
    get counts() {
      return { ...intake.counts, ...counts }
    },
    get held() {
      return held()
    },
    insert: intake.insert,
    reap,
    onTaken: (signed) => {
      const isDelayed = limits.relayAfterMs > 0 && intake.has(signed.transaction.raw)
      const dueMs = isDelayed ? nowMs() + limits.relayAfterMs : 0
      const queue = isDelayed ? delayed : fresh
      queue.push({ signed, dueMs, offeredHeight: 0 })
      dropClosed()
    },
    onCommitted: (committedHeight) => {
      height = committedHeight
      dropClosed()
      chooseAgain()
    },
  }
}

/** Moves offers from the front of one queue to the end of another as long as `mayMove` says so. */
function move(from: OfferQueue, to: OfferQueue, mayMove: (offer: Offer) => boolean): void {
  for (let offer = from.first(); offer !== undefined && mayMove(offer); offer = from.first()) {
    from.dropFirst()
    to.push(offer)
  }
}
