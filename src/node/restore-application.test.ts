import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import type { Snapshot } from '#protocol/abci.ts'
import { openWorld } from '#protocol/world.ts'
import { type Database, openDatabase } from '#state/database.ts'
import { createFaultyDisk, type FaultyDisk } from '#state/faulty-disk.fixture.ts'
import { decodeManifest, encodeManifest } from '#state/snapshot/manifest.ts'
import { describeSnapshot } from '#state/snapshot/snapshot-directory.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'
import { makeSource, type Source, syncDirectory, TEST_IDENTITY } from './cometbft-node.fixture.ts'
import { createLogger } from './logging/logger.ts'
import { createRestore, type Restore } from './restore-application.ts'

let source: Source
let dir = ''
let disk: FaultyDisk
let store: MemoryStore
let database: Database
let restore: Restore
let lines: string[] = []
let failures: string[] = []
let filled = 0

beforeEach(async () => {
  source ??= await makeSource(syncDirectory(), 10)
  dir = syncDirectory()
  disk = createFaultyDisk()
  store = createMemoryStore()
  openWorld(store)
  database = await openDatabase({ dir, store, identity: TEST_IDENTITY, disk })
  lines = []
  failures = []
  filled = 0
  restore = createRestore({
    database,
    logger: createLogger({ level: 'debug', writeLine: (line) => lines.push(line) }),
    onFilled: () => {
      filled++
    },
    onFailure: (error) => failures.push(error.message),
  })
})
afterEach(async () => {
  await restore.close()
  await database.close()
  fs.rmSync(dir, { recursive: true })
})

const chunk = async (): Promise<Uint8Array> =>
  must(await source.snapshots.loadChunk(10, 0), 'a chunk')

function offer(snapshot: Snapshot = source.snapshot, height = 10) {
  return restore.application.offerSnapshot(snapshot, source.appHash(height))
}

test('the last chunk is answered when the node has been put together', async () => {
  expect(await offer()).toBe('accept')
  let isAnswered = false
  const answer = restore.application.applySnapshotChunk(0, await chunk(), '').then((given) => {
    isAnswered = true
    return given.result
  })
  await restore.restored
  expect(filled).toBe(1)
  expect(isAnswered).toBe(false)
  restore.goOn()
  expect(await answer).toBe('accept')
  expect(store.computeRoots().appHash).toEqual(source.appHash(10))
})

test('a node that is stopped answers that it gives up', async () => {
  await offer()
  const answer = restore.application.applySnapshotChunk(0, await chunk(), '')
  await restore.restored
  restore.giveUp()
  expect((await answer).result).toBe('abort')
})

test('a snapshot whose chunks are not the state that they say is refused with all who sent it', async () => {
  // The offer names good roots, and chunks that are not of this state: a liar's, or another program's.
  const manifest = decodeManifest(new Uint8Array(source.snapshot.metadata))
  const bytes = (await chunk()).slice()
  bytes[bytes.length - 40] = (must(bytes[bytes.length - 40], 'a byte') ^ 1) & 255
  const { createHash } = await import('node:crypto')
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest())
  const lie = { ...manifest, chunks: [{ bytes: bytes.length, sha256 }] }
  expect(encodeManifest(lie)).not.toEqual(source.snapshot.metadata)
  expect(await offer(describeSnapshot(lie))).toBe('accept')
  expect(await restore.application.applySnapshotChunk(0, bytes, 'liar')).toEqual({
    result: 'reject-snapshot',
    refetchChunks: [],
    rejectSenders: ['liar'],
  })
  expect(failures).toEqual([])
  expect(lines.some((line) => line.includes('the snapshot is not good'))).toBe(true)
  // The next one is taken.
  expect(await offer()).toBe('accept')
  const answer = restore.application.applySnapshotChunk(0, await chunk(), 'friend')
  await restore.restored
  restore.goOn()
  expect((await answer).result).toBe('accept')
})

test('a snapshot of another network is refused', async () => {
  const manifest = decodeManifest(new Uint8Array(source.snapshot.metadata))
  expect(await offer(describeSnapshot({ ...manifest, chainId: 5 }))).toBe('reject')
  expect(lines.at(-1)).toContain('other-network')
})

test('a full disk stops the node and is not blamed on the one who sent the chunk', async () => {
  await offer()
  disk.failAfter('write', 0, 'ENOSPC')
  expect(await restore.application.applySnapshotChunk(0, await chunk(), 'friend')).toEqual({
    result: 'abort',
    refetchChunks: [],
    rejectSenders: [],
  })
  expect(failures).toEqual([expect.stringContaining('the disk is full')])
})

test('blocks are none of its business', () => {
  const { application } = restore
  expect(application.info().lastBlockHeight).toBe(0)
  expect(() => application.finalizeBlock(source.request(1))).toThrow('takes no blocks')
  expect(() => application.commit()).toThrow('takes no blocks')
  expect(() => application.initChain({ timeMs: 1, chainId: '424242', initialHeight: 1 })).toThrow(
    'CometBFT has blocks and takes no snapshot',
  )
  application.discard()
})
