import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from '../generated/paths.ts'

/** What the API answers, by name: `ApiSchemas['Delegate']`. */
export type ApiSchemas = components['schemas']

/** A client whose paths, parameters and answers are typed by the contract: `client.GET('/delegates', …)`. */
export type ApiClient = Client<paths, 'application/json'>

export interface ApiClientOptions {
  /** Where the API is: `/api/v1` of the own page when missing. */
  readonly baseUrl?: string
  readonly fetch?: (request: Request) => Promise<Response>
}

export function createApiClient(options: ApiClientOptions = {}): ApiClient {
  return createClient<paths, 'application/json'>({
    baseUrl: options.baseUrl ?? '/api/v1',
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  })
}
