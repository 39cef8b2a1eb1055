import { type SQL, sql, type SQLWrapper } from 'drizzle-orm'

/**
 * A column of the query around a subquery, with the name of its table. Drizzle leaves that name out of the columns of a query of one table, and
 * within the subquery the bare name could mean another column.
 */
export function outer(column: SQLWrapper): SQL {
  return sql`${column}`
}
