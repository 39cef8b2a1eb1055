import { DatabaseError } from './database-error.ts'
import type { Database } from './database.ts'
import { openPglite } from './open-pglite.ts'
import { openPostgres, type PostgresOptions } from './open-postgres.ts'

export interface DatabaseOptions extends PostgresOptions {
  /** `postgres://user:password@host:port/name`; then `dataDir` is not looked at. */
  readonly url?: string
  /** Directory of the embedded database; in memory without it. */
  readonly dataDir?: string
}

/**
 * Opens PostgreSQL by `url`, or the embedded PGlite, and sees that it answers. Throws `DatabaseError`, whose message is for the user.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { url, dataDir } = options
  if (url === undefined) return openPglite(dataDir)
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new DatabaseError(
      'bad-url',
      'DATABASE_URL must be postgres://user:password@host:port/name',
    )
  }
  return openPostgres(url, options)
}
