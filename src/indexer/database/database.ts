import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle over either database; `drizzle` of a transaction has the same type. */
export type Drizzle = PgDatabase<PgQueryResultHKT>

/** Rows as the driver gives them: numbers of 64 bits and `numeric` may be text. */
export type RawRow = Readonly<Record<string, unknown>>

export interface Statements {
  /** One statement with parameters `$1` …. */
  query(statement: string, parameters?: readonly unknown[]): Promise<readonly RawRow[]>
  /** Adds rows to `target`, a table with its columns in brackets: lines of fields in the text format of PostgreSQL's `copy`. */
  copy(target: string, lines: string): Promise<void>
}

/** Where statements run: the database itself, or a transaction of it. */
export interface Session extends Statements {
  readonly drizzle: Drizzle
  /** Several statements without parameters: for migrations. */
  script(statements: string): Promise<void>
}

/** What keeps others from doing the same at the same time. */
export interface Lock {
  /** Settles when the lock is lost, with its connection; never after `release`. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** The index's database: PGlite in a directory or in memory, or a PostgreSQL server. */
export interface Database extends Session {
  readonly kind: 'pglite' | 'postgres'
  /** For people; without a password. */
  readonly where: string
  /** All or nothing. Reads of `run` see its own writes. On PGlite everybody else waits meanwhile. */
  transaction<T>(run: (session: Session) => Promise<T>): Promise<T>
  /** Calls `listener` with what `notify` said on a channel, from whichever process. Returns how to stop. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>
  /** Takes a lock of this name in this database; `undefined` when somebody else has it. */
  lock(name: string): Promise<Lock | undefined>
  close(): Promise<void>
}
