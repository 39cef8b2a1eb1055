import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { explainDatabaseError } from './database-error.ts'
import { copyInto } from './copy-into.ts'
import type { Database, Drizzle, Lock, RawRow, Session } from './database.ts'

export interface PostgresOptions {
  /** Most connections; 10 when missing. One more each for the lock and for listening. */
  readonly maxConnections?: number
  /** A statement that takes longer is stopped; 60 s when missing, 0: never. */
  readonly statementTimeoutMs?: number
}

const CONNECT_TIMEOUT_MS = 10_000

/** A pool of connections to a PostgreSQL server. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Database> {
  const where = describeUrl(url)
  const settings: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'boule index',
    keepAlive: true,
  }
  const pool = new pg.Pool({
    ...settings,
    max: options.maxConnections ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
  })
  // A connection that breaks is replaced; its statement, or the next one, tells when that does not work.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw explainDatabaseError(error, where)
  }
  return {
    kind: 'postgres',
    where,
    ...createSession(pool, drizzle(pool)),
    copy: (target, lines) => runTransaction(pool, ({ copy }) => copy(target, lines)),
    transaction: (run) => runTransaction(pool, run),
    listen: (channel, listener) => listen(settings, channel, listener),
    lock: (name) => takeLock(settings, name),
    close: () => pool.end(),
  }
}

/** Host, port and name: what may be shown. */
function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1)) || 'postgres'} at ${hostname}:${port || '5432'}`
}

type Runner = Pick<pg.Pool | pg.PoolClient, 'query'>

function createSession(runner: Runner, orm: Drizzle): Omit<Session, 'copy'> {
  return {
    drizzle: orm,
    query: async (statement, parameters = []) => {
      const { rows } = await runner.query<RawRow>(statement, [...parameters])
      return rows
    },
    script: async (statements) => {
      await runner.query(statements)
    },
  }
}

async function runTransaction<T>(pool: pg.Pool, run: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query('begin')
    const result = await run({
      ...createSession(client, drizzle(client)),
      copy: (target, lines) => copyInto(client, target, lines),
    })
    await client.query('commit')
    return result
  } catch (error) {
    failure = error as Error
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    // A connection on which something failed is not used again: nobody knows what is left on it.
    client.release(failure)
  }
}

async function listen(
  settings: pg.ClientConfig,
  channel: string,
  listener: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    const next = new pg.Client(settings)
    next.on('notification', (message) => listener(message.payload ?? ''))
    // A listener that lost its connection tries again: what was said meanwhile is in the tables.
    next.on('error', () => undefined)
    next.on('end', () => {
      if (!stopped) setTimeout(() => void connect().catch(() => undefined), 1_000).unref()
    })
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }
  await connect()
  return async () => {
    stopped = true
    await client?.end()
  }
}

/** An advisory lock lives as long as its connection, which is therefore one of its own. */
async function takeLock(settings: pg.ClientConfig, name: string): Promise<Lock | undefined> {
  const client = new pg.Client(settings)
  let onLost: () => void = () => undefined
  const lost = new Promise<void>((resolve) => {
    onLost = resolve
  })
  let released = false
  client.on('error', () => undefined)
  client.on('end', () => {
    if (!released) onLost()
  })
  await client.connect()
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
    [name],
  )
  const release = async (): Promise<void> => {
    released = true
    await client.end()
  }
  if (rows[0]?.taken !== true) {
    await release()
    return undefined
  }
  return { lost, release }
}
