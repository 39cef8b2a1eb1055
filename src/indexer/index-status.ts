import type { Database } from './database/database.ts'
import { decodeRow, shapeOf } from './rows/column-codec.ts'
import { sync } from './schema.ts'

/** How far an index is, and how large. */
export type IndexStatus = typeof sync.$inferSelect & {
  /** Of the whole database. */
  readonly bytes: number
}

/** Undefined when the database has no index. */
export async function readIndexStatus(database: Database): Promise<IndexStatus | undefined> {
  const [there] = await database.query(`select to_regclass('chain.sync') is not null as there`)
  if (there?.['there'] !== true) return undefined
  const [row] = await database.query('select * from chain.sync where id = 1')
  if (row === undefined) return undefined
  const [size] = await database.query('select pg_database_size(current_database()) as bytes')
  const bytes = Number(size?.['bytes'])
  return { ...(decodeRow(shapeOf(sync), row) as typeof sync.$inferSelect), bytes }
}
