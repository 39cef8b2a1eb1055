import { assert } from '#base/assert.ts'
import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'
import { MAX_BATCH_BYTES } from './parcel.ts'

/** What bounds gossip. All of it is a node's own choice and no part of consensus. */
export interface GossipLimits {
  /** Bytes of what other nodes sent that waits for the check of its signatures; a batch counts beside its transactions. */
  readonly waitingBytes: number
  /** What another node sent is handed on if it is in the pool for longer than this. */
  readonly relayAfterMs: number
  /** What is in the pool so many blocks after it was handed out is handed out again. */
  readonly reofferBlocks: number
  /** Transactions handed out again per block. */
  readonly reofferTransactions: number
  /** Their raw bytes per block. */
  readonly reofferBytes: number
}

/** The re-offers are a full pool of 20,000 in 20 blocks. */
export const DEFAULT_GOSSIP_LIMITS: GossipLimits = {
  waitingBytes: 16 * 1024 * 1024,
  relayAfterMs: 0,
  reofferBlocks: 20,
  reofferTransactions: 1_000,
  reofferBytes: 256 * 1024,
}

export function toGossipLimits(given: Partial<GossipLimits> = {}): GossipLimits {
  const limits = { ...DEFAULT_GOSSIP_LIMITS, ...given }
  // Smaller ones would never let the largest parcel through.
  assert(limits.waitingBytes >= 2 * MAX_BATCH_BYTES, 'gossip: waitingBytes holds a batch')
  assert(limits.reofferBytes > MAX_TRANSACTION_BYTES, 'gossip: reofferBytes holds a transaction')
  assert(limits.relayAfterMs >= 0, 'gossip: relayAfterMs is not negative')
  assert(limits.reofferBlocks >= 1, 'gossip: reofferBlocks is at least 1')
  assert(limits.reofferTransactions >= 0, 'gossip: reofferTransactions is not negative')
  return limits
}
