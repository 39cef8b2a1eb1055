import { type AccountQueue, computeNewcomerWorthRau, computeTailWorthRau } from './account-queue.ts'
import { createEvictionOrder, type EvictionOrder } from './eviction-order.ts'
import type { PoolEntry } from './pool-entry.ts'
import { type Pool, putIn, refresh, takeOut } from './pool-state.ts'

/** What it takes to undo an eviction. */
interface Eviction {
  readonly queue: AccountQueue
  readonly entry: PoolEntry
  readonly gapSinceHeight: number | undefined
}

/** Drops others until `entry` fits. Returns them, or `undefined` (and drops none) when it is not worth enough. */
export function makeRoom(
  pool: Pool,
  queue: AccountQueue,
  entry: PoolEntry,
  same: PoolEntry | undefined,
): readonly PoolEntry[] | undefined {
  const { maxTransactions, maxBytes } = pool.limits
  const extra = same === undefined ? 1 : 0
  const extraBytes = entry.bytes - (same?.bytes ?? 0)
  const isFull = (): boolean =>
    pool.byHash.size + extra > maxTransactions || pool.bytes + extraBytes > maxBytes
  if (!isFull()) return []

  pool.evictionOrder ??= createEvictionOrder(pool.queues)
  const worthRau = computeNewcomerWorthRau(queue, entry.nonce, entry.priceRau)
  const evicted: Eviction[] = []
  while (isFull()) {
    const victim = chooseVictim(pool.evictionOrder, queue, queue.entries.length + extra, worthRau)
    if (victim === undefined) {
      for (const eviction of evicted.reverse()) restore(pool, eviction)
      return undefined
    }
    const last = victim.entries[victim.entries.length - 1] as PoolEntry
    evicted.push({ queue: victim, entry: last, gapSinceHeight: victim.gapSinceHeight })
    takeOut(pool, victim, last)
    refresh(pool, victim)
  }
  return evicted.map((eviction) => eviction.entry)
}

/**
 * The account with most transactions gives way to a dearer newcomer, and to an equal one of an account that has fewer even with
 * it. Otherwise the cheapest of all gives way, if the newcomer is dearer. Never does a cheaper one displace a dearer.
 */
function chooseVictim(
  order: EvictionOrder,
  newcomer: AccountQueue,
  newcomerCount: number,
  worthRau: bigint,
): AccountQueue | undefined {
  const largest = order.largest(newcomer)
  if (largest === undefined) return undefined
  const heldRau = computeTailWorthRau(largest)
  if (largest.entries.length >= newcomerCount && worthRau > heldRau) return largest
  if (largest.entries.length > newcomerCount && worthRau === heldRau) return largest
  const cheapest = order.cheapest(newcomer)
  return cheapest !== undefined && worthRau > computeTailWorthRau(cheapest) ? cheapest : undefined
}

function restore(pool: Pool, { queue, entry, gapSinceHeight }: Eviction): void {
  pool.queues.set(queue.sender, queue)
  putIn(pool, queue, entry)
  refresh(pool, queue)
  queue.gapSinceHeight = gapSinceHeight
}
