import { and, asc, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { Session } from '#indexer/database/database.ts'
import { delegates } from '#indexer/schema.ts'
import { outer } from '../server/outer-column.ts'
import { type DelegateReference, viewDelegate } from './view-values.ts'

/** The delegate that an account owns and that has not left; null for none. */
export async function findOwnedDelegate(
  { drizzle }: Session,
  owner: string,
): Promise<DelegateReference | null> {
  const [row] = await drizzle
    .select({ id: delegates.id, name: delegates.name })
    .from(delegates)
    .where(and(eq(delegates.owner, owner), eq(delegates.retired, false)))
    .orderBy(asc(delegates.registration))
    .limit(1)
  return row === undefined ? null : viewDelegate(row.id, row.name)
}

/** The same as columns of a query, for the account in `owner`: one look-up for each row that is answered. */
export function ownedBy(owner: SQLWrapper): {
  readonly id: SQL<string | null>
  readonly name: SQL<string | null>
} {
  const select = (column: 'id' | 'name') =>
    sql<string | null>`(select o.${sql.identifier(column)} from ${delegates} o
      where o.owner = ${outer(owner)} and not o.retired order by o.registration limit 1)`
  return { id: select('id'), name: select('name') }
}
