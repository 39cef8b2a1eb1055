import { assert } from '#base/assert.ts'
import { MAX_TRANSACTION_BYTES } from '#base/transaction.ts'

/** What bounds gossip. All of it is a node's own choice and no part of consensus. */
export interface GossipLimits {
  /** Raw bytes in one answer of `reap`. */
  readonly answerBytes: number
  /** Raw bytes of other nodes' transactions that wait for the check of their signature. */
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

/**
 * An answer goes to each peer as one message, and a node that checks it takes nothing else from that peer meanwhile, votes included:
 * 128 KiB are 500 staking calls, 10 ms of that, and 10,000 calls a second at 20 answers. The re-offers are a full pool of 20,000
 * in 20 blocks.
 */
export const DEFAULT_GOSSIP_LIMITS: GossipLimits = {
  answerBytes: 128 * 1024,
  waitingBytes: 16 * 1024 * 1024,
  relayAfterMs: 0,
  reofferBlocks: 20,
  reofferTransactions: 1_000,
  reofferBytes: 256 * 1024,
}

export function toGossipLimits(given: Partial<GossipLimits> = {}): GossipLimits {
  const limits = { ...DEFAULT_GOSSIP_LIMITS, ...given }
  // Smaller ones would never let the largest transaction through.
  for (const name of ['answerBytes', 'waitingBytes', 'reofferBytes'] as const) {
    assert(limits[name] >= MAX_TRANSACTION_BYTES, `gossip: ${name} holds a transaction`)
  }
  assert(limits.relayAfterMs >= 0, 'gossip: relayAfterMs is not negative')
  assert(limits.reofferBlocks >= 1, 'gossip: reofferBlocks is at least 1')
  assert(limits.reofferTransactions >= 0, 'gossip: reofferTransactions is not negative')
  return limits
}
