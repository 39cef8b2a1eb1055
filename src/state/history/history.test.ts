import fs from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Writer } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import { systemTransactionHash } from '#base/system-transaction.ts'
import type { StorageError } from '../storage-error.ts'
import { temporaryDirectory } from '../temporary-directory.fixture.ts'
import { decodeBlock, encodeBlock } from './block-codec.ts'
import {
  CONTRACTS,
  EVENTS,
  numberTopic,
  sampleBlock,
  sampleTransaction,
} from './executed-block.fixture.ts'
import { type History, openHistory } from './history.ts'
import type { FoundLog, IndexedBlock, LogFilter } from './history-types.ts'

const BLOCKS = 60
const blocks = Array.from({ length: BLOCKS }, (_, i) => sampleBlock(i + 1))

function indexed(height: number): IndexedBlock {
  const { response: _, ...block } = blocks[height - 1] as (typeof blocks)[0]
  return block
}

async function filled(dir: string, to = BLOCKS): Promise<History> {
  const history = await openHistory(dir)
  for (const block of blocks.slice(0, to)) await history.append(block)
  return history
}

/** Every log of every block in order, by the definition. */
function allLogs(): FoundLog[] {
  return blocks.flatMap((block) => {
    const ofReceipts = block.receipts.flatMap((receipt, index) =>
      receipt.logs.map((log) => ({ log, index, hash: receipt.transactionHash })),
    )
    const own = block.systemLogs.map((log) => ({
      log,
      index: block.receipts.length,
      hash: systemTransactionHash(block.height),
    }))
    return [...ofReceipts, ...own].map(({ log, index, hash }, logIndex) => ({
      log,
      height: block.height,
      timeMs: block.timeMs,
      blockHash: block.hash,
      transactionHash: hash,
      transactionIndex: index,
      logIndex,
    }))
  })
}

function naiveLogs(filter: LogFilter): FoundLog[] {
  return allLogs()
    .filter(({ log, height }) => {
      if (height < filter.fromHeight || height > filter.toHeight) return false
      if (filter.addresses.length > 0 && !filter.addresses.some((one) => one === log.address))
        return false
      return filter.topics.every((any, i) => {
        const topic = log.topics[i]
        return topic !== undefined && (any.length === 0 || any.includes(topic))
      })
    })
    .slice(0, filter.limit + 1)
}

describe('the form of a block', () => {
  it('is read as it was written', () => {
    for (const block of blocks) {
      const { response: _, ...expected } = block
      expect(decodeBlock(encodeBlock(new Writer(), block))).toEqual(expected)
    }
  })
})

describe('the history', () => {
  it('finds blocks by height and hash, and transactions, in memory and in its tables', async () => {
    const dir = temporaryDirectory()
    const check = async (history: History): Promise<void> => {
      for (const height of [1, 5, 33, BLOCKS]) {
        const expected = indexed(height)
        expect(await history.block(height)).toMatchObject(expected)
        expect(await history.block(expected.hash)).toMatchObject(expected)
        const index = 3
        const { hash } = (expected.transactions[index] as (typeof expected.transactions)[0])
          .transaction
        expect(await history.locate(hash)).toEqual({ height, index })
        const found = await history.transaction(hash)
        expect(found?.index).toBe(index)
        expect(found?.block).toMatchObject(expected)
      }
      expect(await history.locate(systemTransactionHash(5))).toEqual({ height: 5, index: 4 })
      expect(await history.locate(systemTransactionHash(6))).toBeUndefined()
      expect(await history.locate(sampleTransaction(1_000_000).transaction.hash)).toBeUndefined()
      expect(await history.block(BLOCKS + 1)).toBeUndefined()
      expect(await history.block(new Uint8Array(32))).toBeUndefined()
    }
    const history = await filled(dir)
    await check(history)
    await history.flush()
    await check(history)
    await history.close()
    const again = await openHistory(dir)
    expect(again.indexedHeight()).toBe(BLOCKS)
    await check(again)
    await again.close()
  })

  it('has a receipt as soon as the block is handed over', async () => {
    const history = await openHistory(temporaryDirectory())
    const [block] = blocks as [(typeof blocks)[0]]
    const appended = history.append(block)
    const [{ transactionHash }] = block.receipts as [(typeof block.receipts)[0]]
    expect(await history.locate(transactionHash)).toEqual({ height: 1, index: 0 })
    await appended
    await history.close()
  })

  it('finds the logs that the definition finds, from tables, memory and both', async () => {
    const dir = temporaryDirectory()
    await (await filled(dir, 40)).close()
    const half = await openHistory(dir)
    expect(half.indexedHeight()).toBe(40)
    for (const block of blocks) void half.append(block)
    const topic = fc.oneof(fc.constantFrom(...EVENTS), fc.nat(20).map(numberTopic))
    const filter: fc.Arbitrary<LogFilter> = fc.record({
      fromHeight: fc.nat(BLOCKS + 2),
      toHeight: fc.nat(BLOCKS + 5),
      addresses: fc.subarray([
        ...CONTRACTS,
        sampleBlock(1).transactions[0]?.sender ?? CONTRACTS[0],
      ] as (typeof CONTRACTS)[0][]),
      topics: fc.array(fc.array(topic, { maxLength: 2 }), { maxLength: 4 }),
      limit: fc.constantFrom(0, 1, 5, 1000),
    })
    let found = 0
    const check = async (history: History, one: LogFilter): Promise<void> => {
      const logs = await history.logs(one)
      found += logs.length
      expect(logs).toEqual(naiveLogs(one))
    }
    await fc.assert(
      fc.asyncProperty(filter, (one) => check(half, one)),
      { numRuns: 150 },
    )
    await half.close()
    const whole = await openHistory(dir)
    expect(whole.indexedHeight()).toBe(BLOCKS)
    await fc.assert(
      fc.asyncProperty(filter, (one) => check(whole, one)),
      { numRuns: 150 },
    )
    await check(whole, { fromHeight: 0, toHeight: 99, addresses: [], topics: [], limit: 1000 })
    await whole.close()
    expect(found).toBeGreaterThan(500)
  })

  it('passes over blocks that it has, as a replay after a restart hands them over again', async () => {
    const dir = temporaryDirectory()
    await (await filled(dir)).close()
    const again = await filled(dir)
    await again.flush()
    const logs = await again.logs({
      fromHeight: 1,
      toHeight: BLOCKS,
      addresses: [],
      topics: [],
      limit: 1000,
    })
    expect(logs).toEqual(allLogs())
    await again.close()
  })

  it.each([
    ['missing', (path: string) => fs.rmSync(path), []],
    [
      'no database',
      (path: string) => fs.writeFileSync(path, 'x'.repeat(5000)),
      ['it is built anew'],
    ],
    [
      'of another format',
      (path: string) => {
        const database = new DatabaseSync(path)
        database.exec('PRAGMA user_version = 99')
        database.close()
      },
      ['it is built anew'],
    ],
  ])('whose file is %s is empty, and the same again when fed', async (_name, damage, texts) => {
    const dir = temporaryDirectory()
    await (await filled(dir)).close()
    const path = join(dir, 'history.sqlite')
    damage(path)
    const notices: string[] = []
    const history = await openHistory(dir, { notice: (text) => notices.push(text) })
    expect(history.indexedHeight()).toBe(0)
    expect(notices.length).toBe(texts.length)
    for (const [i, text] of texts.entries()) expect(notices[i]).toContain(text)
    for (const block of blocks) await history.append(block)
    await history.flush()
    expect(await history.block(30)).toMatchObject(indexed(30))
    await history.close()
  })

  it('of another chain is thrown away', async () => {
    const dir = temporaryDirectory()
    await (await filled(dir, 10)).close()
    const chain = new Map(
      blocks.map((block) => [block.height, toHex(sampleBlock(block.height, 4, 500).hash)]),
    )
    const notices: string[] = []
    const history = await openHistory(dir, {
      isKnown: (height, hash) => chain.get(height) === toHex(hash),
      notice: (text) => notices.push(text),
    })
    expect(notices[0]).toContain('of another chain at height 10')
    expect(history.indexedHeight()).toBe(0)
    expect(await history.block(5)).toBeUndefined()
    await history.append(sampleBlock(1, 4, 500))
    await history.flush()
    expect((await history.block(1))?.hash).toEqual(sampleBlock(1, 4, 500).hash)
    await history.close()
  })

  it('makes its caller wait rather than hold more blocks than it may', async () => {
    const history = await openHistory(temporaryDirectory())
    let most = 0
    for (let height = 1; height <= 700; height++) {
      await history.append({ ...sampleBlock(height % 50), height })
      most = Math.max(most, height - history.indexedHeight())
    }
    // One more than the bound is let in before its caller waits.
    expect(most).toBeGreaterThan(2)
    expect(most).toBeLessThanOrEqual(257)
    await history.flush()
    expect(history.indexedHeight()).toBe(700)
    await history.close()
  })

  it('that fails says so once, refuses look-ups, and lets blocks go on', async () => {
    const dir = temporaryDirectory()
    const notices: string[] = []
    const history = await openHistory(dir, { notice: (text) => notices.push(text) })
    await history.append(blocks[0] as (typeof blocks)[0])
    await history.flush()
    // Somebody else takes the table away: the next insertion fails, as it would on a broken disk.
    const other = new DatabaseSync(join(dir, 'history.sqlite'))
    other.exec('DROP TABLE terms')
    other.close()
    for (const block of blocks.slice(1)) await history.append(block)
    const error: StorageError = await history.flush().then(
      () => {
        throw new Error('it did not fail')
      },
      (problem: StorageError) => problem,
    )
    expect(error.code).toBe('disk-failed')
    expect(error.message).not.toContain('\n')
    expect(notices).toEqual([error.message])
    expect(await history.block(BLOCKS)).toMatchObject(indexed(BLOCKS))
    await expect(history.block(1000)).rejects.toThrow('stopped')
    await history.close()
  })

  it('cannot be opened where there can be no file', async () => {
    const dir = temporaryDirectory()
    fs.mkdirSync(join(dir, 'history.sqlite'))
    await expect(openHistory(dir)).rejects.toThrow('stopped')
    fs.writeFileSync(join(dir, 'file'), '')
    await expect(openHistory(join(dir, 'file'))).rejects.toThrow('failed with EEXIST')
  })

  it('is refused after it was closed, and closing twice is the same as once', async () => {
    const history = await openHistory(temporaryDirectory())
    await history.close()
    await history.close()
    await expect(history.block(1)).rejects.toThrow('closed')
  })
})
