import type { BouleClient } from '#sdk/create-boule-client.ts'

export interface FollowOptions {
  /** The first height to visit. */
  readonly from: number
  /** The newest that there is already. */
  readonly newest: number
  /** Visits one block after another, each once the one before is done. */
  readonly visit: (height: number, newest: number) => Promise<void>
  /** Ends it. */
  readonly signal: AbortSignal
}

/**
 * Visits every block from a height on, as they come, until the signal. Rejects when the connection or a visit fails.
 * The client must have a WebSocket: blocks are announced, not asked for.
 */
export function followBlocks(client: BouleClient, options: FollowOptions): Promise<void> {
  const { visit, signal } = options
  return new Promise((resolve, reject) => {
    let next = options.from
    let { newest } = options
    let isBusy = false
    const end = (settle: () => void): void => {
      unwatch()
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    const onAbort = (): void => end(resolve)
    const drain = async (): Promise<void> => {
      if (isBusy) return
      isBusy = true
      while (next <= newest && !signal.aborted) await visit(next++, newest)
      isBusy = false
    }
    const visitAll = (): void => {
      drain().catch((error: unknown) => {
        if (!signal.aborted) end(() => reject(error))
      })
    }
    // A client over WebSocket watches by subscription; the type does not know which of both it is.
    const watch = client.watchBlockNumber as (options: object) => () => void
    const unwatch = watch({
      poll: false,
      onBlockNumber: (height: bigint) => {
        newest = Math.max(newest, Number(height))
        visitAll()
      },
      onError: (error: unknown) => {
        if (!signal.aborted) end(() => reject(error))
      },
    })
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    else visitAll()
  })
}
