import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import type { Database, Session } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { accounts, events, vetoes, voters } from '../schema.ts'
import { RowCache } from './row-cache.ts'
import { runWrites, type WriteMode, writesOf } from './write-rows.ts'

let database: Database

beforeAll(async () => {
  database = await openDatabase()
  await migrate(database, CHAIN_MIGRATIONS)
})

afterAll(async () => {
  await database.close()
})

function writeVetoes(
  rows: readonly (typeof vetoes.$inferInsert)[],
  mode: WriteMode,
): Promise<void> {
  return runWrites(database, writesOf(vetoes, rows, mode))
}

function veto(proposal: number, reason: string): typeof vetoes.$inferInsert {
  return {
    proposal,
    guardian: '0x01',
    reason,
    height: 1,
    timeMs: 1,
    epoch: 1,
    transactionHash: '0x',
  }
}

describe('bulk writing', () => {
  const texts: readonly (readonly [what: string, given: string])[] = [
    ['quotes and backslashes', 'a "quoted" \\ text, with {braces} and \'single\' ones'],
    ['the word NULL', 'NULL'],
    ['what stands for nothing in a copy, and for its end', '\\N\n\\.\n'],
    ['nothing', ''],
    ['spaces and lines', ' a\n\tb\r\n '],
    ['other scripts', 'βουλή 🏛 ‮'],
    ['a NUL, which PostgreSQL cannot hold, as what cannot be shown', 'a\0b'],
    ['SQL', `'); drop table chain.vetoes; --`],
  ]
  const modes: readonly WriteMode[] = ['insert', 'replace']

  describe.each(modes)('%s', (mode) => {
    test.each(texts)('keeps %s', async (_, given) => {
      await database.query('delete from chain.vetoes')
      await writeVetoes([veto(1, given)], mode)
      const [row] = await new RowCache(vetoes).loadWhere(database, 'proposal = 1')
      expect(row?.reason).toBe(given.replace('\0', '\uFFFD'))
    })

    test('keeps JSON, also with a NUL inside', async () => {
      const args = {
        text: 'a"\\\0\t\n',
        list: [1, '0xab'],
        inner: { big: '340282366920938463463' },
      }
      const row = { id: 1, height: 1, timeMs: 1, epoch: 1, name: 'X', args }
      await database.query('delete from chain.events')
      await runWrites(database, writesOf(events, [row], mode))
      const [found] = await new RowCache(events).loadWhere(database, 'id = 1')
      expect(found?.args).toEqual({ ...args, text: 'a"\\\uFFFD\t\n' })
      expect(found?.account).toBeNull()
    })
  })

  test('keeps the largest amounts to the last Rau', async () => {
    const cache = new RowCache(accounts)
    const balanceRau = 10n ** 78n - 1n
    cache.touch(account('0xaa', balanceRau))
    await cache.flush(database)
    const [row] = await new RowCache(accounts).loadWhere(database, `address = '0xaa'`)
    expect(row?.balanceRau).toBe(balanceRau)
  })

  test('inserts a key once', async () => {
    await writeVetoes([veto(7, 'first')], 'insert')
    await expect(writeVetoes([veto(7, 'again')], 'insert')).rejects.toThrow(/duplicate key/)
    await writeVetoes([veto(7, 'in its place')], 'replace')
    const [row] = await new RowCache(vetoes).loadWhere(database, 'proposal = 7')
    expect(row?.reason).toBe('in its place')
  })

  test('takes more rows than one statement holds', async () => {
    const many = Array.from({ length: 12_001 }, (_, at) => veto(1_000 + at, `number ${at}`))
    await writeVetoes(many, 'insert')
    const [row] = await database.query(
      'select count(*)::integer as count from chain.vetoes where proposal >= 1000',
    )
    expect(row?.['count']).toBe(12_001)
  })
})

function account(address: string, balanceRau: bigint): typeof accounts.$inferSelect {
  return {
    address,
    balanceRau,
    nonce: 0,
    unclaimedRau: 0n,
    stakedRau: 0n,
    buckets: 0,
    powerRau: 0n,
    firstHeight: 0,
    updatedHeight: 0,
  }
}

describe('a cache of rows', () => {
  const voter = {
    delegate: '0xd1',
    owner: '0x01',
    buckets: 1,
    amountRau: 5n,
    votesRau: 6n,
    sinceHeight: 1,
    sinceEpoch: 1,
    updatedHeight: 1,
  }

  const refuse = (): Promise<never> => Promise.reject(new Error('this is not needed'))
  const silent = (): Session => ({ ...database, query: refuse, copy: refuse })

  test('refuses to be asked for what was not loaded', async () => {
    const cache = new RowCache(voters)
    expect(() => cache.find('0xd1', '0x01')).toThrow(/0xd1\|0x01 of chain.voters was not loaded/)
    await cache.load(database, [['0xd1', '0x01']])
    expect(cache.find('0xd1', '0x01')).toBeUndefined()
    expect(() => cache.get('0xd1', '0x01')).toThrow()
    expect(new RowCache(voters, true).find('0xd1', '0x01')).toBeUndefined()
  })

  test('writes what changed, and takes away what was removed', async () => {
    const cache = new RowCache(voters)
    await cache.load(database, [['0xd1', '0x01']])
    cache.touch({ ...voter })
    await cache.flush(database)
    await cache.flush(silent())
    const row = cache.get('0xd1', '0x01')
    row.buckets = 3
    cache.touch(row)
    await cache.flush(database)
    const other = new RowCache(voters)
    await other.load(database, [
      ['0xd1', '0x01'],
      ['0xd1', '0x02'],
    ])
    expect(other.get('0xd1', '0x01')).toEqual({ ...voter, buckets: 3 })
    expect(other.find('0xd1', '0x02')).toBeUndefined()
    other.remove(other.get('0xd1', '0x01'))
    expect(other.find('0xd1', '0x01')).toBeUndefined()
    await other.flush(database)
    expect(await new RowCache(voters).loadWhere(database, 'true')).toEqual([])
  })

  test('keeps what is in memory when the table is read again', async () => {
    const cache = new RowCache(voters)
    cache.touch({ ...voter })
    await cache.flush(database)
    cache.get('0xd1', '0x01').buckets = 9
    const [row] = await cache.loadWhere(database, 'true')
    expect(row?.buckets).toBe(9)
    cache.remove(cache.get('0xd1', '0x01'))
    cache.touch({ ...voter })
    await cache.flush(database)
    expect(await new RowCache(voters).loadWhere(database, 'true')).toHaveLength(1)
  })

  test.each([
    ['new: it is added', ['touch']],
    ['new and touched as another object: it is added once', ['touch', 'touch copy']],
    ['new, and no more: nothing', ['touch', 'remove']],
    ['new, no more and new again: it is added', ['touch', 'remove', 'touch']],
    ['there, and changed', ['touch', 'flush', 'touch copy']],
    ['there, no more and there again', ['touch', 'flush', 'remove', 'touch']],
    ['there, gone and written, and there again', ['touch', 'flush', 'remove', 'flush', 'touch']],
    ['there, changed, no more', ['touch', 'flush', 'touch', 'remove']],
  ])('knows of a row: %s', async (_, steps) => {
    const cache = new RowCache(voters)
    await cache.load(database, [['0xd2', '0x01']])
    const row = { ...voter, delegate: '0xd2' }
    let last: typeof row | undefined
    for (const [at, step] of steps.entries()) {
      if (step === 'flush') await cache.flush(database)
      if (step === 'remove') {
        cache.remove(cache.get('0xd2', '0x01'))
        last = undefined
      }
      if (step.startsWith('touch')) {
        last = step === 'touch' ? row : { ...row }
        last.buckets = at + 1
        cache.touch(last)
      }
    }
    await cache.flush(database)
    const found = await new RowCache(voters).loadWhere(database, `delegate = '0xd2'`)
    expect(found).toEqual(last === undefined ? [] : [last])
    await cache.flush(silent())
    await database.query(`delete from chain.voters`)
  })
})
