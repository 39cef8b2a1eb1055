import type { BatchRecovery } from '#mempool/signatures/sender-cache.ts'

/** A recovery that can be waited for. */
export interface RecoveryDrain extends BatchRecovery {
  /** Resolves when every batch that was asked for is settled. */
  drained(): Promise<void>
}

/**
 * Keeps count of the batches that are under way. A thread that is ended in the middle of native code may take the whole
 * process with it, so threads are ended only when they have nothing to do.
 */
export function createRecoveryDrain(recovery: BatchRecovery): RecoveryDrain {
  const underWay = new Set<Promise<unknown>>()
  return {
    recover: (requests) => {
      const batch = recovery.recover(requests)
      underWay.add(batch)
      const forget = (): void => void underWay.delete(batch)
      batch.then(forget, forget)
      return batch
    },
    drained: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
