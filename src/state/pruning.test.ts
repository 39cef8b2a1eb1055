import fs from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { openDatabase } from './database.ts'
import { SnapshotReceiver } from './snapshot/snapshot-receiver.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'
import {
  createToy,
  openToyCollections,
  TOY_IDENTITY,
  undisturbedHashes,
} from './toy-chain.fixture.ts'
import { filled, problemOf, produce, snapshotPath, startToyNode } from './toy-node.fixture.ts'
import { verifyDatabase } from './verify.ts'

const hashes = undisturbedHashes(60).map(toHex)

function segments(dir: string): readonly string[] {
  return fs.readdirSync(join(dir, 'blocks')).filter((name) => name.endsWith('.blocks'))
}

test('blocks that neither the snapshots nor the rule need are dropped, in whole files', async () => {
  const dir = temporaryDirectory()
  const pruned: number[] = []
  const options = {
    snapshotEveryBlocks: 10,
    segmentBytes: 2_500,
    keepBlocks: 5,
    onPruned: async (below: number) => void pruned.push(below),
  }
  const node = await startToyNode(dir, options)
  await produce(node, 29)
  // With the snapshots 10 and 20 there.
  expect(node.database.retainHeight).toBe(10)
  await produce({ ...node, recovery: { ...node.recovery, height: 29 } }, 47)
  expect(node.database.retainHeight).toBe(30)
  expect(pruned).toEqual([5, 10, 20, 30])
  const { log } = node.database
  expect(log.firstHeight).toBeGreaterThan(20)
  expect(log.firstHeight).toBeLessThanOrEqual(30)
  expect(log.read(log.firstHeight - 1)).toBeUndefined()
  expect(log.read(30)?.request.height).toBe(30)
  expect(fs.readdirSync(join(dir, 'blocks')).length).toBe(2 * segments(dir).length - 1)
  await node.database.close()

  const again = await startToyNode(dir, options)
  expect(again.recovery).toEqual({ height: 47, snapshotHeight: 40, replayedBlocks: 7 })
  expect(again.database.retainHeight).toBe(30)
  expect(toHex(again.toy.store.roots.appHash)).toBe(hashes[47])
  await again.database.close()
  const toy = createToy()
  const report = await verifyDatabase({
    dir,
    identity: TOY_IDENTITY,
    openCollections: openToyCollections,
    replay: { store: toy.store, genesis: toy.genesis, resume: () => {}, apply: toy.apply },
  })
  // From the snapshot of height 30 on.
  expect(report).toMatchObject({ problems: [], height: 47, replayedBlocks: 17 })
})

test('many blocks are kept behind the snapshots when the rule says so, and all without one', async () => {
  const keeping = await startToyNode(temporaryDirectory(), {
    snapshotEveryBlocks: 4,
    segmentBytes: 100,
    keepBlocks: 30,
  })
  await produce(keeping, 40)
  expect(keeping.database.retainHeight).toBe(10)
  expect(keeping.database.log.firstHeight).toBe(10)
  await keeping.database.close()
  const archive = await startToyNode(temporaryDirectory(), {
    snapshotEveryBlocks: 4,
    segmentBytes: 100,
  })
  await produce(archive, 40)
  expect(archive.database.retainHeight).toBe(0)
  expect(archive.database.log.firstHeight).toBe(1)
  await archive.database.close()
})

test('a history that is behind gets as many blocks as there are: the oldest snapshot is taken', async () => {
  const dir = temporaryDirectory()
  const node = await startToyNode(dir, {
    snapshotEveryBlocks: 10,
    segmentBytes: 100,
    keepBlocks: 1,
  })
  await produce(node, 36)
  await node.database.close()
  const again = await startToyNode(dir, {}, { maxSnapshotHeight: 0 })
  expect(again.recovery).toEqual({ height: 36, snapshotHeight: 20, replayedBlocks: 16 })
  await again.database.close()
})

async function received(dir: string): Promise<void> {
  const source = await startToyNode(await filled(10, 20))
  const [offer] = source.database.listSnapshots()
  if (offer === undefined) throw new Error('no snapshot')
  const toy = createToy()
  const database = await openDatabase({ dir, store: toy.store, identity: TOY_IDENTITY })
  const receiver = database.offerSnapshot(offer, source.toy.store.roots.appHash)
  if (!(receiver instanceof SnapshotReceiver)) throw new Error(receiver)
  for (let index = 0; index < offer.chunks; index++) {
    const chunk = await source.database.loadSnapshotChunk(offer.height, index)
    await receiver.apply(index, chunk ?? new Uint8Array(0))
  }
  await database.adoptSnapshot(receiver)
  await database.close()
  await source.database.close()
}

test('a snapshot of others without any block behind it is what a restart begins with', async () => {
  const dir = temporaryDirectory()
  await received(dir)
  // The rule that the last block is executed again finds no block here.
  const node = await startToyNode(dir, {}, { maxSnapshotHeight: -1 })
  expect(node.recovery).toEqual({ height: 20, snapshotHeight: 20, replayedBlocks: 0 })
  expect(toHex(node.toy.store.roots.appHash)).toBe(hashes[20])
  await produce(node, 23)
  expect(node.database.log.firstHeight).toBe(21)
  await node.database.close()
  const again = await startToyNode(dir, {}, { maxSnapshotHeight: 0 })
  expect(again.recovery).toEqual({ height: 23, snapshotHeight: 20, replayedBlocks: 3 })
  await again.database.close()
})

test('a snapshot whose restore is given up leaves nothing, and another one can be taken', async () => {
  const source = await startToyNode(await filled(10, 20))
  const [offer] = source.database.listSnapshots()
  if (offer === undefined) throw new Error('no snapshot')
  const dir = temporaryDirectory()
  const toy = createToy()
  const database = await openDatabase({ dir, store: toy.store, identity: TOY_IDENTITY })
  const { appHash } = source.toy.store.roots
  const first = database.offerSnapshot(offer, appHash)
  if (!(first instanceof SnapshotReceiver)) throw new Error(first)
  await first.apply(0, (await source.database.loadSnapshotChunk(20, 0)) ?? new Uint8Array(0))
  expect(fs.readdirSync(join(dir, 'snapshots'))).toHaveLength(1)
  await first.abandon()
  expect(fs.readdirSync(join(dir, 'snapshots'))).toEqual([])
  expect(database.isEmpty).toBe(true)
  fs.copyFileSync(snapshotPath(await filled(10, 20), 20), snapshotPath(dir, 20))
  expect(database.isEmpty).toBe(false)
  await database.forgetSnapshots()
  expect(database.isEmpty).toBe(true)
  await database.close()
  await source.database.close()
})

test('a database that keeps blocks never forgets its snapshots', async () => {
  const node = await startToyNode(await filled(10, 20))
  await expect(problemOf(node.database.forgetSnapshots())).resolves.toMatchObject({
    message: expect.stringContaining('snapshots with blocks are needed'),
  })
  await node.database.close()
})
