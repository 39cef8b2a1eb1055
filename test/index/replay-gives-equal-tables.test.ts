import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { type TestPostgres, startPostgres } from '../postgres/start-postgres.ts'
import { dumpTables, indexChain } from './index-chain.ts'
import { makeSimChain } from './sim-chain.ts'

let postgres: TestPostgres
let onServer: Database
let embedded: Database

beforeAll(async () => {
  postgres = await startPostgres()
  onServer = await openDatabase({ url: await postgres.createDatabase() })
  embedded = await openDatabase()
})

afterAll(async () => {
  await onServer.close()
  await embedded.close()
  await postgres.close()
})

test.each([0, 4, 5])(
  'a chain of network %i read again, block by block or all at once, on either database, gives the same tables',
  async (seed) => {
    const chain = makeSimChain({ seed, blocks: 60, operationsPerBlock: 15 })
    await indexChain(onServer, chain, 1)
    const first = await dumpTables(onServer)
    const rows = [...first.values()].map((text) => (text === '' ? 0 : text.split('\n').length))
    expect(rows.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000)
    await indexChain(onServer, chain, chain.height)
    expect(await dumpTables(onServer)).toEqual(first)
    await indexChain(embedded, chain, 17)
    expect(await dumpTables(embedded)).toEqual(first)
  },
)

test('rows that the server refuses to copy end the transaction with its words, and the next one works', async () => {
  await onServer.script('create table public.copied (number integer primary key)')
  const copyTwice = onServer.transaction(async (session) => {
    await session.copy('public.copied ("number")', '1\n2\n')
    await session.copy('public.copied ("number")', '3\n2\n')
  })
  await expect(copyTwice).rejects.toThrow(/duplicate key/)
  await expect(onServer.copy('public.copied ("number")', 'x\n')).rejects.toThrow(/integer/)
  await onServer.copy('public.copied ("number")', '4\n')
  expect(await onServer.query('select number from public.copied')).toEqual([{ number: 4 }])
})
