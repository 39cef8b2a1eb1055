import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toHex } from '#base/hex.ts'
import { verifyProof } from '#base/state-proof.ts'
import { noCrash } from '../crash-point.ts'
import { nodeDisk } from '../disk.ts'
import { StorageError } from '../storage-error.ts'
import { temporaryDirectory } from '../temporary-directory.fixture.ts'
import {
  byOwner,
  createToy,
  openToyCollections,
  TOY_IDENTITY,
  type Toy,
  toyAddress,
} from '../toy-chain.fixture.ts'
import { createMemoryStore, type MemoryStore } from '../store/memory-store.ts'
import { loadSnapshot } from './load-snapshot.ts'
import { readManifest, type SnapshotManifest } from './manifest.ts'
import { SnapshotDirectory, describeSnapshot } from './snapshot-directory.ts'
import { checkOffer, SnapshotReceiver } from './snapshot-receiver.ts'
import { writeSnapshot } from './write-snapshot.ts'

function grownToy(height: number): Toy {
  const toy = createToy()
  toy.genesis()
  for (let i = 0; i < 3000; i++) {
    toy.collections.balances.set(toyAddress(1000 + i), BigInt(i) ** BigInt(i % 12))
  }
  for (let i = 1; i < 2500; i++) toy.collections.counter.set(i, i)
  for (let i = 100; i < 1300; i += 3) toy.collections.counter.delete(i)
  for (let h = 1; h <= height; h++) toy.next(h)
  return toy
}

function write(toy: Toy, path: string, height: number): Promise<SnapshotManifest> {
  const view = toy.store.view()
  const identity = TOY_IDENTITY
  return writeSnapshot({ path, view, height, identity, disk: nodeDisk, crashPoint: noCrash })
}

function emptyStore(): { store: MemoryStore; collections: ReturnType<typeof openToyCollections> } {
  const store = createMemoryStore()
  return { store, collections: openToyCollections(store) }
}

/** Everything that a state consists of, in its order. */
function contents(collections: ReturnType<typeof openToyCollections>): unknown[] {
  const all: unknown[] = []
  collections.balances.each((key, value) => all.push([key, value]))
  collections.items.each((key, value) => all.push([key, value]))
  collections.notes.each((key, value) => all.push([key, value]))
  collections.counter.each((key, value) => all.push([key, value]))
  return [...all, [...collections.owned].sort(byOwner)]
}

function problemOf(run: () => unknown): StorageError {
  try {
    run()
  } catch (error) {
    if (error instanceof StorageError) return error
    throw error
  }
  throw new Error('it succeeded')
}

describe('a snapshot', () => {
  it('brings back records whose keys cease to be slots in the middle of a section', async () => {
    const path = join(temporaryDirectory(), 'one.snapshot')
    const toy = createToy()
    toy.genesis()
    for (const key of [1, 2, 50, 7]) toy.collections.counter.set(key, key * 10)
    toy.next(1)
    await write(toy, path, 1)
    const { store, collections } = emptyStore()
    loadSnapshot(path, store, { checkRecords: true })
    toy.collections.counter.each((key, value) =>
      expect(collections.counter.get(key), `key ${key}`).toBe(value),
    )
    expect(collections.counter.get(50)).toBe(500)
  })

  it('brings back the whole state, and the chain goes on to the same hashes', async () => {
    const path = join(temporaryDirectory(), 'one.snapshot')
    const toy = grownToy(30)
    await write(toy, path, 30)
    for (const checkRecords of [false, true]) {
      const loaded = createToy()
      const manifest = loadSnapshot(path, loaded.store, { checkRecords })
      expect(manifest.height).toBe(30)
      expect(contents(loaded.collections)).toEqual(contents(toy.collections))
      expect(loaded.store.roots).toEqual(toy.store.roots)
      const proof = loaded.store.prove('chain', 'counter', 100)
      expect(typeof proof === 'object' && verifyProof(proof, toy.store.roots.appHash).valid).toBe(
        true,
      )
      const twin = grownToy(30)
      for (let h = 31; h <= 45; h++) {
        expect(toHex(loaded.next(h).roots.appHash)).toBe(toHex(twin.next(h).roots.appHash))
      }
    }
  })

  it('is of the moment it was begun at, though the chain goes on while it is written', async () => {
    const dir = temporaryDirectory()
    const still = grownToy(20)
    await write(still, join(dir, 'still'), 20)
    const moving = grownToy(20)
    const writing = write(moving, join(dir, 'moving'), 20)
    let height = 20
    const done: true[] = []
    const noted = writing.then(() => done.push(true))
    while (done.length === 0) {
      height++
      moving.next(height)
      for (let i = 0; i < 200; i++)
        moving.collections.balances.set(toyAddress(1000 + i * 7), BigInt(height))
      moving.collections.counter.delete(height)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await noted
    expect(height).toBeGreaterThan(22)
    expect(fs.readFileSync(join(dir, 'moving')).equals(fs.readFileSync(join(dir, 'still')))).toBe(
      true,
    )
  })

  it('has the same bytes on every node, also on one that restarted from an earlier one', async () => {
    const dir = temporaryDirectory()
    await write(grownToy(20), join(dir, 'a'), 20)
    const restarted = createToy()
    loadSnapshot(join(dir, 'a'), restarted.store, { checkRecords: false })
    for (let h = 21; h <= 40; h++) restarted.next(h)
    await write(restarted, join(dir, 'b'), 40)
    await write(grownToy(40), join(dir, 'c'), 40)
    expect(fs.readFileSync(join(dir, 'b')).equals(fs.readFileSync(join(dir, 'c')))).toBe(true)
  })

  it('of an empty state and of long records comes back', async () => {
    const dir = temporaryDirectory()
    const empty = createToy()
    empty.store.computeRoots()
    await write(empty, join(dir, 'empty'), 1)
    const { store } = emptyStore()
    loadSnapshot(join(dir, 'empty'), store, { checkRecords: true })
    expect(store.roots).toEqual(empty.store.roots)
    const long = createToy()
    for (let i = 0; i < 2000; i++)
      long.collections.notes.set(`note ${i}`, 'long '.repeat(1 + (i % 7) * 300))
    long.store.computeRoots()
    const manifest = await write(long, join(dir, 'long'), 2)
    expect(Math.max(...manifest.chunks.map((chunk) => chunk.bytes))).toBeLessThan(10_000_000)
    const other = emptyStore()
    loadSnapshot(join(dir, 'long'), other.store, { checkRecords: true })
    expect(contents(other.collections)).toEqual(contents(long.collections))
  })

  it('is cut into chunks below 10 MB', async () => {
    const path = join(temporaryDirectory(), 'large')
    const toy = createToy()
    for (let i = 0; i < 2000; i++) toy.collections.notes.set(`note ${i}`, `${i} `.repeat(1500))
    toy.store.computeRoots()
    const manifest = await write(toy, path, 1)
    expect(manifest.chunks.length).toBeGreaterThan(1)
    for (const chunk of manifest.chunks) expect(chunk.bytes).toBeLessThan(10_000_000)
    const other = emptyStore()
    loadSnapshot(path, other.store, { checkRecords: false })
    expect(other.store.roots).toEqual(toy.store.roots)
  })
})

describe('a damaged snapshot', () => {
  it('is refused wherever a byte is changed, and leaves the store empty', async () => {
    const dir = temporaryDirectory()
    const toy = createToy()
    toy.genesis()
    for (let h = 1; h <= 5; h++) toy.next(h)
    const path = join(dir, 'small')
    await write(toy, path, 5)
    const whole = fs.readFileSync(path)
    const { store, collections } = emptyStore()
    const nothing = contents(collections)
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8))
      fs.writeFileSync(path, bytes)
      const error = problemOf(() => loadSnapshot(path, store, { checkRecords: false }))
      expect(['damaged', 'unknown-format']).toContain(error.code)
      expect(error.message).toContain(path)
      expect(error.message).not.toContain('\n')
      expect(contents(collections)).toEqual(nothing)
    }
    fs.writeFileSync(path, whole)
    expect(loadSnapshot(path, store, { checkRecords: false }).height).toBe(5)
  })

  it('is refused wherever it is cut off', async () => {
    const path = join(temporaryDirectory(), 'small')
    const toy = createToy()
    toy.genesis()
    await write(toy, path, 1)
    const whole = fs.readFileSync(path)
    for (let length = 0; length < whole.length; length += 7) {
      fs.writeFileSync(path, whole.subarray(0, length))
      const error = problemOf(() => loadSnapshot(path, emptyStore().store, { checkRecords: false }))
      expect(error.code).toBe('damaged')
    }
  })

  it('is refused when the program has other collections', async () => {
    const path = join(temporaryDirectory(), 'small')
    const toy = createToy()
    toy.genesis()
    await write(toy, path, 1)
    const error = problemOf(() => loadSnapshot(path, createMemoryStore(), { checkRecords: false }))
    expect(error.code).toBe('unknown-format')
    expect(error.message).toContain('accounts.balances')
  })
})

describe('the snapshot directory', () => {
  const options = {
    identity: TOY_IDENTITY,
    keep: 2,
    disk: nodeDisk,
    crashPoint: noCrash,
    notice: () => {},
  }

  it('keeps the newest two and removes what an interrupted write left', async () => {
    const dir = temporaryDirectory()
    fs.writeFileSync(join(dir, '0000000000000009.snapshot.tmp'), 'half')
    const snapshots = new SnapshotDirectory(dir, options)
    const toy = createToy()
    toy.genesis()
    for (let h = 1; h <= 4; h++) {
      toy.next(h)
      await snapshots.write(toy.store.view(), h)
    }
    expect(snapshots.files().map((file) => file.height)).toEqual([4, 3])
    expect(fs.readdirSync(dir).length).toBe(2)
    expect(snapshots.list().map((one) => one.height)).toEqual([4, 3])
  })

  it('does not take a snapshot of another network', async () => {
    const dir = temporaryDirectory()
    const toy = createToy()
    toy.genesis()
    await new SnapshotDirectory(dir, options).write(toy.store.view(), 1)
    const identity = { ...TOY_IDENTITY, chainId: 5 }
    const other = new SnapshotDirectory(dir, { ...options, identity })
    const [file] = other.files()
    expect(file).toBeDefined()
    expect(problemOf(() => other.manifest(file as never)).code).toBe('foreign')
    expect(other.list()).toEqual([])
  })
})

describe('a snapshot sent to another node', () => {
  async function served(): Promise<{ toy: Toy; snapshots: SnapshotDirectory }> {
    const snapshots = new SnapshotDirectory(temporaryDirectory(), {
      identity: TOY_IDENTITY,
      keep: 2,
      disk: nodeDisk,
      crashPoint: noCrash,
      notice: () => {},
    })
    const toy = createToy()
    for (let i = 0; i < 2000; i++) toy.collections.notes.set(`note ${i}`, `${i} `.repeat(1500))
    toy.store.computeRoots()
    await snapshots.write(toy.store.view(), 7)
    return { toy, snapshots }
  }

  it('arrives chunk by chunk, in any order, and a wrong chunk is not taken', async () => {
    const { toy, snapshots } = await served()
    const [offer] = snapshots.list()
    if (offer === undefined) throw new Error('no snapshot')
    const manifest = checkOffer(offer, toy.store.roots.appHash, TOY_IDENTITY)
    if (typeof manifest === 'string') throw new Error(manifest)
    const path = join(temporaryDirectory(), 'received')
    const receiver = new SnapshotReceiver(manifest, path, nodeDisk)
    for (let i = offer.chunks - 1; i >= 0; i--) {
      const chunk = (await snapshots.loadChunk(7, i)) as Uint8Array
      const wrong = chunk.slice()
      wrong[5] = (wrong[5] as number) ^ 1
      expect(await receiver.apply(i, wrong)).toBe(false)
      expect(receiver.missing).toContain(i)
      expect(await receiver.apply(i, chunk)).toBe(true)
    }
    const { store } = emptyStore()
    await receiver.finish(store)
    expect(store.roots).toEqual(toy.store.roots)
    expect(fs.readFileSync(path).equals(fs.readFileSync(snapshots.pathOf(7)))).toBe(true)
    expect(await snapshots.loadChunk(7, 99)).toBeUndefined()
    expect(await snapshots.loadChunk(8, 0)).toBeUndefined()
  })

  it.each([
    ['an unknown format', { format: 9 }, 'format'],
    ['another hash', { hash: new Uint8Array(32) }, 'malformed'],
    ['another height', { height: 8 }, 'malformed'],
    ['fewer chunks', { chunks: 1 }, 'malformed'],
    ['metadata that is no manifest', { metadata: new Uint8Array(3) }, 'malformed'],
  ])('is refused with %s', async (_name, change, refusal) => {
    const { toy, snapshots } = await served()
    const [offer] = snapshots.list()
    const changed = { ...offer, ...change } as NonNullable<typeof offer>
    expect(checkOffer(changed, toy.store.roots.appHash, TOY_IDENTITY)).toBe(refusal)
  })

  it('is refused with another app hash or network', async () => {
    const { toy, snapshots } = await served()
    const [offer] = snapshots.list() as [NonNullable<ReturnType<typeof snapshots.list>[0]>]
    const { appHash } = toy.store.roots
    expect(checkOffer(offer, new Uint8Array(32), TOY_IDENTITY)).toBe('other-state')
    expect(checkOffer(offer, appHash, { ...TOY_IDENTITY, chainId: 1 })).toBe('other-network')
  })

  it('whose records are not those of its leaves is refused, though all checksums are right', async () => {
    const dir = temporaryDirectory()
    const honest = createToy()
    honest.genesis()
    const view = honest.store.view()
    // The liar gives somebody more coins, and keeps the leaves and roots of the honest state.
    const liar = createToy()
    liar.genesis()
    liar.collections.balances.set(toyAddress(3), 10n ** 30n)
    liar.store.computeRoots()
    const tables = view.tables.map((table, i) => ({
      records: (liar.store.view().tables[i] as typeof table).records,
      leaves: table.leaves,
    }))
    const path = join(dir, 'lie')
    const identity = TOY_IDENTITY
    const forged = { roots: view.roots, tables }
    await writeSnapshot({
      path,
      view: forged,
      height: 1,
      identity,
      disk: nodeDisk,
      crashPoint: noCrash,
    })
    const { store } = emptyStore()
    const error = problemOf(() => loadSnapshot(path, store, { checkRecords: true }))
    expect(error.message).toContain('does not match its leaf')
    const offer = describeSnapshot(readManifest(path))
    expect(typeof checkOffer(offer, view.roots.appHash, identity)).toBe('object')
  })
})
