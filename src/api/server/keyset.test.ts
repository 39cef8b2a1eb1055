import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { PGlite } from '@electric-sql/pglite'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  byAmount,
  byText,
  byWhole,
  decodeCursor,
  encodeCursor,
  type PageRequest,
  readKeyset,
  reversed,
} from './keyset.ts'

const lite = new PGlite()
const database = drizzle(lite)
const column = (name: string) => sql.raw(name)
const SORTS = {
  id: [byWhole(column('id'))],
  amount: [byAmount(column('amount')), reversed(byWhole(column('id')))],
  name: [byText(column('name')), byWhole(column('id'))],
} as const
type Sort = keyof typeof SORTS

type Row = {
  readonly id: number
  readonly amount: string
  readonly name: string
}

beforeAll(async () => {
  await lite.exec(
    'create table rows (id integer primary key, amount numeric(78,0), name text collate "C")',
  )
})
afterAll(() => lite.close())

function readPage(page: PageRequest<Sort>) {
  return readKeyset<Sort, { row: Row }, Row>(page, {
    sorts: SORTS,
    read: async ({ after, orderBy, limit, keys }) => {
      const where = after === undefined ? sql`` : sql`where ${after}`
      const { rows } = await database.execute<Row & { keys: readonly string[] }>(
        sql`select id, amount::text, name, ${keys} as keys from rows ${where} order by ${sql.join(orderBy, sql`, `)} limit ${limit}`,
      )
      return rows.map(({ keys: values, ...row }) => ({ row, keys: values }))
    },
    view: ({ row }) => row,
  })
}

async function readAll(sort: Sort, order: 'asc' | 'desc', limit: number): Promise<number[]> {
  const ids: number[] = []
  let after: readonly string[] | undefined
  for (;;) {
    const page = await readPage({ sort, order, limit, after })
    ids.push(...page.items.map(({ id }) => id))
    if (page.next === null) return ids
    after = decodeCursor(page.next, sort, order)
  }
}

test('pages of any size, sort and order together are the whole list', async () => {
  const rows = fc.array(
    fc.record({ amount: fc.bigInt(0n, 3n), name: fc.constantFrom('a', 'b', "o'c", 'ü', '') }),
    { maxLength: 12 },
  )
  const wish = fc.record({
    sort: fc.constantFrom<Sort[]>('id', 'amount', 'name'),
    order: fc.constantFrom<('asc' | 'desc')[]>('asc', 'desc'),
    limit: fc.integer({ min: 1, max: 5 }),
  })
  await fc.assert(
    fc.asyncProperty(rows, wish, async (list, { sort, order, limit }) => {
      await lite.exec('delete from rows')
      for (const [id, { amount, name }] of list.entries()) {
        await lite.query('insert into rows values ($1, $2, $3)', [id, amount.toString(), name])
      }
      const all = await readAll(sort, order, 1_000)
      expect(await readAll(sort, order, limit)).toEqual(all)
      expect(all.toSorted((a, b) => a - b)).toEqual(list.map((_, id) => id))
      const opposite = await readAll(sort, order === 'asc' ? 'desc' : 'asc', limit)
      expect(opposite.toReversed()).toEqual(all)
    }),
    { numRuns: 40 },
  )
})

test('what is added before the place that was reached is not shown, what is added behind it is', async () => {
  await lite.exec(
    "delete from rows; insert into rows select n, n * 10, 'x' from generate_series(1, 6) n",
  )
  const first = await readPage({ sort: 'amount', order: 'asc', limit: 3, after: undefined })
  await lite.exec("insert into rows values (7, 15, 'x'), (8, 45, 'x')")
  const after = decodeCursor(first.next ?? '', 'amount', 'asc')
  const rest = await readPage({ sort: 'amount', order: 'asc', limit: 10, after })
  expect(rest.items.map(({ id }) => id)).toEqual([4, 8, 5, 6])
})

test.each([
  ['of another sort', encodeCursor({ sort: 'name', order: 'asc' }, ['1'])],
  ['of another order', encodeCursor({ sort: 'id', order: 'desc' }, ['1'])],
  ['with too many keys', encodeCursor({ sort: 'id', order: 'asc' }, ['1', '2', '3'])],
  ['without keys', encodeCursor({ sort: 'id', order: 'asc' }, [])],
  ['with a key that is too long', encodeCursor({ sort: 'id', order: 'asc' }, ['1'.repeat(201)])],
  ['of other JSON', Buffer.from('{"a":1}').toString('base64url')],
  ['of no JSON', 'AAAA'],
])('a cursor %s is refused', (_, cursor) => {
  expect(() => decodeCursor(cursor, 'id', 'asc')).toThrow('cursor')
})

test('a key that is no number is refused', async () => {
  for (const key of ["1' or 1=1", '', '1e3', '9'.repeat(30)]) {
    const page = readPage({ sort: 'id', order: 'asc', limit: 1, after: [key] })
    await expect(page).rejects.toThrow('cursor')
  }
})
