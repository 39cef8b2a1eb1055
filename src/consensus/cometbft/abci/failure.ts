import type { EngineLog } from '../engine-log.ts'

/** The end of everything: from then on no call reaches the application and none is answered. */
export interface Failure {
  readonly hasHappened: boolean
  /** Logs and tells the first one; those after it are its consequences. */
  report(during: string, cause: unknown): void
}

export function createFailure(log: EngineLog, onFailure: (error: Error) => void): Failure {
  let hasHappened = false
  return {
    get hasHappened() {
      return hasHappened
    },
    report: (during, cause) => {
      if (hasHappened) return
      hasHappened = true
      const error = cause instanceof Error ? cause : new Error(String(cause))
      log.error('application failed', { during, error: error.message })
      onFailure(error)
    },
  }
}
