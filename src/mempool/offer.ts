import type { SignedTransaction } from '#protocol/block.ts'
import { LENGTH_BYTES } from './parcel.ts'

/** What another node sent as one piece, with its very bytes: the engine knows it by them. */
export interface Parcel {
  readonly bytes: Uint8Array
  /** Transactions in it, also those that the pool did not take. */
  readonly transactions: number
}

/** Transactions of the pool on their way to other nodes. No transaction is in two offers. */
export interface Offer {
  readonly signed: readonly SignedTransaction[]
  /** What brought them, when it is handed on as it came; undefined when they are packed anew. */
  readonly parcel: Parcel | undefined
  /** The node's own users sent it, and it was not handed out yet. */
  readonly isOwn: boolean
  /** Not to be handed out before this time of the node's clock. */
  readonly dueMs: number
  /** Height at which it was handed out last. */
  readonly offeredHeight: number
}

/**
 * The parcel, if it is worth carrying for these of its transactions: at least half of it, by number and by bytes. So nobody can have
 * others carry and check more than twice what their pools took.
 */
export function keepParcel(
  parcel: Parcel | undefined,
  signed: readonly SignedTransaction[],
): Parcel | undefined {
  if (parcel === undefined || 2 * signed.length < parcel.transactions) return undefined
  return 2 * (1 + bytesInBatch(signed)) > parcel.bytes.length ? parcel : undefined
}

/** Bytes of these in a batch, without what is there once. */
export function bytesInBatch(signed: readonly SignedTransaction[]): number {
  return signed.reduce((sum, { transaction }) => sum + LENGTH_BYTES + transaction.raw.length, 0)
}

/** Bytes that an offer holds. */
export function sizeOf({ signed, parcel }: Offer): number {
  return parcel?.bytes.length ?? bytesInBatch(signed)
}
