import { readFile } from 'node:fs/promises'
import { DatabaseError, explainDatabaseError } from './database-error.ts'
import type { Database, Session } from './database.ts'

/** One step of a schema, both ways. Numbers of a set are 1, 2, 3 …; a step that was released is never changed. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly up: URL
  readonly down: URL
}

/** Migrations that belong together, such as those of PostgreSQL schema `chain`. */
export interface MigrationSet {
  readonly name: string
  readonly migrations: readonly Migration[]
}

const LOCK_KEY = 'boule migrations'
const BOOKS = `
  create schema if not exists boule;
  create table if not exists boule.migrations (
    set_name text not null,
    number integer not null,
    name text not null,
    applied_at timestamptz not null default now(),
    primary key (set_name, number)
  )`

/**
 * Brings a set to `target` (the newest when missing), up or down, in one transaction; whoever comes second waits and finds it done. Returns the steps taken.
 * Throws `DatabaseError` when the database is ahead of this program.
 */
export async function migrate(
  database: Database,
  set: MigrationSet,
  target = set.migrations.length,
): Promise<readonly string[]> {
  try {
    return await database.transaction(async (session) => {
      // However long a large table takes.
      await session.query('set local statement_timeout = 0')
      await session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK_KEY])
      await session.script(BOOKS)
      const current = await readNumber(session, set.name)
      if (current > set.migrations.length) throw isAhead(database, set, current)
      return current <= target
        ? goUp(session, set, current, target)
        : goDown(session, set, current, target)
    })
  } catch (error) {
    throw explainDatabaseError(error, database.where)
  }
}

/** Number of the last migration of a set that is in the database. */
async function readNumber(session: Session, name: string): Promise<number> {
  const [row] = await session.query(
    'select coalesce(max(number), 0)::integer as number from boule.migrations where set_name = $1',
    [name],
  )
  return Number(row?.['number'] ?? 0)
}

async function goUp(
  session: Session,
  { name, migrations }: MigrationSet,
  from: number,
  target: number,
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const migration of migrations.slice(from, target)) {
    await session.script(await readFile(migration.up, 'utf8'))
    await session.query(
      'insert into boule.migrations (set_name, number, name) values ($1, $2, $3)',
      [name, migration.number, migration.name],
    )
    taken.push(`${name} ${migration.number} ${migration.name} up`)
  }
  return taken
}

async function goDown(
  session: Session,
  { name, migrations }: MigrationSet,
  from: number,
  target: number,
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const migration of migrations.slice(target, from).toReversed()) {
    await session.script(await readFile(migration.down, 'utf8'))
    await session.query('delete from boule.migrations where set_name = $1 and number = $2', [
      name,
      migration.number,
    ])
    taken.push(`${name} ${migration.number} ${migration.name} down`)
  }
  return taken
}

function isAhead(database: Database, set: MigrationSet, current: number): DatabaseError {
  return new DatabaseError(
    'broken',
    `the database ${database.where} has schema ${set.name} ${current}, which is newer than this program knows (${set.migrations.length}); use the newer program`,
  )
}
