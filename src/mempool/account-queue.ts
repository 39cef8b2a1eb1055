import type { Address } from '#base/address.ts'
import type { PoolEntry } from './pool-entry.ts'

/** What one account has in the pool. */
export interface AccountQueue {
  readonly sender: Address
  /** By ascending nonce, each nonce once, none below `nextNonce`. */
  readonly entries: PoolEntry[]
  /** The account's nonce in the committed state. */
  nextNonce: number
  /** How many entries, from the first on, follow `nextNonce` without a gap. The others wait. */
  executable: number
  /** Σ of what the entries cost at most. */
  costRau: bigint
  /** Height since which some entry has been waiting; `undefined` while none does. */
  gapSinceHeight: number | undefined
  /** Grows with every change: tells old marks of the eviction order from current ones. */
  version: number
}

export function createAccountQueue(sender: Address, nextNonce: number): AccountQueue {
  return {
    sender,
    entries: [],
    nextNonce,
    executable: 0,
    costRau: 0n,
    gapSinceHeight: undefined,
    version: 0,
  }
}

/** Where the entry with `nonce` stands, or would have to be inserted. */
export function findPlace(queue: AccountQueue, nonce: number): number {
  const { entries } = queue
  let low = 0
  let high = entries.length
  // Nearly every transaction comes in order.
  if (high > 0 && (entries[high - 1] as PoolEntry).nonce < nonce) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle] as PoolEntry).nonce < nonce) low = middle + 1
    else high = middle
  }
  return low
}

export function entryAt(queue: AccountQueue, nonce: number): PoolEntry | undefined {
  const entry = queue.entries[findPlace(queue, nonce)]
  return entry?.nonce === nonce ? entry : undefined
}

/** Counts again how many entries can be executed one after another. */
export function recountExecutable(queue: AccountQueue): void {
  const { entries, nextNonce } = queue
  let count = 0
  while (count < entries.length && (entries[count] as PoolEntry).nonce === nextNonce + count) {
    count++
  }
  queue.executable = count
}

/** Below every price, since a base fee may be 0. */
const WAITING_WORTH_RAU = -1n

/**
 * What a transaction at the end of the queue is worth to the pool. It can only follow those before it, so it is worth no more
 * than the cheapest of them; one that waits for an earlier nonce is worth less than any. So the last one is always the cheapest of its
 * account, and dropping it leaves no gap.
 */
export function computeTailWorthRau(queue: AccountQueue): bigint {
  const { entries, executable } = queue
  if (executable < entries.length) return WAITING_WORTH_RAU
  let worth = (entries[0] as PoolEntry).priceRau
  for (const { priceRau } of entries) if (priceRau < worth) worth = priceRau
  return worth
}

/** The same for a newcomer that is not in the queue yet. */
export function computeNewcomerWorthRau(
  queue: AccountQueue,
  nonce: number,
  priceRau: bigint,
): bigint {
  const before = nonce - queue.nextNonce
  if (before > queue.executable) return WAITING_WORTH_RAU
  let worth = priceRau
  for (let at = 0; at < before; at++) {
    const entry = queue.entries[at] as PoolEntry
    if (entry.priceRau < worth) worth = entry.priceRau
  }
  return worth
}
