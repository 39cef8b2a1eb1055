import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareText } from '#base/bytes.ts'
import { toHex } from '#base/hex.ts'
import type { StateRoots } from '#protocol/store.ts'
import { openDatabase } from './database.ts'
import { createFaultyDisk } from './faulty-disk.fixture.ts'
import { SnapshotReceiver } from './snapshot/snapshot-receiver.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'
import {
  createToy,
  openToyCollections,
  TOY_IDENTITY,
  type Toy,
  undisturbedHashes,
} from './toy-chain.fixture.ts'
import {
  filled,
  problemOf,
  produce,
  snapshotPath,
  startToyNode as start,
} from './toy-node.fixture.ts'
import { verifyDatabase } from './verify.ts'

const hashes = undisturbedHashes(30).map(toHex)

function namesIn(dir: string): string[] {
  return fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort(compareText)
}

function flipByte(path: string, at: number): void {
  const bytes = fs.readFileSync(path)
  bytes[at] = (bytes[at] as number) ^ 16
  fs.writeFileSync(path, bytes)
}

describe('recovery', () => {
  it('goes from the newest snapshot through the blocks behind it', async () => {
    const dir = await filled(8, 20)
    const node = await start(dir)
    expect(node.recovery).toEqual({ height: 20, snapshotHeight: 16, replayedBlocks: 4 })
    expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[20])
    expect(node.notices).toEqual([])
    await produce(node, 30)
    expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[30])
    await node.database.close()
  })

  it.each([
    ['the newest snapshot is damaged', [20], 10],
    ['both snapshots are damaged', [20, 10], 0],
  ])(
    'is complete though %s, says so in one line each, and sets them aside',
    async (_name, damaged, from) => {
      const dir = await filled()
      for (const height of damaged) flipByte(snapshotPath(dir, height), 500)
      const node = await start(dir)
      expect(node.recovery).toEqual({ height: 20, snapshotHeight: from, replayedBlocks: 20 - from })
      expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[20])
      expect(node.notices.length).toBe(damaged.length)
      for (const notice of node.notices)
        expect(notice).toMatch(/^snapshot .* is .*; going on without it$/)
      for (const height of damaged)
        expect(fs.existsSync(`${snapshotPath(dir, height)}.damaged`)).toBe(true)
      await node.database.close()
    },
  )

  it('goes from the genesis when there is no snapshot, or when a history must be fed', async () => {
    const dir = await filled()
    const older = await start(dir, {}, { maxSnapshotHeight: 19 })
    expect(older.recovery.snapshotHeight).toBe(10)
    await older.database.close()
    const whole = await start(dir, {}, { maxSnapshotHeight: 0 })
    expect(whole.recovery).toEqual({ height: 20, snapshotHeight: 0, replayedBlocks: 20 })
    await whole.database.close()
    fs.rmSync(join(dir, 'snapshots'), { recursive: true })
    const none = await start(dir)
    expect(none.recovery.snapshotHeight).toBe(0)
    expect(toHex(none.toy.store.roots.appHash)).toBe(hashes[20])
    await none.database.close()
  })

  it('stops when executing a block gives another state, and names height and module', async () => {
    const dir = await filled(0, 12)
    const toy = createToy()
    const wrong = (block: Parameters<Toy['apply']>[0]): StateRoots => {
      if (block.request.height === 9) toy.collections.notes.set('a bug', 'of another version')
      return toy.apply(block)
    }
    const steps = { genesis: () => toy.genesis(), apply: wrong }
    const problem = await problemOf(start(dir, { store: toy.store }, steps))
    expect(problem.code).toBe('state-mismatch')
    expect(problem.message).toContain('block 9')
    expect(problem.message).toContain('module params;')
  })

  it('stops when the log lost blocks that a snapshot knows', async () => {
    const dir = await filled()
    const [segment] = fs.readdirSync(join(dir, 'blocks')) as [string]
    const path = join(dir, 'blocks', segment)
    fs.truncateSync(path, fs.statSync(path).size - 5)
    const problem = await problemOf(start(dir))
    expect(problem.code).toBe('blocks-missing')
    expect(problem.message).toContain('ends at height 19')
  })

  it('is not for a directory of another network, and needs the lock', async () => {
    const dir = await filled()
    const foreign = await problemOf(start(dir, { identity: { ...TOY_IDENTITY, chainId: 1 } }))
    expect(foreign.code).toBe('foreign')
    expect(foreign.message).toContain('424242')
    const node = await start(dir)
    expect((await problemOf(start(dir))).code).toBe('locked')
    await node.database.close()
    const again = await start(dir)
    await again.database.close()
  })
})

describe('snapshots of a database', () => {
  it('are written at every multiple and when asked for, and the newest two stay', async () => {
    const dir = temporaryDirectory()
    const node = await start(dir, { snapshotEveryBlocks: 5 })
    await produce(node, 17)
    expect(node.database.listSnapshots().map((one) => one.height)).toEqual([15, 10])
    const manifest = await node.database.snapshotNow()
    expect(manifest.height).toBe(17)
    expect(node.database.listSnapshots().map((one) => one.height)).toEqual([17, 15])
    await node.database.close()
  })

  it('wait for what must come before them', async () => {
    const dir = temporaryDirectory()
    const waited: number[] = []
    const beforeSnapshot = async (height: number): Promise<void> => {
      waited.push(height)
      expect(fs.existsSync(snapshotPath(dir, height))).toBe(false)
    }
    const node = await start(dir, { snapshotEveryBlocks: 5, beforeSnapshot })
    await produce(node, 10)
    expect(waited).toEqual([5, 10])
    await node.database.close()
  })

  it('that cannot be written leave the chain running, with a notice and no rest', async () => {
    const dir = temporaryDirectory()
    const disk = createFaultyDisk()
    const node = await start(dir, { disk, snapshotEveryBlocks: 4 })
    await produce(node, 3)
    await node.database.append(node.toy.next(4))
    disk.failAfter('rename', 0, 'ENOSPC')
    node.database.committed(4)
    await node.database.idle()
    expect(node.notices[0]).toContain('the disk is full (ENOSPC) while writing the snapshot')
    expect(fs.readdirSync(join(dir, 'snapshots'))).toEqual([])
    await node.database.close()
    const again = await start(dir)
    expect(again.recovery.height).toBe(4)
    await again.database.close()
  })

  it('bring up another node, which goes on, restarts, and serves them too', async () => {
    const source = await start(await filled(10, 20))
    const [offer] = source.database.listSnapshots()
    if (offer === undefined) throw new Error('no snapshot')
    const dir = temporaryDirectory()
    const toy = createToy()
    const database = await openDatabase({ dir, store: toy.store, identity: TOY_IDENTITY })
    expect(database.offerSnapshot(offer, new Uint8Array(32))).toBe('other-state')
    const receiver = database.offerSnapshot(offer, source.toy.store.roots.appHash)
    if (!(receiver instanceof SnapshotReceiver)) throw new Error(receiver)
    for (let i = 0; i < offer.chunks; i++) {
      const chunk = await source.database.loadSnapshotChunk(offer.height, i)
      expect(await receiver.apply(i, chunk as Uint8Array)).toBe(true)
    }
    await database.adoptSnapshot(receiver)
    for (let height = 21; height <= 25; height++) {
      await database.append(toy.next(height))
      database.committed(height)
    }
    expect(toHex(toy.store.roots.appHash)).toBe(hashes[25])
    await database.close()
    const again = await start(dir)
    expect(again.recovery).toEqual({ height: 25, snapshotHeight: 20, replayedBlocks: 5 })
    expect(again.database.listSnapshots()).toEqual([offer])
    await again.database.close()
    await source.database.close()
    // Without its snapshot such a log leads nowhere, and that is said.
    fs.rmSync(snapshotPath(dir, 20))
    expect((await problemOf(start(dir))).code).toBe('blocks-missing')
  })
})

describe('verifyDatabase', () => {
  const verify = (dir: string, replay = true) => {
    const toy = createToy()
    const progress: string[] = []
    return verifyDatabase({
      dir,
      identity: TOY_IDENTITY,
      openCollections: openToyCollections,
      ...(replay
        ? {
            replay: {
              store: toy.store,
              genesis: () => toy.genesis(),
              resume: () => {},
              apply: toy.apply,
            },
          }
        : {}),
      progress: ({ step, done, total }) => progress.push(`${step} ${done}/${total}`),
    }).then((report) => ({ report, progress }))
  }

  it('finds nothing wrong with a good directory, and says how much it looked at', async () => {
    const { report, progress } = await verify(await filled())
    expect(report).toEqual({
      firstHeight: 1,
      height: 20,
      blocks: 20,
      replayedBlocks: 20,
      snapshots: [
        { height: 20, problem: undefined },
        { height: 10, problem: undefined },
      ],
      notices: [],
      problems: [],
    })
    expect(progress.slice(-3)).toEqual(['blocks 20/20', 'snapshots 1/2', 'snapshots 2/2'])
  })

  it.each([
    [
      'a byte of a block',
      (dir: string) => flipByte(join(dir, 'blocks', '0000000000000001.blocks'), 700),
      'block of height',
    ],
    ['a byte of a snapshot', (dir: string) => flipByte(snapshotPath(dir, 10), 400), 'snapshot'],
    [
      'a snapshot under another height',
      (dir: string) => fs.copyFileSync(snapshotPath(dir, 10), snapshotPath(dir, 15)),
      'another app hash than block 15',
    ],
  ])('finds %s that is wrong, and changes nothing', async (_name, damage, text) => {
    const dir = await filled()
    damage(dir)
    const before = namesIn(dir)
    const { report } = await verify(dir)
    expect(report.problems.length).toBe(1)
    expect(report.problems[0]).toContain(text)
    expect(namesIn(dir)).toEqual(before)
  })

  it('finds a block that executes to another state', async () => {
    const dir = await filled()
    const toy = createToy()
    const report = await verifyDatabase({
      dir,
      identity: TOY_IDENTITY,
      openCollections: openToyCollections,
      replay: {
        store: toy.store,
        genesis: () => {},
        resume: () => {},
        apply: toy.apply,
      },
    })
    expect(report.problems[0]).toContain(
      'executing block 1 again gives another state in module accounts',
    )
    expect(report.replayedBlocks).toBe(0)
  })

  it('is refused while the directory is in use, and without one', async () => {
    const dir = await filled()
    const node = await start(dir)
    expect((await problemOf(verify(dir))).code).toBe('locked')
    await node.database.close()
    expect((await problemOf(verify(join(dir, 'nothing')))).message).toContain('no data directory')
  })
})
