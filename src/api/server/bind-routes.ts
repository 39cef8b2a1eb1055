import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { fastifyPath, fastifySchema } from '../contract/fastify-schema.ts'
import { ROUTES } from '../contract/routes.ts'
import type { Route } from '../contract/route.ts'
import { readSession } from '../session/session-cookie.ts'
import type { ApiContext } from './api-context.ts'
import { ApiProblem } from './api-problem.ts'
import type { AnyHandler, AnyListRoute, Call, Handler, ListCall, ListHandler } from './handler.ts'
import { decodeCursor } from './keyset.ts'
import { CSV_PAGE, sendCsv, wantsCsv } from './send-csv.ts'

const DEFAULT_PAGE = 50
/** Routes that work before the index has its first block. */
const WITHOUT_INDEX: readonly string[] = ['getHealth', 'getReady', 'getMetrics', 'callRpc']

/** Serves every route of the contract with its handler. Throws when one is missing or left over. */
export function bindRoutes(
  app: FastifyInstance,
  context: ApiContext,
  handlers: readonly AnyHandler[],
): void {
  const open = new Map(handlers.map((handler) => [handler.route, handler]))
  for (const route of ROUTES) {
    const handler = open.get(route)
    if (handler === undefined) throw new Error(`route ${route.id} has no handler`)
    open.delete(route)
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      schema: fastifySchema(route),
      bodyLimit: isRpc(route)
        ? context.options.limits.rpcBodyBytes
        : context.options.limits.bodyBytes,
      config: { foreign: isRpc(route) },
      handler: async (request, reply) => {
        const call = await openCall(context, route, request, reply)
        return 'readPage' in handler ? answerList(handler, call) : answerOne(handler, call)
      },
    })
  }
  const [left] = open.keys()
  if (left !== undefined) throw new Error(`handler of ${left.id} belongs to no route`)
  refuseOtherMethods(app)
}

/** Every address of the contract answers 405 to methods that it does not have. */
function refuseOtherMethods(app: FastifyInstance): void {
  for (const [path, routes] of Map.groupBy(ROUTES, (route) => route.path)) {
    const has = new Set<string>(routes.map(({ method }) => method))
    if (has.has('GET')) has.add('HEAD')
    const allowed = [...has].sort().join(', ')
    app.route({
      method: METHODS.filter((method) => !has.has(method)),
      url: fastifyPath(path),
      onRequest: async (_request, reply) => {
        void reply.header('allow', allowed)
        throw new ApiProblem('wrong-method', `this address takes ${allowed}`)
      },
      handler: () => undefined,
    })
  }
}

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'QUERY',
] as const

function isRpc(route: Route): boolean {
  return route.id === 'callRpc'
}

async function openCall(
  context: ApiContext,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Call<Route>> {
  const head = context.watch.head()
  if (head !== undefined) void reply.header('x-boule-height', head.height)
  else if (!WITHOUT_INDEX.includes(route.id)) {
    throw new ApiProblem('index-not-ready', 'the index has no block yet; try again soon', {
      retryAfterSeconds: 2,
    })
  }
  const isPersonal = route.tag === 'discussion' || route.tag === 'session'
  void reply.header('cache-control', isPersonal ? 'private, no-cache' : 'no-cache')
  const session = isPersonal ? await readSession(context, request) : undefined
  if (route.access !== 'all' && session === undefined) {
    throw new ApiProblem('not-signed-in', 'sign in first: POST /session/nonce, then POST /session')
  }
  if (route.access === 'moderator' && session?.isModerator !== true) {
    throw new ApiProblem('not-allowed', 'only moderators may do this')
  }
  const { params, query, body } = request
  return { context, params: params ?? {}, query: query ?? {}, body, session, request, reply }
}

async function answerOne({ route, run }: Handler, call: Call<Route>): Promise<unknown> {
  const { reply } = call
  if (isShared(route)) {
    void reply.type(route.type)
    return share(route, call, () => run(call))
  }
  const result = await run(call)
  if (reply.sent) return reply
  void reply.code(reply.statusCode === 200 ? route.status : reply.statusCode)
  if (route.status === 204) return reply.send()
  void reply.type(route.type)
  return result
}

async function answerList(handler: ListHandler, call: Call<Route>): Promise<unknown> {
  const { route, readPage } = handler
  const { reply } = call
  const query = call.query as ListQuery
  const sort = query.sort ?? route.sorts[0] ?? ''
  const order = query.order ?? route.order
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, sort, order)
  const read = (limit: number, from: readonly string[] | undefined) =>
    readPage({ ...(call as ListCall<AnyListRoute>), page: { sort, order, limit, after: from } })
  void reply.header('vary', 'Accept')
  if (wantsCsv(call.request, query.format)) {
    const rows = Math.min(
      query.limit ?? Number.POSITIVE_INFINITY,
      call.context.options.limits.csvRows,
    )
    return sendCsv(reply, route, {
      rows,
      first: await read(Math.min(rows, CSV_PAGE), after),
      more: (cursor, limit) => read(limit, decodeCursor(cursor, sort, order)),
    })
  }
  void reply.type(route.type)
  const readPageOnce = () => read(query.limit ?? DEFAULT_PAGE, after)
  return isShared(route) ? share(route, call, readPageOnce) : readPageOnce()
}

/** Whether everybody gets the same answer from the same address, as long as no block comes. */
function isShared({ tag, type, method }: Route): boolean {
  const isOwn = tag === 'discussion' || tag === 'session' || tag === 'operations'
  return method === 'GET' && type === 'application/json' && !isOwn
}

/** The answer as text, made once for a block: many people look at the same pages. */
function share(
  { answer, method, path }: Route,
  { context, request }: Call<Route>,
  run: () => Promise<unknown>,
): Promise<string> {
  const serialize = serializerCompiler({ schema: answer, method, url: path })
  return context.cache.get(`answer ${request.url}`, async () => serialize(await run()))
}

interface ListQuery {
  readonly sort?: string
  readonly order?: 'asc' | 'desc'
  readonly limit?: number
  readonly cursor?: string
  readonly format?: 'json' | 'csv'
}
