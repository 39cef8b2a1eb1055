import type { FastifyInstance } from 'fastify'
import { createApiServer } from '#api/server/create-api-server.ts'
import { type ApiLimits, DEFAULT_LIMITS } from '#api/server/api-options.ts'
import type { Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { followChain } from '#indexer/follow/follow-chain.ts'
import { isAllowedHost } from '#rpc/host-check.ts'
import { CliError } from '../cli-error.ts'
import { DEV_PHRASE, deriveDevAccounts } from '../network/dev-accounts.ts'
import { isDevnet } from '../network/is-devnet.ts'

export interface PortalOptions {
  /** HTTP address of the node. */
  readonly rpcUrl: string
  /** 0 for any. */
  readonly port: number
  readonly host: string
  /** `postgres://…`; without it the database is embedded, in `dataDir`, or in memory without that, too. */
  readonly databaseUrl?: string
  readonly dataDir?: string
  /** False: another process indexes the same database. */
  readonly isIndexing: boolean
  /** Address of the site as browsers see it, behind a proxy. */
  readonly publicOrigin?: string
  readonly trustedProxies?: readonly string[]
  /** Names under which the server may be asked for, beside IP addresses and localhost. */
  readonly allowedHosts?: readonly string[]
  /** Addresses of accounts that may hide posts, lower-case. */
  readonly moderators?: readonly string[]
  /** Directory with the built portal; without it only the API is served. */
  readonly portalDirectory?: string
  readonly limits?: Partial<ApiLimits>
  /** One line for people: what happens beside the ordinary. */
  readonly log: (line: string) => void
}

/** Index, API and portal of a network, in this process. */
export interface RunningPortal {
  /** Such as `http://127.0.0.1:8546`. */
  readonly url: string
  /** Settles when it was closed; rejects when the index had to stop by itself. */
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

/** Starts everything. Throws `CliError` for a port that is taken, `DatabaseError` for a database that cannot be used. */
export async function startPortal(options: PortalOptions): Promise<RunningPortal> {
  const { databaseUrl, dataDir } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const database = await openDatabase({
    ...(databaseUrl === undefined ? {} : { url: databaseUrl }),
    ...(dataDir === undefined ? {} : { dataDir }),
    // Nobody waits for the answer any longer.
    statementTimeoutMs: limits.requestTimeoutMs,
  })
  const stop = new AbortController()
  try {
    const app = await createApp(database, options, limits)
    const url = await listen(app, options)
    const run = async (): Promise<void> => {
      try {
        await (options.isIndexing
          ? follow(database, options, stop.signal)
          : untilAborted(stop.signal))
      } finally {
        await app.close()
        await database.close()
      }
    }
    const ended = run()
    // Whoever holds the portal hears of it; until then it must not count as unhandled.
    ended.catch(() => undefined)
    return {
      url,
      ended,
      close: async () => {
        stop.abort()
        await ended
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The index may take longer over a statement than a request does, so that it has connections of its own; a PGlite is open once. */
async function follow(
  served: Database,
  { databaseUrl, rpcUrl, log }: PortalOptions,
  signal: AbortSignal,
): Promise<void> {
  const database = databaseUrl === undefined ? served : await openDatabase({ url: databaseUrl })
  try {
    await followChain({ database, rpcUrl, signal, log, waitForLock: true })
  } finally {
    if (database !== served) await database.close()
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
}

function createApp(
  database: Database,
  options: PortalOptions,
  limits: ApiLimits,
): Promise<FastifyInstance> {
  const { publicOrigin, trustedProxies, portalDirectory, allowedHosts = [] } = options
  const publicHost = publicOrigin === undefined ? [] : [new URL(publicOrigin).hostname]
  return createApiServer({
    database,
    options: {
      nodeUrl: options.rpcUrl,
      isAllowedHost: (host) => isAllowedHost(host, [...allowedHosts, ...publicHost]),
      moderators: options.moderators ?? [],
      devAccounts: readDevAccounts,
      limits,
      ...(publicOrigin === undefined ? {} : { publicOrigin }),
      ...(trustedProxies === undefined ? {} : { trustedProxies }),
      ...(portalDirectory === undefined ? {} : { portalDirectory }),
    },
    report: (error, request) => options.log(`${request} failed: ${describe(error)}`),
  })
}

async function readDevAccounts(chainId: number) {
  if (!isDevnet(chainId)) return undefined
  const accounts = await deriveDevAccounts()
  return {
    phrase: DEV_PHRASE,
    accounts: accounts.map((account, index) => ({ name: `dev:${index}`, ...account })),
  }
}

async function listen(app: FastifyInstance, { host, port }: PortalOptions): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    await app.close()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new CliError(
        `port ${port} is taken; stop what uses it, or choose another with --port`,
        1,
        {
          cause: error,
        },
      )
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new CliError(`${host} is no address of this machine`, 1, { cause: error })
    }
    throw error
  }
}

function describe(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`.split('\n').join(' ')
    : String(error)
}
