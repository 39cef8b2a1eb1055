import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { drizzle } from 'drizzle-orm/pglite'
import { type DirectoryLock, lockDirectory } from '#state/lock.ts'
import { StorageError } from '#state/storage-error.ts'
import { DatabaseError, explainDatabaseError } from './database-error.ts'
import type { Database, Drizzle, Lock, RawRow, Session } from './database.ts'

type Runner = Pick<PGlite, 'query' | 'exec'>

/** PGlite in `dataDir`, which this process has for itself, or in memory. It is not durable against a loss of power: the index can be made again. */
export async function openPglite(dataDir?: string): Promise<Database> {
  const where = dataDir === undefined ? 'in memory' : `in ${dataDir}`
  const directory = dataDir === undefined ? undefined : takeDirectory(dataDir)
  try {
    const extensions = { pg_trgm }
    const lite = await PGlite.create(
      dataDir === undefined ? { extensions } : { dataDir: `${dataDir}/pglite`, extensions },
    )
    return createDatabase(lite, where, directory)
  } catch (error) {
    directory?.release()
    throw explainDatabaseError(error, where)
  }
}

function takeDirectory(dataDir: string): DirectoryLock {
  try {
    return lockDirectory(dataDir)
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    throw new DatabaseError('in-use', error.message, { cause: error })
  }
}

function createDatabase(
  lite: PGlite,
  where: string,
  directory: DirectoryLock | undefined,
): Database {
  const held = new Set<string>()
  return {
    kind: 'pglite',
    where,
    ...createSession(lite, drizzle(lite)),
    transaction: (run) =>
      lite.transaction((tx) =>
        run(
          createSession(
            tx as unknown as Runner,
            drizzle(tx as unknown as PGlite) as unknown as Drizzle,
          ),
        ),
      ),
    listen: async (channel, listener) => {
      const stop = await lite.listen(channel, listener)
      return () => stop()
    },
    // Nobody else has the directory, so the lock is among the parts of this process.
    lock: (name) => Promise.resolve(takeName(held, name)),
    close: async () => {
      if (!lite.closed) await lite.close()
      directory?.release()
    },
  }
}

function createSession(runner: Runner, orm: Drizzle): Session {
  return {
    drizzle: orm,
    query: async (statement, parameters = []) => {
      const { rows } = await runner.query<RawRow>(statement, [...parameters])
      return rows
    },
    copy: async (target, lines) => {
      await runner.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([lines]) })
    },
    script: async (statements) => {
      await runner.exec(statements)
    },
  }
}

function takeName(held: Set<string>, name: string): Lock | undefined {
  if (held.has(name)) return undefined
  held.add(name)
  return {
    lost: new Promise(() => undefined),
    release: () => {
      held.delete(name)
      return Promise.resolve()
    },
  }
}
