import type { Hex } from '#base/hex.ts'
import type { RpcBackend, Unsubscribe } from './backend.ts'

/** The newest hashes that came into the pool, each with a running number. Listens only while somebody wants them. */
export interface PendingHashes {
  /** Number of the next hash. */
  readonly next: number
  /** Number of the oldest hash that is still there. */
  readonly oldest: number
  /** Hashes from number `from` on, which must not be older than `oldest`. */
  since(from: number): readonly Hex[]
  /** One more reader. */
  open(): void
  /** One reader fewer. */
  close(): void
}

export function createPendingHashes(backend: RpcBackend, capacity: number): PendingHashes {
  let ring: Hex[] = []
  let next = 0
  let readers = 0
  let unsubscribe: Unsubscribe | undefined
  const oldest = (): number => next - ring.length
  return {
    get next() {
      return next
    },
    get oldest() {
      return oldest()
    },
    since: (from) => {
      const hashes: Hex[] = []
      for (let number = from; number < next; number++) hashes.push(ring[number % capacity] as Hex)
      return hashes
    },
    open: () => {
      readers++
      unsubscribe ??= backend.onPendingTransaction(({ transaction }) => {
        ring[next % capacity] = transaction.hash
        next++
      })
    },
    close: () => {
      readers--
      if (readers > 0) return
      unsubscribe?.()
      unsubscribe = undefined
      ring = []
      next = 0
    },
  }
}
