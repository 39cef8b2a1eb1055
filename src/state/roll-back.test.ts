import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { openHistory } from './history/history.ts'
import { sampleBlock } from './history/executed-block.fixture.ts'
import { rollBack, type RollBackReport } from './roll-back.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'
import { TOY_IDENTITY, undisturbedHashes } from './toy-chain.fixture.ts'
import { filled, problemOf, produce, snapshotPath, startToyNode } from './toy-node.fixture.ts'

const hashes = undisturbedHashes(30).map(toHex)

function back(dir: string, to: number): Promise<RollBackReport> {
  return rollBack({ dir, identity: TOY_IDENTITY, to, notice: () => {} })
}

/** Twenty blocks in many files, with snapshots of the heights 14 and 21. */
async function inManyFiles(): Promise<string> {
  const dir = temporaryDirectory()
  const node = await startToyNode(dir, { snapshotEveryBlocks: 7, segmentBytes: 1_500 })
  await produce(node, 23)
  await node.database.close()
  return dir
}

describe('a directory that is rolled back', () => {
  test.each([22, 20, 17, 13, 5, 1, 0])(
    'to height %i goes on as if there had never been more',
    async (to) => {
      const dir = await inManyFiles()
      const report = await back(dir, to)
      expect(report).toMatchObject({
        from: 23,
        to,
        snapshotHeight: to >= 21 ? 21 : to >= 14 ? 14 : 0,
      })
      const node = await startToyNode(dir, { segmentBytes: 1_500 })
      expect(node.notices).toEqual([])
      expect(node.recovery.height).toBe(to)
      expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[to])
      await produce(node, 30)
      expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[30])
      await node.database.close()
      const again = await startToyNode(dir)
      expect(toHex(again.toy.store.roots.appHash)).toBe(hashes[30])
      await again.database.close()
    },
  )

  test('keeps beside what it takes out', async () => {
    const dir = await inManyFiles()
    const snapshot = fs.readFileSync(snapshotPath(dir, 21))
    const before = fs.readdirSync(join(dir, 'blocks')).filter((name) => name.endsWith('.blocks'))
    const { asideDir } = await back(dir, 15)
    expect(fs.existsSync(snapshotPath(dir, 21))).toBe(false)
    expect(fs.readFileSync(join(asideDir, '0000000000000021.snapshot'))).toEqual(snapshot)
    const aside = fs.readdirSync(asideDir).filter((name) => name.endsWith('.blocks'))
    // The file in which the cut is stands at both places.
    const kept = fs.readdirSync(join(dir, 'blocks')).filter((name) => name.endsWith('.blocks'))
    expect(kept.length + aside.length).toBe(before.length + 1)
  })

  test('has a history without the blocks above', async () => {
    const dir = await filled(10, 20)
    const history = await openHistory(join(dir, 'history'))
    for (let height = 1; height <= 20; height++) await history.append(sampleBlock(height))
    await history.close()
    await back(dir, 12)
    const cut = await openHistory(join(dir, 'history'))
    expect(cut.indexedHeight()).toBe(12)
    expect(await cut.block(13)).toBeUndefined()
    const [gone, kept] = [sampleBlock(13), sampleBlock(12)]
    expect(await cut.locate(gone.receipts[0]?.transactionHash ?? '0x')).toBeUndefined()
    expect(await cut.locate(kept.receipts[0]?.transactionHash ?? '0x')).toMatchObject({
      height: 12,
    })
    expect(await cut.block(gone.hash)).toBeUndefined()
    for (let height = 13; height <= 15; height++) await cut.append(sampleBlock(height))
    await cut.flush()
    expect((await cut.block(13))?.hash).toEqual(gone.hash)
    await cut.close()
  })
})

describe('rolling back is refused, and nothing is changed', () => {
  test.each([20, 25])('to height %i of 20', async (to) => {
    const dir = await filled(10, 20)
    expect((await problemOf(back(dir, to))).message).toContain(
      'end at height 20: give a height below',
    )
    expect(fs.existsSync(snapshotPath(dir, 20))).toBe(true)
  })

  test('when no state is left to begin with', async () => {
    const dir = temporaryDirectory()
    const node = await startToyNode(dir, {
      snapshotEveryBlocks: 5,
      segmentBytes: 100,
      keepBlocks: 1,
    })
    await produce(node, 23)
    await node.database.close()
    const problem = await problemOf(back(dir, 14))
    expect(problem.message).toContain(
      'the oldest snapshot is of height 15; give a height from 15 on',
    )
    expect(problem.message).not.toContain('\n')
    expect(await back(dir, 17)).toMatchObject({ snapshotHeight: 15 })
    const again = await startToyNode(dir)
    expect(again.recovery).toEqual({ height: 17, snapshotHeight: 15, replayedBlocks: 2 })
    await again.database.close()
  })

  test('while a node uses the directory, without one, and of another network', async () => {
    const dir = await filled(10, 20)
    const node = await startToyNode(dir)
    expect((await problemOf(back(dir, 5))).code).toBe('locked')
    await node.database.close()
    expect((await problemOf(back(join(dir, 'nothing'), 5))).message).toContain('no data directory')
    const other = { ...TOY_IDENTITY, chainId: 1 }
    const foreign = rollBack({ dir, identity: other, to: 5, notice: () => {} })
    expect((await problemOf(foreign)).code).toBe('foreign')
  })
})
