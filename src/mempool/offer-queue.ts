import { must } from '#base/assert.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { keepParcel, type Offer, sizeOf } from './offer.ts'

/** Offers, first in first out. Transactions that have left the pool are passed over. */
export interface OfferQueue {
  /** Transactions held, with those that are not open any more. */
  readonly length: number
  /** Bytes held, likewise. */
  readonly bytes: number
  push(offer: Offer): void
  /** The oldest one with a transaction that is open, without those that are not. It stays. */
  first(): Offer | undefined
  /** Takes out what `first` gave. */
  dropFirst(): void
  /** Drops all that is not open. */
  compact(): void
}

/** Places that may stand empty in front before they are cut off. */
const SPARE_PLACES = 1_024

/** PERF: constant time per transaction, amortised; `compact` is linear. */
export function createOfferQueue(isOpen: (signed: SignedTransaction) => boolean): OfferQueue {
  let places: (Offer | undefined)[] = []
  let start = 0
  let length = 0
  let bytes = 0

  const count = (offer: Offer, sign: 1 | -1): void => {
    length += sign * offer.signed.length
    bytes += sign * sizeOf(offer)
  }

  const dropFirst = (): void => {
    count(must(places[start], 'an offer to drop'), -1)
    places[start] = undefined
    start++
    if (start < SPARE_PLACES || start * 2 < places.length) return
    places = places.slice(start)
    start = 0
  }

  return {
    get length() {
      return length
    },
    get bytes() {
      return bytes
    },
    push: (offer) => {
      places.push(offer)
      count(offer, 1)
    },
    first: () => {
      for (let offer = places[start]; offer !== undefined; offer = places[start]) {
        const open = keepOpen(offer, isOpen)
        if (open === offer) return offer
        if (open === undefined) {
          dropFirst()
          continue
        }
        count(offer, -1)
        count(open, 1)
        places[start] = open
        return open
      }
      return undefined
    },
    dropFirst,
    compact: () => {
      const open: Offer[] = []
      for (const offer of places) {
        const kept = offer === undefined ? undefined : keepOpen(offer, isOpen)
        if (kept !== undefined) open.push(kept)
      }
      places = open
      start = 0
      length = 0
      bytes = 0
      for (const offer of open) count(offer, 1)
    },
  }
}

/** The offer without what is not open, and without its parcel when too little of that is left; itself when nothing has changed. */
function keepOpen(offer: Offer, isOpen: (signed: SignedTransaction) => boolean): Offer | undefined {
  if (offer.signed.every(isOpen)) return offer
  const signed = offer.signed.filter(isOpen)
  if (signed.length === 0) return undefined
  return { ...offer, signed, parcel: keepParcel(offer.parcel, signed) }
}
