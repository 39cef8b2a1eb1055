import type { SignedTransaction } from '#protocol/block.ts'
import { bytesInBatch, type Offer } from './offer.ts'
import { LENGTH_BYTES, MAX_BATCH_TRANSACTIONS, packBatch } from './parcel.ts'

/** What is handed to the engine in one go. */
export interface Answer {
  /** Takes the whole offer, or answers that there is no room for it. */
  add(offer: Offer): boolean
  /** Parcels as they came, then what the own users sent as one, then everything else as one. */
  parcels(): readonly Uint8Array[]
  /** Those of `parcels` that were packed here. */
  readonly packed: number
}

/** Transactions that become one parcel. */
interface Pack {
  readonly raws: Uint8Array[]
  /** Each with its length in front. */
  bytes: number
}

/** Holds at most `maxBytes` of parcels, and one batch of own and one of other transactions. */
export function createAnswer(maxBytes: number): Answer {
  const carried: Uint8Array[] = []
  // What others know already would spoil the batch of what they do not: they carry only what is mostly new to them.
  const own: Pack = { raws: [], bytes: 0 }
  const rest: Pack = { raws: [], bytes: 0 }
  let bytesLeft = maxBytes

  const carry = (bytes: Uint8Array): boolean => {
    if (bytes.length > bytesLeft) return false
    bytesLeft -= bytes.length
    carried.push(bytes)
    return true
  }

  const pack = (into: Pack, signed: readonly SignedTransaction[]): boolean => {
    const transactions = into.raws.length + signed.length
    const bytes = into.bytes + bytesInBatch(signed)
    const more = parcelBytes(transactions, bytes) - parcelBytes(into.raws.length, into.bytes)
    if (transactions > MAX_BATCH_TRANSACTIONS || more > bytesLeft) return false
    bytesLeft -= more
    for (const { transaction } of signed) into.raws.push(transaction.raw)
    into.bytes = bytes
    return true
  }

  return {
    add: ({ parcel, isOwn, signed }) =>
      parcel === undefined ? pack(isOwn ? own : rest, signed) : carry(parcel.bytes),
    parcels: () => [...carried, ...toParcels(own), ...toParcels(rest)],
    get packed() {
      return [own, rest].filter(({ raws }) => raws.length > 1).length
    },
  }
}

/** Length of the parcel of so many transactions: one goes as it is. */
function parcelBytes(transactions: number, bytes: number): number {
  if (transactions < 2) return bytes - transactions * LENGTH_BYTES
  return bytes + 1
}

function toParcels({ raws }: Pack): readonly Uint8Array[] {
  return raws.length > 1 ? [packBatch(raws)] : raws
}
