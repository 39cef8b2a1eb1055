import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeBlock } from '#indexer/apply/decode-block.ts'
import type { Database, Session } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { IndexWriter, resetIndex } from '#indexer/follow/index-writer.ts'
import { readBlocks, readGenesis } from '#indexer/node/read-chain.ts'
import { type TestPostgres, startPostgres } from '../postgres/start-postgres.ts'
import { addBlocks, dumpTables, indexChain } from './index-chain.ts'
import { makeSimChain, type SimChain } from './sim-chain.ts'

let postgres: TestPostgres
let database: Database
let other: Database

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.createDatabase()
  database = await openDatabase({ url })
  other = await openDatabase({ url })
})

afterAll(async () => {
  await database.close()
  await other.close()
  await postgres.close()
})

async function begin(into: Database, { rpc }: SimChain): Promise<IndexWriter> {
  await resetIndex(database)
  const writer = await IndexWriter.open(into)
  await writer.begin(await readGenesis(rpc))
  return writer
}

async function readBatch({ rpc }: SimChain, from: number, to: number) {
  return (await readBlocks(rpc, from, to)).map(decodeBlock)
}

async function heightInTables(): Promise<number> {
  const [row] = await other.query('select height from chain.sync')
  return Number(row?.['height'])
}

/** Keeps blocks from being written, not from being read, until `open` is called. */
async function closeBlocks(): Promise<{ readonly open: () => Promise<void> }> {
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const holding = other.transaction(async (session) => {
    await session.query('lock table chain.blocks in exclusive mode')
    closed.resolve()
    await opened.promise
  })
  await closed.promise
  return {
    open: () => {
      opened.resolve()
      return holding
    },
  }
}

/**
 * The tables as a follower may see them at worst: what a batch reads before it waits for the one before is as of that one's beginning. Commits wait until the
 * next transaction has looked; `last` lets the last one go.
 */
function withStaleReads(): { readonly stale: Database; readonly last: () => void } {
  let letGo = (): void => undefined
  const stale: Database = {
    ...database,
    transaction: (run) =>
      database.transaction(async (session) =>
        database.transaction(async (old) => {
          await old.query('set transaction isolation level repeatable read')
          await old.query('select height from chain.sync')
          letGo()
          const next = new Promise<void>((resolve) => {
            letGo = resolve
          })
          const result = await run(startingWith(old, session))
          await next
          return result
        }),
      ),
  }
  return { stale, last: () => letGo() }
}

/** Asks `first` until the row of the height is locked, which comes ahead of whatever must not be old. */
function startingWith(first: Session, then: Session): Session {
  let current = first
  return {
    ...then,
    query: (statement, parameters) => {
      if (statement.endsWith('for update')) current = then
      return current.query(statement, parameters)
    },
  }
}

describe('a batch of blocks', () => {
  test('is applied while the one before is written, and is in no table before it', async () => {
    const chain = makeSimChain({ seed: 1, blocks: 40, operationsPerBlock: 10 })
    await indexChain(database, chain, 40)
    const wanted = await dumpTables(database)

    const writer = await begin(database, chain)
    const blocks = await closeBlocks()
    await writer.add(await readBatch(chain, 1, 20))
    const second = writer.add(await readBatch(chain, 21, 40))
    await expect.poll(() => writer.place?.height).toBe(40)
    expect(await heightInTables()).toBe(0)
    await blocks.open()
    await second
    expect(await heightInTables()).toBeGreaterThanOrEqual(20)
    await writer.settle()
    expect(await dumpTables(database)).toEqual(wanted)
  })

  test.each([
    [4, 50, 1, 20],
    [10, 70, 2, 100_000],
    [16, 60, 5, 40],
  ])(
    'reads no row that the one before changes: chain %i of %i blocks, %i at once, with %i rows in memory',
    async (seed, height, blocksAtOnce, maxKept) => {
      const chain = makeSimChain({ seed, blocks: height, operationsPerBlock: 15 })
      await indexChain(database, chain, height)
      const wanted = await dumpTables(database)

      await resetIndex(database)
      const first = await IndexWriter.open(database)
      await first.begin(await readGenesis(chain.rpc))
      const { stale, last } = withStaleReads()
      const writer = await IndexWriter.open(stale, maxKept)
      await addBlocks(writer, chain, blocksAtOnce)
      last()
      await writer.settle()
      expect(await dumpTables(database)).toEqual(wanted)
    },
  )

  test('that cannot be written takes those after it along, and nothing of them is in the tables', async () => {
    const chain = makeSimChain({ seed: 2, blocks: 40, operationsPerBlock: 10 })
    await indexChain(database, chain, 40)
    const wanted = await dumpTables(database)

    const writer = await begin(database, chain)
    await writer.add(await readBatch(chain, 1, 10))
    await writer.settle()
    const blocks = await closeBlocks()
    await writer.add(await readBatch(chain, 11, 20))
    const second = writer.add(await readBatch(chain, 21, 30))
    const failure = expect(second).rejects.toThrow(/terminat/)
    await expect.poll(() => writer.place?.height).toBe(30)
    await expect.poll(endBlocked).toBe(1)
    await failure
    await expect(writer.settle()).rejects.toThrow(/terminat/)
    await expect(writer.add(await readBatch(chain, 31, 40))).rejects.toThrow(/terminat/)
    await blocks.open()
    expect(await heightInTables()).toBe(10)

    const next = await IndexWriter.open(database)
    await addBlocks(next, chain, 7)
    await next.settle()
    expect(await dumpTables(database)).toEqual(wanted)
  })
})

/** Ends connections that wait for a lock; how many. */
async function endBlocked(): Promise<number> {
  const ended = await other.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return ended.length
}
