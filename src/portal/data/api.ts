import { createApiClient } from '#api/client/create-api-client.ts'
import { ApiError } from './api-error.ts'
import { noteReached } from './connection.ts'

/** The typed client of the API, on the server that the portal came from. */
export const api = createApiClient({ baseUrl: '/api/v1' })

interface Outcome<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/**
 * What a call of `api` answered: `answer(api.GET('/epochs/{epoch}', …))`.
 *
 * @throws ApiError when it was refused or there was no answer.
 */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    noteReached(false)
    throw new ApiError(0, 'no-answer', '')
  })
  noteReached(!response.headers.has('x-boule-kept'))
  if (data !== undefined) return data
  throw toApiError(response.status, error)
}

function toApiError(status: number, problem: unknown): ApiError {
  const { code, detail } = (typeof problem === 'object' && problem !== null ? problem : {}) as {
    readonly code?: string
    readonly detail?: string
  }
  return new ApiError(status, code ?? 'unknown', detail ?? '')
}
