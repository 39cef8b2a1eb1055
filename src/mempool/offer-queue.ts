import { must } from '#base/assert.ts'
import type { SignedTransaction } from '#protocol/block.ts'

/** A transaction of the pool on its way to other nodes. */
export interface Offer {
  readonly signed: SignedTransaction
  /** Not to be handed out before this time of the node's clock. */
  readonly dueMs: number
  /** Height at which it was handed out last. */
  offeredHeight: number
}

/** Offers, first in first out. Those whose transaction has left the pool are passed over. */
export interface OfferQueue {
  /** Offers held, with those that are not open any more. */
  readonly length: number
  /** Their raw bytes. */
  readonly bytes: number
  push(offer: Offer): void
  /** The oldest one that is open. It stays. */
  first(): Offer | undefined
  /** Takes out what `first` gave. */
  dropFirst(): void
  /** Drops all that are not open. */
  compact(): void
}

/** Places that may stand empty in front before they are cut off. */
const SPARE_PLACES = 1_024

/** PERF: constant time per offer, amortised; `compact` is linear. */
export function createOfferQueue(isOpen: (offer: Offer) => boolean): OfferQueue {
  let places: (Offer | undefined)[] = []
  let start = 0
  let bytes = 0

  const dropFirst = (): void => {
    bytes -= sizeOf(must(places[start], 'an offer to drop'))
    places[start] = undefined
    start++
    if (start < SPARE_PLACES || start * 2 < places.length) return
    places = places.slice(start)
    start = 0
  }

  return {
    get length() {
      return places.length - start
    },
    get bytes() {
      return bytes
    },
    push: (offer) => {
      places.push(offer)
      bytes += sizeOf(offer)
    },
    first: () => {
      for (let offer = places[start]; offer !== undefined; offer = places[start]) {
        if (isOpen(offer)) return offer
        dropFirst()
      }
      return undefined
    },
    dropFirst,
    compact: () => {
      const open: Offer[] = []
      bytes = 0
      for (const offer of places) {
        if (offer === undefined || !isOpen(offer)) continue
        open.push(offer)
        bytes += sizeOf(offer)
      }
      places = open
      start = 0
    },
  }
}

function sizeOf({ signed }: Offer): number {
  return signed.transaction.raw.length
}
