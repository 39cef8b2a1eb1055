import type { SignedTransaction } from '#protocol/block.ts'
import type { AccountQueue } from './account-queue.ts'
import { heapify, type IsBefore, popHeap, siftFirst } from './binary-heap.ts'
import { isEntryBefore, type PoolEntry } from './pool-entry.ts'

/** An account and which of its transactions comes next. */
interface Head {
  readonly queue: AccountQueue
  entry: PoolEntry
  at: number
}

const isHeadBefore: IsBefore<Head> = (a, b) => isEntryBefore(a.entry, b.entry)

/**
 * Accounts whose next transaction did not fit, one after another, before the search ends. A block that is full but for a few
 * bytes must not cost a walk over the whole pool.
 */
const MAX_MISFITS = 64

/**
 * What goes into a block: the dearest first, then the earliest, each account's in order of nonce, up to `maxBytes` of raw bytes
 * and `maxGas` of gas limits.
 * PERF: linear in the accounts, then logarithmic per transaction taken; about 2 ms for 5,000 of 20,000.
 */
export function selectTransactions(
  queues: Iterable<AccountQueue>,
  maxBytes: number,
  maxGas: number,
): readonly SignedTransaction[] {
  const heads: Head[] = []
  for (const queue of queues) {
    if (queue.executable > 0) heads.push({ queue, entry: queue.entries[0] as PoolEntry, at: 0 })
  }
  heapify(heads, isHeadBefore)

  const selected: SignedTransaction[] = []
  let bytesLeft = maxBytes
  let gasLeft = maxGas
  let misfits = 0
  for (let head = heads[0]; head !== undefined; head = heads[0]) {
    const { queue, entry } = head
    if (entry.bytes > bytesLeft || entry.gasLimit > gasLeft) {
      // What follows in this account has to wait for it.
      misfits++
      if (misfits === MAX_MISFITS) break
      popHeap(heads, isHeadBefore)
      continue
    }
    selected.push(entry.signed)
    bytesLeft -= entry.bytes
    gasLeft -= entry.gasLimit
    head.at++
    if (head.at < queue.executable) {
      head.entry = queue.entries[head.at] as PoolEntry
      siftFirst(heads, isHeadBefore)
    } else {
      popHeap(heads, isHeadBefore)
    }
  }
  return selected
}
