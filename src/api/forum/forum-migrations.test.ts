import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHAIN_MIGRATIONS } from '#indexer/chain-migrations.ts'
import type { Database } from '#indexer/database/database.ts'
import { migrate } from '#indexer/database/migrate.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { createSessionStore } from '../session/session-store.ts'
import { FORUM_MIGRATIONS } from './forum-migrations.ts'
import { createForumStore } from './forum-store.ts'
import * as schema from './schema.ts'

let database: Database

beforeAll(async () => {
  database = await openDatabase()
  await migrate(database, CHAIN_MIGRATIONS)
})

afterAll(() => database.close())

const genesisHash = () => `0x${'11'.repeat(32)}`
const now = () => 1_000_000

/** A row in every table. */
async function write(): Promise<void> {
  const limits = { moderators: [], sessionMs: 1_000, nonceMs: 1_000 }
  const sessions = createSessionStore(database, { ...limits, genesisHash, now })
  await sessions.createNonce()
  const { session } = await sessions.create(`0x${'aa'.repeat(20)}`)
  const forum = createForumStore(database, {
    genesisHash,
    height: () => 5,
    postsPerHour: 10,
    now,
  })
  const subject = {
    key: 'proposal:1',
    title: 'First',
    relationOf: async () => ({ kind: 'none' as const, sinceEpoch: null, powerRau: null }),
  }
  const id = await forum.createPost(session, subject, {
    kind: 'question',
    text: 'Why?',
    parent: null,
  })
  await forum.createPost(session, subject, { kind: 'answer', text: 'So.', parent: id })
  await forum.updatePost(session, id, 'Why not?')
  await forum.react(session, id, 'agree', true)
  await forum.report(session, id, 'spam', '')
  await forum.moderate(session, id, 'hide', 'Spam.')
}

async function countRows(): Promise<Readonly<Record<string, number>>> {
  const tables = await database.query(
    `select table_name as name from information_schema.tables where table_schema = 'forum' order by 1`,
  )
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await database.query(
        `select count(*)::integer as number from forum.${String(name)}`,
      )
      return [String(name), Number(row?.['number'])] as const
    }),
  )
  return Object.fromEntries(counts)
}

const FILLED = {
  moderation: 1,
  nonces: 1,
  post_versions: 3,
  posts: 2,
  reactions: 1,
  reports: 1,
  sessions: 1,
}

test('the discussion goes up, down with its rows, and up again, and the chain stays', async () => {
  expect(await migrate(database, FORUM_MIGRATIONS)).toEqual(['forum 1 forum up'])
  await write()
  expect(await countRows()).toEqual(FILLED)
  expect(await migrate(database, FORUM_MIGRATIONS)).toEqual([])
  expect(await countRows()).toEqual(FILLED)
  expect(await migrate(database, FORUM_MIGRATIONS, 0)).toEqual(['forum 1 forum down'])
  expect(await countRows()).toEqual({})
  expect(await database.query('select count(*) from chain.blocks')).toHaveLength(1)
  await migrate(database, FORUM_MIGRATIONS)
  await write()
  expect(await countRows()).toEqual(FILLED)
})

test('the discussion stays when the tables of the chain are made anew', async () => {
  const before = await countRows()
  expect(before).toEqual(FILLED)
  await migrate(database, CHAIN_MIGRATIONS, 0)
  await migrate(database, CHAIN_MIGRATIONS)
  expect(await countRows()).toEqual(before)
})

test('the tables have the columns that are declared, and no others', async () => {
  const declared = (Object.values(schema) as unknown[])
    .filter((one): one is PgTable => is(one, PgTable))
    .map((table) => getTableConfig(table))
    .flatMap(({ name, columns, primaryKeys }) => {
      const inKey = new Set(primaryKeys.flatMap((key) => key.columns.map((one) => one.name)))
      return columns.map((column) => {
        const isThere = column.notNull || column.primary || inKey.has(column.name)
        return `${name}.${column.name} ${column.getSQLType()}${isThere ? ' not null' : ''}`
      })
    })
  // Nonces and sessions are asked for in SQL and not declared.
  const found = await database.query(
    `select table_name || '.' || column_name || ' ' ||
       case data_type when 'numeric' then 'numeric(' || numeric_precision || ',' || numeric_scale || ')' else data_type end ||
       case is_nullable when 'NO' then ' not null' else '' end as text
     from information_schema.columns where table_schema = 'forum' and table_name not in ('nonces', 'sessions') order by 1`,
  )
  expect(found.map(({ text }) => text)).toEqual(declared.sort())
})
