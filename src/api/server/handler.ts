import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Route } from '../contract/route.ts'
import type { ApiContext } from './api-context.ts'
import type { PageRequest } from './keyset.ts'
import type { Page } from './page.ts'
import type { SignedIn } from '../session/session-store.ts'

/** A request whose parts are checked already. */
export interface Call<R extends Route> {
  readonly context: ApiContext
  readonly params: z.output<R['params']>
  readonly query: z.output<R['query']>
  readonly body: z.output<R['body']>
  /** Who is signed in; undefined: nobody, or the route is open to all and was not asked with a cookie. */
  readonly session: SignedIn | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A list route, as far as its handler goes. */
export type AnyListRoute = Route & {
  readonly item: z.ZodObject
  readonly sorts: readonly string[]
  readonly order: 'asc' | 'desc'
}

export interface ListCall<R extends AnyListRoute> extends Call<R> {
  readonly page: PageRequest<R['sorts'][number]>
}

/** The handler of a route. */
export interface Handler {
  readonly route: Route
  readonly run: (call: Call<Route>) => Promise<unknown>
}

/** The handler of a list: it reads one page, also for CSV. */
export interface ListHandler {
  readonly route: AnyListRoute
  readonly readPage: (call: ListCall<AnyListRoute>) => Promise<Page<unknown>>
}

export type AnyHandler = Handler | ListHandler

/** Binds a route to what answers it. A handler that sends by itself answers `undefined`. */
export function handle<R extends Route>(
  route: R,
  run: (call: Call<R>) => Promise<z.output<R['answer']> | undefined>,
): Handler {
  return { route, run }
}

export function handleList<R extends AnyListRoute>(
  route: R,
  readPage: (call: ListCall<R>) => Promise<Page<z.output<R['item']>>>,
): ListHandler {
  return { route, readPage: readPage as ListHandler['readPage'] }
}
