import { useSyncExternalStore } from 'react'

// Whether the portal's own server answers: told by the browser, by the stream, and by every request.

let isReached = true
const listeners = new Set<() => void>()

/** Notes whether the server was reached just now. */
export function noteReached(reached: boolean): void {
  if (reached === isReached) return
  isReached = reached
  for (const listener of listeners) listener()
}

/** No connection: what is shown comes from before. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        listeners.delete(listener)
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => !isReached || !navigator.onLine,
  )
}
