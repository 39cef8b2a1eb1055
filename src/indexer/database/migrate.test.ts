import { is, SQL } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import * as schema from '../schema.ts'
import type { Database } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'

let database: Database

beforeAll(async () => {
  database = await openDatabase()
})

afterAll(async () => {
  await database.close()
})

const tables = (Object.values(schema) as unknown[])
  .filter((one): one is PgTable => is(one, PgTable))
  .map((table) => getTableConfig(table))

/** What the database says of all columns and indexes of the schema. */
async function describeDatabase(): Promise<unknown> {
  const columns = await database.query(
    `select table_name, column_name, data_type, is_nullable, numeric_precision
     from information_schema.columns where table_schema = 'chain' order by 1, 2`,
  )
  const indexes = await database.query(
    `select indexdef from pg_indexes where schemaname = 'chain' order by 1`,
  )
  return { columns, indexes }
}

describe('the schema of the index', () => {
  test('goes up, down, and up again to the same', async () => {
    expect(await migrate(database, CHAIN_MIGRATIONS)).toEqual(['chain 1 chain up'])
    const first = await describeDatabase()
    expect(await migrate(database, CHAIN_MIGRATIONS)).toEqual([])
    expect(await migrate(database, CHAIN_MIGRATIONS, 0)).toEqual(['chain 1 chain down'])
    expect(await describeDatabase()).toEqual({ columns: [], indexes: [] })
    await migrate(database, CHAIN_MIGRATIONS)
    expect(await describeDatabase()).toEqual(first)
  })

  test('has the columns that are declared, and no others', async () => {
    const found = await database.query(
      `select table_name || '.' || column_name || ' ' ||
         case data_type when 'numeric' then 'numeric(' || numeric_precision || ',' || numeric_scale || ')' else data_type end ||
         case is_nullable when 'NO' then ' not null' else '' end as text
       from information_schema.columns where table_schema = 'chain' order by 1`,
    )
    const declared = tables.flatMap(({ name, columns, primaryKeys }) => {
      const inKey = new Set(primaryKeys.flatMap((key) => key.columns.map((one) => one.name)))
      return columns.map((column) => {
        const isThere = column.notNull || column.primary || inKey.has(column.name)
        return `${name}.${column.name} ${column.getSQLType()}${isThere ? ' not null' : ''}`
      })
    })
    expect(found.map(({ text }) => text)).toEqual(declared.sort())
  })

  test('has the indexes and keys that are declared, and no others', async () => {
    const found = await database.query(
      `select tablename || '.' || indexname as name from pg_indexes where schemaname = 'chain' order by 1`,
    )
    const declared = tables.flatMap(({ name, indexes }) => [
      `${name}.${name}_pkey`,
      ...indexes.map(({ config }) => `${name}.${config.name ?? ''}`),
    ])
    expect(found.map(({ name }) => name)).toEqual(declared.sort())
    const keys = await database.query(
      `select t.relname as table, array_to_string(array_agg(a.attname order by k.place), ',') as columns
       from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace,
         unnest(i.indkey) with ordinality as k(number, place) join pg_attribute a on a.attnum = k.number
       where i.indisprimary and n.nspname = 'chain' and a.attrelid = t.oid group by 1 order by 1`,
    )
    const wanted = tables.map(({ name, columns, primaryKeys }) => {
      const [key] = primaryKeys
      const names = key?.columns ?? columns.filter((column) => column.primary)
      return `${name}: ${names.map((one) => one.name).join(',')}`
    })
    expect(keys.map((row) => `${String(row['table'])}: ${String(row['columns'])}`)).toEqual(
      wanted.sort(),
    )
  })

  test('indexes the columns that are declared, in their order', async () => {
    for (const { name, indexes } of tables) {
      for (const { config } of indexes) {
        const [row] = await database.query(
          `select indexdef from pg_indexes where schemaname = 'chain' and indexname = $1`,
          [config.name],
        )
        const text = String(row?.['indexdef'])
        const columns = config.columns.flatMap((column) =>
          is(column, SQL) ? [] : [(column as { readonly name?: string }).name],
        )
        const places = columns.map((column) => text.indexOf(column ?? '', text.indexOf('(')))
        expect(
          places.every((place) => place > 0),
          `${name}: ${text}`,
        ).toBe(true)
        expect(places, text).toEqual(places.toSorted((a, b) => a - b))
        expect(text.includes('UNIQUE')).toBe(config.unique)
        expect(text.includes('WHERE')).toBe(config.where !== undefined)
      }
    }
  })

  test('of a newer program is refused', async () => {
    await database.query(
      `insert into boule.migrations (set_name, number, name) values ('chain', 2, 'later')`,
    )
    const failure = await migrate(database, CHAIN_MIGRATIONS).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DatabaseError)
    expect((failure as Error).message).toMatch(/chain 2, which is newer than this program/)
    await database.query('delete from boule.migrations where number = 2')
  })

  test('stays as it was when a step fails', async () => {
    const [first] = CHAIN_MIGRATIONS.migrations
    if (first === undefined) throw new Error('there is a first migration')
    const again = { ...first, number: 2 }
    const set = { name: 'chain', migrations: [first, again] }
    await expect(migrate(database, set)).rejects.toThrow(/already exists/)
    expect(await migrate(database, CHAIN_MIGRATIONS)).toEqual([])
  })
})
