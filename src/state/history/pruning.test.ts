import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary-directory.fixture.ts'
import { sampleBlock } from './executed-block.fixture.ts'
import { openHistory } from './history.ts'
import type { LogFilter } from './history-types.ts'

const ALL: LogFilter = { fromHeight: 0, toHeight: 99, addresses: [], topics: [], limit: 10_000 }

test('blocks below a height are taken out with all that led to them', async () => {
  const dir = temporaryDirectory()
  const history = await openHistory(dir)
  for (let height = 1; height <= 30; height++) await history.append(sampleBlock(height))
  await history.flush()
  await history.close()
  const pruned = await openHistory(dir)
  expect(pruned.firstHeight).toBe(1)
  const all = await pruned.logs(ALL)
  await pruned.prune(12)
  const check = async (one: typeof pruned): Promise<void> => {
    expect(one.firstHeight).toBe(12)
    expect(one.indexedHeight()).toBe(30)
    const [gone, kept] = [sampleBlock(11), sampleBlock(12)]
    expect(await one.block(11)).toBeUndefined()
    expect(await one.block(gone.hash)).toBeUndefined()
    expect(await one.locate(gone.receipts[0]?.transactionHash ?? '0x')).toBeUndefined()
    expect((await one.block(12))?.hash).toEqual(kept.hash)
    expect(await one.locate(kept.receipts[0]?.transactionHash ?? '0x')).toMatchObject({
      height: 12,
    })
    // The hash of the block before the first is known: it is the parent of that one.
    expect(await one.hashOf(11)).toEqual(gone.hash)
    expect(await one.hashOf(12)).toEqual(kept.hash)
    expect(await one.hashOf(10)).toBeUndefined()
    expect(await one.logs(ALL)).toEqual(all.filter((log) => log.height >= 12))
    await one.append(sampleBlock(31))
    await one.flush()
  }
  await check(pruned)
  await pruned.prune(5)
  expect(pruned.firstHeight).toBe(12)
  await pruned.close()
})

test('what was taken out is so after a restart, and a second time goes on from there', async () => {
  const dir = temporaryDirectory()
  const history = await openHistory(dir)
  for (let height = 1; height <= 30; height++) await history.append(sampleBlock(height))
  await history.flush()
  await history.prune(12)
  await history.close()
  const again = await openHistory(dir)
  expect(again.firstHeight).toBe(12)
  await again.prune(20)
  expect(await again.hashOf(19)).toEqual(sampleBlock(19).hash)
  // In memory the newest stay; the tables have none of these any more.
  await again.close()
  const third = await openHistory(dir)
  expect(third.firstHeight).toBe(20)
  expect(await third.block(19)).toBeUndefined()
  expect((await third.block(20))?.hash).toEqual(sampleBlock(20).hash)
  await third.close()
})

test('a history can begin behind any block', async () => {
  const dir = temporaryDirectory()
  const history = await openHistory(dir)
  for (let height = 1; height <= 5; height++) await history.append(sampleBlock(height))
  await history.flush()
  const { hash } = sampleBlock(40)
  await history.beginBehind({ height: 40, hash })
  expect(history.firstHeight).toBe(41)
  expect(history.indexedHeight()).toBe(40)
  await history.close()
  const again = await openHistory(dir)
  expect(again.firstHeight).toBe(41)
  expect(again.indexedHeight()).toBe(40)
  expect(await again.block(3)).toBeUndefined()
  expect(await again.hashOf(40)).toEqual(hash)
  await again.append(sampleBlock(41))
  await again.flush()
  expect((await again.block(41))?.height).toBe(41)
  await again.close()
})
