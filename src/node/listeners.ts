/** Those who are told of something. A listener that throws is reported and does not keep the others from hearing. */
export interface Listeners<T> {
  readonly size: number
  /** Returns what ends it; a second call of that does nothing. */
  add(listener: (value: T) => void): () => void
  tell(value: T): void
}

export function createListeners<T>(onError: (error: unknown) => void): Listeners<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>()
  return {
    get size() {
      return listeners.size
    },
    add: (call) => {
      const entry = { call }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    tell: (value) => {
      // Those who come while others are being told hear of the next one.
      const current = [...listeners]
      for (const { call } of current) {
        try {
          call(value)
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
