import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { alias, type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import { delegates, events } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'
import { byWhole, type PageRequest, readKeyset } from '../server/keyset.ts'
import { describeStoredEvent } from './describe-stored-event.ts'
import { orNull, viewAddress, viewDelegateOrNull } from './view-values.ts'

const EVENTS_PER_BLOCK = 1_000_000
const second = alias(delegates, 'second_delegate')

export interface EventFilters {
  readonly name?: string | undefined
  readonly fromHeight?: number | undefined
  readonly toHeight?: number | undefined
}

/**
 * A page of the events that have a value in one of some columns; of all events without columns. Each column is looked up by its own
 * index, and the first of each are put together: an `or` would have the database read the whole chain for a rare account.
 */
export function readEvents(
  { database }: ApiContext,
  page: PageRequest<'height'>,
  columns: readonly PgColumn[],
  value: string | number | undefined,
  filters: EventFilters,
) {
  const { drizzle } = database
  return readKeyset(page, {
    sorts: { height: [byWhole(events.id)] },
    read: async ({ after, orderBy, limit, keys }) => {
      const find = (of: SQL | undefined) =>
        drizzle
          .select({ id: events.id })
          .from(events)
          .where(and(of, inRange(filters), after))
          .orderBy(...orderBy)
          .limit(limit)
      const [first, other] = columns.map((column, at) => find(matches(columns, at, column, value)))
      const ids =
        first === undefined ? find(undefined) : other === undefined ? first : unionAll(first, other)
      return drizzle
        .select({ event: events, name: delegates.name, otherName: second.name, keys })
        .from(events)
        .leftJoin(delegates, eq(delegates.id, events.delegate))
        .leftJoin(second, eq(second.id, events.otherDelegate))
        .where(sql`${events.id} in (select id from ${ids.as('found')})`)
        .orderBy(...orderBy)
        .limit(limit)
    },
    view: ({ event, name, otherName }) => viewEvent(event, name, otherName),
  })
}

/** The events of a transaction, in order. */
export async function readTransactionEvents(
  { database }: ApiContext,
  { hash, height }: { readonly hash: string; readonly height: number },
) {
  const rows = await database.drizzle
    .select({ event: events, name: delegates.name, otherName: second.name })
    .from(events)
    .leftJoin(delegates, eq(delegates.id, events.delegate))
    .leftJoin(second, eq(second.id, events.otherDelegate))
    .where(and(inRange({ fromHeight: height, toHeight: height }), eq(events.transactionHash, hash)))
    .orderBy(asc(events.id))
  return rows.map(({ event, name, otherName }) => viewEvent(event, name, otherName))
}

/** In the column, and not in one before it: nothing comes twice. */
function matches(
  columns: readonly PgColumn[],
  at: number,
  column: PgColumn,
  value: string | number | undefined,
): SQL | undefined {
  const before = columns.slice(0, at).map((other) => sql`${other} is distinct from ${value}`)
  return and(eq(column, value), ...before)
}

function inRange({ name, fromHeight, toHeight }: EventFilters): SQL | undefined {
  return and(
    name === undefined ? undefined : eq(events.name, name),
    fromHeight === undefined ? undefined : gte(events.id, fromHeight * EVENTS_PER_BLOCK),
    toHeight === undefined ? undefined : lt(events.id, (toHeight + 1) * EVENTS_PER_BLOCK),
  )
}

function viewEvent(row: typeof events.$inferSelect, name: string | null, otherName: string | null) {
  return {
    height: row.height,
    place: row.id % EVENTS_PER_BLOCK,
    timeMs: row.timeMs,
    epoch: row.epoch,
    name: row.name,
    transaction: row.transactionHash,
    args: row.args,
    text: describeStoredEvent(row, [
      [row.delegate, name],
      [row.otherDelegate, otherName],
    ]),
    account: orNull(row.account, viewAddress),
    otherAccount: orNull(row.otherAccount, viewAddress),
    delegate: viewDelegateOrNull(row.delegate, name),
    otherDelegate: viewDelegateOrNull(row.otherDelegate, otherName),
    bucket: row.bucket,
    proposal: row.proposal,
  }
}
