import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import { type AccountQueue, findPlace, recountExecutable } from './account-queue.ts'
import type { EvictionOrder } from './eviction-order.ts'
import type { PoolEntry } from './pool-entry.ts'
import type { PoolLimits } from './pool-limits.ts'

/** An account in the committed state. */
export interface AccountView {
  /** Nonce of its next transaction. */
  readonly nonce: number
  readonly balanceRau: bigint
}

/** What the parts of the pool work on. */
export interface Pool {
  readonly limits: PoolLimits
  readonly account: (address: Address) => AccountView
  readonly queues: Map<Address, AccountQueue>
  readonly byHash: Map<Hex, PoolEntry>
  /** Accounts with waiting entries. */
  readonly gapped: Set<AccountQueue>
  bytes: number
  executable: number
  arrivals: number
  baseFeeRau: bigint
  height: number
  /** Kept only while the pool is full. */
  evictionOrder: EvictionOrder | undefined
}

export function putIn(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  queue.entries.splice(findPlace(queue, entry.nonce), 0, entry)
  queue.costRau += entry.maxCostRau
  pool.byHash.set(entry.signed.transaction.hash, entry)
  pool.bytes += entry.bytes
}

export function takeOut(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  const at = findPlace(queue, entry.nonce)
  assert(queue.entries[at] === entry, 'an entry stands in its account')
  queue.entries.splice(at, 1)
  forget(pool, queue, entry)
}

function forget(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  queue.costRau -= entry.maxCostRau
  pool.byHash.delete(entry.signed.transaction.hash)
  pool.bytes -= entry.bytes
}

/** Brings everything that is derived from an account's entries up to date. */
export function refresh(pool: Pool, queue: AccountQueue): void {
  pool.executable -= queue.executable
  recountExecutable(queue)
  pool.executable += queue.executable
  queue.version++
  if (queue.executable === queue.entries.length) {
    queue.gapSinceHeight = undefined
    pool.gapped.delete(queue)
  } else if (queue.gapSinceHeight === undefined) {
    queue.gapSinceHeight = pool.height
    pool.gapped.add(queue)
  }
  if (queue.entries.length === 0) pool.queues.delete(queue.sender)
  pool.evictionOrder?.onChanged(queue)
}

/** Drops the entries of an account that are not to be kept. */
export function keepOnly(
  pool: Pool,
  queue: AccountQueue,
  isKept: (entry: PoolEntry) => boolean,
): void {
  const { entries } = queue
  let kept = 0
  for (const entry of entries) {
    if (isKept(entry)) entries[kept++] = entry
    else forget(pool, queue, entry)
  }
  entries.length = kept
  refresh(pool, queue)
}
