import type { Hex } from '#base/hex.ts'
import { BundleError } from '#bundles/bundle-error.ts'
import { type BundleStatus, MAX_MISSING_LISTED } from '#bundles/bundle-status.ts'
import type { BundleSink } from '#bundles/fetch-bundle.ts'
import { MAX_INDEX_BYTES } from '#bundles/limits.ts'
import { isChunk, type ReadChunk } from '#bundles/read-chunks.ts'
import { type Disk, nodeDisk } from '#state/disk.ts'
import { fromSystemError } from '#state/storage-error.ts'
import { type KeptBundle, openBundleFolder } from './bundle-folder.ts'
import { findExcess } from './find-excess.ts'
import { createIndexJudge } from './index-judge.ts'
import { isNeeded, type NeededBundles } from './needed-bundles.ts'
import { type BundleStoreLimits, DEFAULT_BUNDLE_LIMITS } from './store-limits.ts'
import { createTaskQueue } from './task-queue.ts'

/** Bundles on disk, of which only what a live proposal names is taken in. */
export interface BundleStore extends BundleSink {
  /** `undefined` when it is neither here nor needed. */
  readonly status: (root: Hex) => BundleStatus | undefined
  /** Checked; one that turns out to be damaged is forgotten, told, and taken anew. */
  readonly readChunk: ReadChunk
  /** Whether it was new. Throws `BundleError`: `not-needed`, `mismatch`, `no-room`, or what the decoder of an index throws. */
  readonly putIndex: (root: Hex, bytes: Uint8Array) => Promise<boolean>
  /** Whether it was new. Throws `BundleError`: `not-needed`, `mismatch`, `no-room`. */
  readonly putChunk: (hash: Hex, bytes: Uint8Array) => Promise<boolean>
  /** Resolves when nothing is being written. */
  readonly idle: () => Promise<void>
}

export interface BundleStoreOptions {
  readonly dir: string
  /** What is taken in and never removed. Asked at each call. */
  readonly needed: () => NeededBundles
  readonly limits?: Partial<BundleStoreLimits>
  readonly disk?: Disk
  /** Told in one line what is thrown away. */
  readonly notice?: (text: string) => void
  /** Called when a file was found to be damaged, and what is missing now could be fetched again. */
  readonly onDamaged?: () => void
}

/** What is here, in memory. */
interface Shelf {
  /** In the order in which they came. */
  readonly bundles: Map<Hex, KeptBundle>
  /** Chunks whose file is there. */
  readonly chunks: Set<Hex>
}

/** Opens a folder of bundles, which nobody else may use; it is made when something is put into it. Throws `StorageError`. */
export async function openBundleStore(options: BundleStoreOptions): Promise<BundleStore> {
  const { dir, needed, disk = nodeDisk, notice = () => undefined, onDamaged } = options
  const limits = { ...DEFAULT_BUNDLE_LIMITS, ...options.limits }
  const folder = openBundleFolder(dir, disk, notice)
  const found = await folder.scan().catch((error: unknown) => {
    throw fromSystemError(error, 'reading', dir)
  })
  const shelf: Shelf = {
    bundles: new Map(found.bundles.map((one) => [one.root, one])),
    chunks: new Set(found.chunks),
  }
  // What changes the shelf or the files goes one after another.
  const queue = createTaskQueue()
  const judge = createIndexJudge()

  const makeRoom = async (kept: KeptBundle): Promise<void> => {
    const excess = findExcess([...shelf.bundles.values()], kept, needed(), limits)
    if (excess === undefined) {
      throw new BundleError('no-room', 'bundles of live proposals fill the room for bundles')
    }
    for (const { root } of excess) {
      notice(`the bundle ${root} makes room for another`)
      // The index first: without one, a chunk is of no use and goes at the next start.
      shelf.bundles.delete(root)
      await folder.remove('indexes', root)
    }
    const used = new Set([...shelf.bundles.values(), kept].flatMap((one) => [...one.chunks.keys()]))
    for (const hash of shelf.chunks) {
      if (used.has(hash)) continue
      shelf.chunks.delete(hash)
      await folder.remove('chunks', hash)
    }
  }

  const forgetChunk = (hash: Hex): Promise<void> =>
    queue.run(async () => {
      const length = findLength(shelf, hash)
      if (length === undefined || !shelf.chunks.has(hash)) return
      // It may have been put anew meanwhile.
      if ((await folder.read('chunks', hash, length)) !== undefined) return
      notice(`the chunk ${hash} of a bundle is damaged`)
      shelf.chunks.delete(hash)
      await folder.remove('chunks', hash)
      onDamaged?.()
    })

  const forgetIndex = (root: Hex): Promise<void> =>
    queue.run(async () => {
      if (!shelf.bundles.has(root)) return
      if ((await folder.read('indexes', root, MAX_INDEX_BYTES)) !== undefined) return
      notice(`the index of the bundle ${root} is damaged`)
      shelf.bundles.delete(root)
      await folder.remove('indexes', root)
      onDamaged?.()
    })

  return {
    idle: () => queue.run(async () => undefined),
    hasChunk: (hash) => shelf.chunks.has(hash) && findLength(shelf, hash) !== undefined,
    status: (root) => describeStatus(shelf, root, isNeeded(needed(), root)),
    readIndex: async (root) => {
      if (!shelf.bundles.has(root)) return undefined
      const bytes = await folder.read('indexes', root, MAX_INDEX_BYTES)
      if (bytes === undefined) await forgetIndex(root)
      return bytes
    },
    readChunk: async (hash) => {
      const length = shelf.chunks.has(hash) ? findLength(shelf, hash) : undefined
      if (length === undefined) return undefined
      const bytes = await folder.read('chunks', hash, length)
      if (bytes === undefined) await forgetChunk(hash)
      return bytes
    },
    putIndex: async (root, bytes) => {
      if (!isNeeded(needed(), root)) throw notNeeded(`no live proposal names the bundle ${root}`)
      if (shelf.bundles.has(root)) return false
      const kept = judge.check(root, bytes, needed())
      return queue.run(async () => {
        if (shelf.bundles.has(root)) return false
        await makeRoom(kept)
        await folder.write('indexes', root, bytes)
        shelf.bundles.set(root, kept)
        return true
      })
    },
    putChunk: async (hash, bytes) => {
      const length = findWantedLength(shelf, hash, needed())
      if (length === undefined)
        throw notNeeded(`no bundle of a live proposal has the chunk ${hash}`)
      if (shelf.chunks.has(hash)) return false
      if (!isChunk(bytes, hash, length)) {
        throw new BundleError('mismatch', `the bytes are not the chunk ${hash} of ${length} bytes`)
      }
      return queue.run(async () => {
        // Another may have put it meanwhile, or its bundle made room for another.
        if (shelf.chunks.has(hash) || findLength(shelf, hash) === undefined) return false
        await folder.write('chunks', hash, bytes)
        shelf.chunks.add(hash)
        return true
      })
    },
  }
}

function notNeeded(message: string): BundleError {
  return new BundleError('not-needed', message)
}

/** How long the chunk is in a bundle that is here; `undefined` when none has it. */
function findLength({ bundles }: Shelf, hash: Hex): number | undefined {
  for (const { chunks } of bundles.values()) {
    const length = chunks.get(hash)
    if (length !== undefined) return length
  }
  return undefined
}

function findWantedLength(
  { bundles }: Shelf,
  hash: Hex,
  wanted: NeededBundles,
): number | undefined {
  for (const { root, chunks } of bundles.values()) {
    const length = chunks.get(hash)
    if (length !== undefined && isNeeded(wanted, root)) return length
  }
  return undefined
}

function describeStatus(shelf: Shelf, root: Hex, needed: boolean): BundleStatus | undefined {
  const kept = shelf.bundles.get(root)
  if (kept === undefined) return needed ? { ...NOTHING_YET, needed } : undefined
  const missing = [...kept.chunks.keys()].filter((hash) => !shelf.chunks.has(hash))
  return {
    needed,
    bytes: kept.bytes,
    files: kept.files,
    chunks: kept.chunks.size,
    missingChunks: missing.length,
    firstMissing: missing.slice(0, MAX_MISSING_LISTED),
    complete: missing.length === 0,
  }
}

const NOTHING_YET: BundleStatus = {
  needed: true,
  bytes: null,
  files: null,
  chunks: null,
  missingChunks: null,
  firstMissing: [],
  complete: false,
}
