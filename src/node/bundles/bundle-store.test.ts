import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { makeBundle, noise, type TestBundle, temporaryFolder } from '#bundles/bundle.fixture.ts'
import { type BundleErrorCode, BundleError } from '#bundles/bundle-error.ts'
import { CHUNK_BYTES } from '#bundles/limits.ts'
import { verifyBundle } from '#bundles/read-chunks.ts'
import { createFaultyDisk } from '#state/faulty-disk.fixture.ts'
import { type BundleStore, type BundleStoreOptions, openBundleStore } from './bundle-store.ts'
import { createIndexJudge } from './index-judge.ts'
import type { NeededBundles } from './needed-bundles.ts'

const ONE = makeBundle({ a: noise(CHUNK_BYTES + 10, 1), shared: noise(2_000, 9) })
const TWO = makeBundle({ b: noise(5_000, 2), shared: noise(2_000, 9) })

function needing(...bundles: readonly TestBundle[]): NeededBundles {
  return bundles
}

interface Setting {
  readonly dir: string
  readonly notices: string[]
  needed: NeededBundles
  damaged: number
  readonly open: (options?: Partial<BundleStoreOptions>) => Promise<BundleStore>
}

function createSetting(needed: NeededBundles): Setting {
  const setting: Setting = {
    dir: join(temporaryFolder(), 'bundles'),
    notices: [],
    needed,
    damaged: 0,
    open: (options) =>
      openBundleStore({
        dir: setting.dir,
        needed: () => setting.needed,
        notice: (text) => setting.notices.push(text),
        onDamaged: () => setting.damaged++,
        ...options,
      }),
  }
  return setting
}

async function putAll(store: BundleStore, bundle: TestBundle): Promise<void> {
  await store.putIndex(bundle.root, bundle.indexBytes)
  for (const [hash, bytes] of bundle.chunks) await store.putChunk(hash, bytes)
}

async function codeOf(run: Promise<unknown>): Promise<BundleErrorCode | 'taken'> {
  try {
    await run
    return 'taken'
  } catch (error) {
    if (error instanceof BundleError) return error.code
    throw error
  }
}

function filesOf({ dir }: Setting): readonly string[] {
  if (!fs.existsSync(dir)) return []
  const entries = fs.readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .sort()
}

const sha = (bytes: Uint8Array): Hex => toHex(sha256(bytes))
const nameOf = (hash: Hex): string => hash.slice(2)

describe('a store of bundles', () => {
  test('takes a needed bundle piece by piece, and is the same after a restart', async () => {
    const setting = createSetting(needing(ONE))
    const store = await setting.open()
    const nothing = { needed: true, bytes: null, files: null, chunks: null, missingChunks: null }
    expect(store.status(ONE.root)).toEqual({ ...nothing, firstMissing: [], complete: false })
    expect(fs.existsSync(setting.dir)).toBe(false)
    expect(await store.putIndex(ONE.root, ONE.indexBytes)).toBe(true)
    expect(await store.putIndex(ONE.root, ONE.indexBytes)).toBe(false)
    const [first, ...others] = [...ONE.chunks]
    const [hash, bytes] = first ?? ['0x', noise(0, 0)]
    expect(await store.putChunk(hash, bytes)).toBe(true)
    expect(await store.putChunk(hash, bytes)).toBe(false)
    const status = {
      needed: true,
      bytes: ONE.bytes,
      files: 2,
      chunks: 3,
      missingChunks: 2,
      firstMissing: others.map(([other]) => other),
      complete: false,
    }
    expect(store.status(ONE.root)).toEqual(status)

    const again = await setting.open()
    expect(again.status(ONE.root)).toEqual(status)
    for (const [other, rest] of others) await again.putChunk(other, rest)
    expect(again.status(ONE.root)).toMatchObject({ complete: true, missingChunks: 0 })
    await verifyBundle(ONE.index, again.readChunk)
    expect(await again.readIndex(ONE.root)).toEqual(Buffer.from(ONE.indexBytes))
    expect(setting.notices).toEqual([])
    expect(filesOf(setting)).toEqual([ONE.root, ...ONE.chunks.keys()].map(nameOf).sort())
  })

  test('takes nothing that no live proposal names', async () => {
    const setting = createSetting(needing(ONE))
    const store = await setting.open()
    const put = (bundle: TestBundle): Promise<unknown> =>
      store.putIndex(bundle.root, bundle.indexBytes)
    expect(await codeOf(put(TWO))).toBe('not-needed')
    const [hash = '0x', bytes = noise(0, 0)] = [...ONE.chunks][0] ?? []
    expect(await codeOf(store.putChunk(hash, bytes))).toBe('not-needed')
    await put(ONE)
    setting.needed = []
    expect(await codeOf(store.putChunk(hash, bytes))).toBe('not-needed')
    expect(await codeOf(put(ONE))).toBe('not-needed')
    expect(store.status(ONE.root)).toMatchObject({ needed: false, files: 2 })
    expect(store.status(TWO.root)).toBeUndefined()
    expect(await store.readIndex(TWO.root)).toBeUndefined()
    expect(await store.readChunk(hash)).toBeUndefined()
    expect(filesOf(setting)).toEqual([nameOf(ONE.root)])
  })

  test('takes no bytes but those of the hash', async () => {
    const setting = createSetting(needing(ONE, TWO))
    const store = await setting.open()
    expect(await codeOf(store.putIndex(ONE.root, TWO.indexBytes))).toBe('mismatch')
    await store.putIndex(ONE.root, ONE.indexBytes)
    for (const [hash, bytes] of ONE.chunks) {
      expect(await codeOf(store.putChunk(hash, bytes.slice(1)))).toBe('mismatch')
      expect(await codeOf(store.putChunk(hash, new Uint8Array([...bytes, 0])))).toBe('mismatch')
      expect(await codeOf(store.putChunk(hash, bytes.with(0, (bytes[0] ?? 0) ^ 1)))).toBe(
        'mismatch',
      )
    }
    expect(filesOf(setting)).toEqual([nameOf(ONE.root)])
  })

  test('takes no bundle of another size than its proposal says, and none that is malformed', async () => {
    const setting = createSetting([{ root: ONE.root, bytes: ONE.bytes - 1 }])
    const store = await setting.open()
    expect(await codeOf(store.putIndex(ONE.root, ONE.indexBytes))).toBe('mismatch')
    const { root } = makeBundle({ x: '' })
    const bytes = new Uint8Array(3)
    setting.needed = [{ root, bytes: 0 }]
    expect(await codeOf(store.putIndex(root, bytes))).toBe('mismatch')
    setting.needed = [{ root: sha(bytes), bytes: 0 }]
    expect(await codeOf(store.putIndex(sha(bytes), bytes))).toBe('malformed')
    setting.needed = [{ root: ONE.root, bytes: undefined }]
    expect(await codeOf(store.putIndex(ONE.root, ONE.indexBytes))).toBe('taken')
  })

  test('takes a bundle although another proposal gives a wrong size of it', async () => {
    const setting = createSetting([
      { root: ONE.root, bytes: 1 },
      { root: ONE.root, bytes: ONE.bytes },
      { root: ONE.root, bytes: 2 },
    ])
    const store = await setting.open()
    expect(await codeOf(store.putIndex(ONE.root, ONE.indexBytes))).toBe('taken')
  })

  test('decodes an index that it does not take once', () => {
    const judge = createIndexJudge()
    const lie = [{ root: ONE.root, bytes: 1 }]
    const bytes = new Uint8Array(3)
    const nonsense = [{ root: sha(bytes), bytes: 1 }]
    const failureOf = (root: Hex, some: Uint8Array, needed: NeededBundles): unknown => {
      try {
        return judge.check(root, some, needed)
      } catch (error) {
        return error
      }
    }
    const first = failureOf(sha(bytes), bytes, nonsense)
    expect(first).toMatchObject({ code: 'malformed' })
    expect(failureOf(sha(bytes), bytes, nonsense)).toBe(first)
    // Once nobody needed it any more, nothing is remembered of it.
    expect(failureOf(ONE.root, ONE.indexBytes, lie)).toMatchObject({ code: 'mismatch' })
    expect(failureOf(sha(bytes), bytes, nonsense)).not.toBe(first)
    // A proposal with the right size changes what was remembered.
    expect(failureOf(ONE.root, ONE.indexBytes, lie)).toMatchObject({ code: 'mismatch' })
    expect(failureOf(ONE.root, ONE.indexBytes, [...lie, ONE])).toMatchObject({ bytes: ONE.bytes })
  })

  test('keeps one file of what is put by several at the same time', async () => {
    const setting = createSetting(needing(ONE, TWO))
    const store = await setting.open()
    const puts = [ONE, TWO, ONE].map((bundle) => store.putIndex(bundle.root, bundle.indexBytes))
    expect(await Promise.all(puts)).toEqual([true, true, false])
    const all = [ONE, TWO, ONE].flatMap((bundle) => [...bundle.chunks])
    const taken = await Promise.all(all.map(([hash, bytes]) => store.putChunk(hash, bytes)))
    expect(taken.filter(Boolean)).toHaveLength(4)
    await verifyBundle(ONE.index, store.readChunk)
    await verifyBundle(TWO.index, store.readChunk)
    expect(filesOf(setting)).toHaveLength(6)
  })
})

describe('damage', () => {
  test('of a chunk is noticed when it is asked for, and mended by putting it again', async () => {
    const setting = createSetting(needing(ONE))
    const store = await setting.open()
    await putAll(store, ONE)
    const [hash = '0x', bytes = noise(0, 0)] = [...ONE.chunks][1] ?? []
    const path = join(setting.dir, 'chunks', nameOf(hash))
    for (const spoiled of [bytes.with(0, (bytes[0] ?? 0) ^ 1), bytes.slice(1), undefined]) {
      if (spoiled === undefined) fs.rmSync(path)
      else fs.writeFileSync(path, spoiled)
      expect(store.status(ONE.root)?.complete).toBe(true)
      expect(await store.readChunk(hash)).toBeUndefined()
      expect(store.status(ONE.root)).toMatchObject({ missingChunks: 1, firstMissing: [hash] })
      expect(fs.existsSync(path)).toBe(false)
      expect(await store.putChunk(hash, bytes)).toBe(true)
      expect(await store.readChunk(hash)).toEqual(Buffer.from(bytes))
    }
    expect(setting.damaged).toBe(3)
    expect(setting.notices).toHaveLength(3)
  })

  test('of the index is noticed when it is asked for, and its chunks are not fetched again', async () => {
    const setting = createSetting(needing(ONE))
    const store = await setting.open()
    await putAll(store, ONE)
    fs.writeFileSync(join(setting.dir, 'indexes', nameOf(ONE.root)), 'x')
    expect(await store.readIndex(ONE.root)).toBeUndefined()
    expect(store.status(ONE.root)).toMatchObject({ files: null, complete: false })
    expect(setting.damaged).toBe(1)
    await store.putIndex(ONE.root, ONE.indexBytes)
    expect(store.status(ONE.root)).toMatchObject({ complete: true })
  })

  test('is removed at the start, with all that is none of ours', async () => {
    const setting = createSetting(needing(ONE, TWO))
    const store = await setting.open()
    await putAll(store, ONE)
    await putAll(store, TWO)
    const [hash = '0x'] = [...ONE.chunks.keys()]
    const indexes = join(setting.dir, 'indexes')
    const chunks = join(setting.dir, 'chunks')
    fs.writeFileSync(join(indexes, nameOf(TWO.root)), TWO.indexBytes.slice(1))
    fs.writeFileSync(join(indexes, `${nameOf(ONE.root)}.tmp`), 'half')
    fs.mkdirSync(join(indexes, 'folder'))
    fs.truncateSync(join(chunks, nameOf(hash)), 5)
    fs.writeFileSync(join(chunks, '0'.repeat(64)), 'nobody’s')
    fs.symlinkSync('/etc/passwd', join(chunks, 'link'))
    const again = await setting.open()
    expect(again.status(ONE.root)).toMatchObject({ missingChunks: 1, firstMissing: [hash] })
    expect(again.status(TWO.root)).toMatchObject({ files: null })
    // Of the second bundle only what the first has, too.
    const kept = [ONE.root, ...[...ONE.chunks.keys()].filter((one) => one !== hash)]
    expect(filesOf(setting)).toEqual(kept.map(nameOf).sort())
    expect(fs.readdirSync(indexes)).toEqual([nameOf(ONE.root)])
    expect(setting.notices).toEqual([
      `3 files in ${indexes} were damaged or of no use; they are removed`,
      `4 files in ${chunks} were damaged or of no use; they are removed`,
    ])
  })

  test('by a disk that is full leaves what was there, and room is made by nobody but people', async () => {
    const setting = createSetting(needing(ONE))
    const disk = createFaultyDisk()
    const store = await setting.open({ disk })
    await store.putIndex(ONE.root, ONE.indexBytes)
    const [hash = '0x', bytes = noise(0, 0)] = [...ONE.chunks][0] ?? []
    disk.failAfter('write', 0, 'ENOSPC')
    expect(await codeOf(store.putChunk(hash, bytes))).toBe('no-room')
    expect(filesOf(setting)).toEqual([nameOf(ONE.root)])
    expect(store.hasChunk(hash)).toBe(false)
    const again = await setting.open()
    await putAll(again, ONE)
    await verifyBundle(ONE.index, again.readChunk)
  })

  test('by a disk that fails is a fault of the node', async () => {
    const setting = createSetting(needing(ONE))
    const disk = createFaultyDisk()
    const store = await setting.open({ disk })
    disk.failAfter('sync', 0, 'EIO')
    await expect(store.putIndex(ONE.root, ONE.indexBytes)).rejects.toThrow('EIO')
    expect(store.status(ONE.root)).toMatchObject({ files: null })
    expect(filesOf(setting)).toEqual([])
  })

  test('of the folder itself is said in one line', async () => {
    const setting = createSetting([])
    fs.mkdirSync(setting.dir)
    fs.writeFileSync(join(setting.dir, 'indexes'), '')
    await expect(setting.open()).rejects.toMatchObject({
      name: 'StorageError',
      code: 'disk-failed',
    })
  })
})

describe('room', () => {
  const bundles = [1, 2, 3, 4].map((seed) => makeBundle({ f: noise(10_000, 100 + seed) }))
  const [a, b, c, d] = bundles as [TestBundle, TestBundle, TestBundle, TestBundle]
  const roomOf = (...some: readonly TestBundle[]): number =>
    some.reduce((sum, one) => sum + one.indexBytes.length + one.bytes, 0)

  async function fill(setting: Setting, store: BundleStore, ...some: readonly TestBundle[]) {
    for (const bundle of some) {
      setting.needed = needing(bundle)
      await putAll(store, bundle)
    }
  }

  const here = (store: BundleStore): readonly string[] =>
    bundles.flatMap((one, at) =>
      store.hasChunk([...one.chunks.keys()][0] ?? '0x') ? ('abcd'[at] ?? '') : [],
    )

  test('is made by the oldest that nobody needs', async () => {
    const setting = createSetting([])
    const limits = { maxBytes: roomOf(a, b, c) }
    const store = await setting.open({ limits })
    await fill(setting, store, b, a, c)
    expect(here(store)).toEqual(['a', 'b', 'c'])
    await fill(setting, store, d)
    expect(here(store)).toEqual(['a', 'c', 'd'])
    expect(store.status(b.root)).toBeUndefined()
    expect(filesOf(setting)).toHaveLength(6)
    expect(setting.notices).toEqual([`the bundle ${b.root} makes room for another`])
  })

  test('is made in the same order after a restart', async () => {
    const setting = createSetting([])
    const limits = { maxBytes: roomOf(a, b, c) }
    await fill(setting, await setting.open({ limits }), c, a, b)
    const times = [a, c, b].map((one) => join(setting.dir, 'indexes', nameOf(one.root)))
    for (const [at, path] of times.entries()) fs.utimesSync(path, at + 1, at + 1)
    const store = await setting.open({ limits })
    await fill(setting, store, d)
    expect(here(store)).toEqual(['b', 'c', 'd'])
  })

  test('is never made by what is needed', async () => {
    const setting = createSetting([])
    const store = await setting.open({ limits: { maxBytes: roomOf(a, b, c) } })
    await fill(setting, store, a, b, c)
    setting.needed = needing(a, c, d)
    await putAll(store, d)
    expect(here(store)).toEqual(['a', 'c', 'd'])
    setting.needed = needing(a, b, c, d)
    expect(await codeOf(store.putIndex(b.root, b.indexBytes))).toBe('no-room')
    expect(here(store)).toEqual(['a', 'c', 'd'])
  })

  test('counts a bundle whole from the moment that its index is here', async () => {
    const setting = createSetting(needing(a, b))
    const store = await setting.open({ limits: { maxBytes: roomOf(a, b) - 1 } })
    await store.putIndex(a.root, a.indexBytes)
    expect(await codeOf(store.putIndex(b.root, b.indexBytes))).toBe('no-room')
    for (const [hash, bytes] of a.chunks) await store.putChunk(hash, bytes)
    expect(store.status(a.root)?.complete).toBe(true)
  })

  test('counts once what two bundles have, and keeps it while one of them stays', async () => {
    const setting = createSetting(needing(ONE))
    const shared = 2_000
    const limits = { maxBytes: roomOf(ONE, TWO) - shared }
    const store = await setting.open({ limits })
    await putAll(store, ONE)
    setting.needed = needing(TWO)
    await putAll(store, TWO)
    expect(store.status(ONE.root)?.complete).toBe(true)
    await fill(setting, store, a)
    expect(store.status(ONE.root)).toBeUndefined()
    expect(store.status(TWO.root)?.complete).toBe(true)
    await verifyBundle(TWO.index, store.readChunk)
  })

  test.each([{ maxBundles: 2 }, { maxChunks: 2 }])('is bounded by %j, too', async (limits) => {
    const setting = createSetting([])
    const store = await setting.open({ limits })
    await fill(setting, store, a, b, c)
    expect(here(store)).toEqual(['b', 'c'])
  })
})
