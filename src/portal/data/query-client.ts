import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'
import type { StreamKind } from './use-stream.ts'

declare module '@tanstack/react-query' {
  interface Register {
    readonly queryMeta: {
      /** Kinds of the stream's events after which the answer is old. */
      readonly follows?: readonly StreamKind[]
    }
  }
}

/** The client of all queries. What was asked for is kept until an event of the stream makes it old. */
export function createPortalQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        // The stream and the server tell; the browser's own idea of a connection does not keep a request back.
        networkMode: 'always',
      },
    },
  })
}

function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}
