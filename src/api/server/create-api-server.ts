import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import { fastify, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { constants } from 'node:zlib'
import type { Database } from '#indexer/database/database.ts'
import { migrate } from '#indexer/database/migrate.ts'
import { CHAIN_MIGRATIONS } from '#indexer/chain-migrations.ts'
import { createBouleClient } from '#sdk/create-boule-client.ts'
import { API_PREFIX } from '../contract/describe-api.ts'
import { FORUM_MIGRATIONS } from '../forum/forum-migrations.ts'
import { createForumStore } from '../forum/forum-store.ts'
import { createNodeReads } from '../node/node-reads.ts'
import { ALL_HANDLERS } from '../routes/all-handlers.ts'
import { createSessionStore } from '../session/session-store.ts'
import { watchChain } from '../stream/chain-watch.ts'
import { readStreamEvents } from '../stream/read-stream-events.ts'
import { createStreamHub } from '../stream/stream-hub.ts'
import type { ApiContext } from './api-context.ts'
import { createApiMetrics } from './api-metrics.ts'
import type { ApiOptions } from './api-options.ts'
import { bindRoutes } from './bind-routes.ts'
import { createBlockCache } from './block-cache.ts'
import { tagAnswers } from './entity-tags.ts'
import { createErrorHandler, type ReportError } from './error-handler.ts'
import { guardRequests } from './guard-requests.ts'
import { limitRates } from './rate-limits.ts'
import { serveDocumentation } from './serve-documentation.ts'
import { serveFiles } from './serve-files.ts'

/** What the API is built on. */
export interface ApiParts {
  readonly database: Database
  readonly options: ApiOptions
  /** Hears of mistakes of the server. */
  readonly report: ReportError
  /** Milliseconds since 1970; the clock of the machine when missing. */
  readonly now?: () => number
}

/** The API and the portal as one server. Whoever makes it listens and closes; the database stays open. */
export async function createApiServer(parts: ApiParts): Promise<FastifyInstance> {
  const { options, report } = parts
  const app = createApp(options)
  const context = await createContext(parts)
  app.addHook('onClose', async () => {
    await context.watch.close()
  })
  app.addHook('preClose', async () => context.stream.close())
  app.setErrorHandler(createErrorHandler(report))
  context.metrics.observe(app)
  guardRequests(app, options)
  await app.register(cookie)
  await limitRates(app, options.limits)
  tagAnswers(app)
  await app.register(compress, {
    threshold: 1_024,
    // Whole answers are compressed at once: a stream for each costs ten times as much.
    syncThreshold: 4 * 1_024 * 1_024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } },
    zlibOptions: { level: 2 },
  })
  await serveDocumentation(app)
  await app.register(async (api) => bindRoutes(api, context, ALL_HANDLERS), { prefix: API_PREFIX })
  await serveFiles(app, options.portalDirectory)
  return app
}

function createApp({ limits, trustedProxies }: ApiOptions): FastifyInstance {
  const app = fastify({
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    handlerTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Bodies are JSON and nothing else: a form of a foreign page cannot send that.
  app.removeContentTypeParser('text/plain')
  return app
}

async function createContext(parts: ApiParts): Promise<ApiContext> {
  const { database, options } = parts
  const now = parts.now ?? Date.now
  await migrate(database, CHAIN_MIGRATIONS)
  await migrate(database, FORUM_MIGRATIONS)
  const watch = await watchChain(database)
  const client = createBouleClient({ url: options.nodeUrl })
  const cache = createBlockCache(watch, now)
  const stream = createStreamHub(
    (from, to) => readStreamEvents(database, from, to),
    watch,
    options.limits,
  )
  const genesisHash = (): string => watch.head()?.genesisHash ?? ''
  return {
    options,
    database,
    client,
    cache,
    node: createNodeReads(client, cache),
    watch,
    stream,
    sessions: createSessionStore(database, {
      moderators: options.moderators,
      sessionMs: options.limits.sessionMs,
      nonceMs: options.limits.nonceMs,
      genesisHash,
      now,
    }),
    forum: createForumStore(database, {
      genesisHash,
      height: () => watch.head()?.height ?? 0,
      postsPerHour: options.limits.postsPerHour,
      now,
    }),
    metrics: createApiMetrics(watch, stream),
    now,
  }
}
