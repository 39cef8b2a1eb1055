import { type SQL, sql, type SQLWrapper } from 'drizzle-orm'
import { ApiProblem } from './api-problem.ts'
import type { Page } from './page.ts'

/** What a request wants of a list. */
export interface PageRequest<Sort extends string> {
  readonly sort: Sort
  readonly order: 'asc' | 'desc'
  readonly limit: number
  /** Values of the keys of the last item that was seen. */
  readonly after: readonly string[] | undefined
}

/**
 * A part of what a list is sorted by. The keys of a sort together name one row, none is null, and there are at most two.
 * `isReversed`: it goes the other way than the list, as in an index `(votes desc, owner asc)`.
 */
export interface SortKey {
  readonly value: SQLWrapper
  readonly type: 'text' | 'bigint' | 'integer' | 'numeric'
  readonly isReversed: boolean
}

export const byText = (value: SQLWrapper): SortKey => ({ value, type: 'text', isReversed: false })
export const byWhole = (value: SQLWrapper): SortKey => ({
  value,
  type: 'bigint',
  isReversed: false,
})
export const byAmount = (value: SQLWrapper): SortKey => ({
  value,
  type: 'numeric',
  isReversed: false,
})
export const reversed = (key: SortKey): SortKey => ({ ...key, isReversed: true })

/** What a query of a page is made of. `keys` must be among the columns that it answers. */
export interface PageParts {
  readonly after: SQL | undefined
  readonly orderBy: SQL[]
  readonly limit: number
  readonly keys: SQL<readonly string[]>
}

export interface KeysetPlan<Sort extends string, Row, Item> {
  readonly sorts: Readonly<Record<Sort, readonly [SortKey] | readonly [SortKey, SortKey]>>
  readonly read: (parts: PageParts) => PromiseLike<(Row & { readonly keys: readonly string[] })[]>
  readonly view: (row: Row) => Item
}

/** Reads a page by keyset: what comes after the last item that was seen, whatever was inserted meanwhile. */
export async function readKeyset<Sort extends string, Row, Item>(
  page: PageRequest<Sort>,
  plan: KeysetPlan<Sort, Row, Item>,
): Promise<Page<Item>> {
  const keys = plan.sorts[page.sort]
  const rows = await plan.read({
    after: page.after === undefined ? undefined : isAfter(keys, page.order, page.after),
    orderBy: keys.map((key) =>
      isAscending(key, page.order) ? sql`${key.value} asc` : sql`${key.value} desc`,
    ),
    limit: page.limit + 1,
    keys: sql<readonly string[]>`json_build_array(${sql.join(
      keys.map(({ value }) => sql`(${value})::text`),
      sql`, `,
    )})`,
  })
  const shown = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? shown.at(-1) : undefined
  return {
    items: shown.map(plan.view),
    next: last === undefined ? null : encodeCursor(page, last.keys),
  }
}

function isAfter(
  keys: readonly [SortKey] | readonly [SortKey, SortKey],
  order: 'asc' | 'desc',
  values: readonly string[],
): SQL {
  if (values.length !== keys.length) throw badCursor()
  const [first, second] = keys.map((key, index) => ({
    key,
    value: sql`${castable(key, values[index] ?? '')}::${sql.raw(key.type)}`,
    isUp: isAscending(key, order),
  }))
  if (first === undefined) throw badCursor()
  const beyond = (one: typeof first): SQL =>
    one.isUp ? sql`${one.key.value} > ${one.value}` : sql`${one.key.value} < ${one.value}`
  if (second === undefined) return beyond(first)
  const atLeast = first.isUp
    ? sql`${first.key.value} >= ${first.value}`
    : sql`${first.key.value} <= ${first.value}`
  return sql`(${atLeast} and (${beyond(first)} or ${beyond(second)}))`
}

function isAscending(key: SortKey, order: 'asc' | 'desc'): boolean {
  return (order === 'asc') !== key.isReversed
}

function castable({ type }: SortKey, value: string): string {
  if (type === 'text') return value
  const pattern =
    type === 'numeric' ? /^-?\d{1,78}$/ : type === 'bigint' ? /^-?\d{1,18}$/ : /^-?\d{1,9}$/
  if (!pattern.test(value)) throw badCursor()
  return value
}

export function encodeCursor(
  { sort, order }: { readonly sort: string; readonly order: string },
  keys: readonly string[],
): string {
  return Buffer.from(JSON.stringify([sort, order, ...keys]), 'utf8').toString('base64url')
}

/** @throws ApiProblem `bad-cursor` for one of another list, sort or order. */
export function decodeCursor(cursor: string, sort: string, order: string): readonly string[] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const parts = readStrings(text)
  const [cursorSort, cursorOrder, ...keys] = parts ?? []
  const isFine =
    keys.length >= 1 &&
    keys.length <= 2 &&
    keys.every((key) => key.length <= 200 && !key.includes('\u0000'))
  if (cursorSort !== sort || cursorOrder !== order || !isFine) throw badCursor()
  return keys
}

function readStrings(text: string): readonly string[] | undefined {
  try {
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string')
      ? parts
      : undefined
  } catch {
    return undefined
  }
}

function badCursor(): ApiProblem {
  return new ApiProblem(
    'bad-cursor',
    'cursor: must be the `next` of a page of this list with the same sort and order',
    { field: 'cursor' },
  )
}
