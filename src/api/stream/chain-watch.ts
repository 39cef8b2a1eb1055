import type { Database } from '#indexer/database/database.ts'
import { watchIndex } from '#indexer/follow/index-notice.ts'
import { sync } from '#indexer/schema.ts'

/** Where the index stands. */
export type Head = typeof sync.$inferSelect

/** Knows where the index stands, and tells when it moves on. */
export interface ChainWatch {
  /** Undefined before the first block. */
  head(): Head | undefined
  /** Calls with the head before and the new one. Returns how to stop. */
  onHead(listener: (head: Head, before: Head | undefined) => void): () => void
  close(): Promise<void>
}

/** How long nothing is heard before it is looked: a notice may be lost. */
const POLL_MS = 5_000

/** Watches the index of `database`. Reads are one at a time, however often it is told. */
export async function watchChain(database: Database): Promise<ChainWatch> {
  const listeners = new Set<(head: Head, before: Head | undefined) => void>()
  let head: Head | undefined
  let isReading = false
  let isStale = false
  let isClosed = false

  const read = async (): Promise<void> => {
    const [row] = await database.drizzle.select().from(sync)
    if (isClosed || row === undefined || isSame(row, head)) return
    const before = head
    head = row
    for (const listener of listeners) listener(row, before)
  }
  const refresh = async (): Promise<void> => {
    isStale = !isClosed
    if (isReading) return
    isReading = true
    try {
      while (isStale) {
        isStale = false
        await read()
      }
    } finally {
      isReading = false
    }
  }

  const look = (): void => void refresh().catch(() => undefined)
  const stop = await watchIndex(database, look)
  const poll = setInterval(look, POLL_MS)
  poll.unref()
  await refresh()
  return {
    head: () => head,
    onHead: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      isClosed = true
      listeners.clear()
      clearInterval(poll)
      await stop()
    },
  }
}

function isSame(a: Head, b: Head | undefined): boolean {
  return b !== undefined && a.height === b.height && a.blockHash === b.blockHash
}
