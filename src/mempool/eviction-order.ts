import { type AccountQueue, computeTailWorthRau } from './account-queue.ts'
import { heapify, type IsBefore, popHeap, pushHeap } from './binary-heap.ts'
import type { PoolEntry } from './pool-entry.ts'

/** Where an account stood when it changed last. Out of date once the account has another version. */
interface Mark {
  readonly queue: AccountQueue
  readonly version: number
  readonly count: number
  readonly worthRau: bigint
  /** Arrival of the account's last entry. */
  readonly arrival: number
}

/** Finds the account that gives up its last transaction when the pool is full. */
export interface EvictionOrder {
  /** Must be told of every change of an account. */
  onChanged(queue: AccountQueue): void
  /** The account with the most transactions; among equals the one with the cheapest end, then the latest. */
  largest(except: AccountQueue): AccountQueue | undefined
  /** The account with the cheapest end; among equals the latest. */
  cheapest(except: AccountQueue): AccountQueue | undefined
}

const isCheaper: IsBefore<Mark> = (a, b) =>
  a.worthRau !== b.worthRau ? a.worthRau < b.worthRau : a.arrival > b.arrival

const isLarger: IsBefore<Mark> = (a, b) =>
  a.count !== b.count ? a.count > b.count : isCheaper(a, b)

/** Marks that are out of date are dropped when they come to the top, or all together when there are this many per account. */
const MARKS_PER_ACCOUNT = 4
const SPARE_MARKS = 1_024

/** PERF: linear in the accounts to build, logarithmic per change and question. */
export function createEvictionOrder(queues: ReadonlyMap<string, AccountQueue>): EvictionOrder {
  let bySize: Mark[] = []
  let byWorth: Mark[] = []

  const rebuild = (): void => {
    bySize = []
    for (const queue of queues.values()) bySize.push(toMark(queue))
    byWorth = bySize.slice()
    heapify(bySize, isLarger)
    heapify(byWorth, isCheaper)
  }
  rebuild()

  return {
    onChanged: (queue) => {
      if (queue.entries.length === 0) return
      if (bySize.length >= MARKS_PER_ACCOUNT * queues.size + SPARE_MARKS) rebuild()
      const mark = toMark(queue)
      pushHeap(bySize, mark, isLarger)
      pushHeap(byWorth, mark, isCheaper)
    },
    largest: (except) => firstCurrent(bySize, isLarger, except),
    cheapest: (except) => firstCurrent(byWorth, isCheaper, except),
  }
}

function toMark(queue: AccountQueue): Mark {
  const last = queue.entries[queue.entries.length - 1] as PoolEntry
  return {
    queue,
    version: queue.version,
    count: queue.entries.length,
    worthRau: computeTailWorthRau(queue),
    arrival: last.arrival,
  }
}

function firstCurrent(
  marks: Mark[],
  isBefore: IsBefore<Mark>,
  except: AccountQueue,
): AccountQueue | undefined {
  let setAside: Mark | undefined
  let found: AccountQueue | undefined
  for (;;) {
    const first = marks[0]
    if (first === undefined) break
    if (first.version !== first.queue.version || first.queue.entries.length === 0) {
      popHeap(marks, isBefore)
    } else if (first.queue === except) {
      setAside = popHeap(marks, isBefore)
    } else {
      found = first.queue
      break
    }
  }
  if (setAside !== undefined) pushHeap(marks, setAside, isBefore)
  return found
}
