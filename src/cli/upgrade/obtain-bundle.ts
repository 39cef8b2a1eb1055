import fs from 'node:fs'
import path from 'node:path'
import type { Hex } from '#base/hex.ts'
import { type BundleIndex, countBytes, decodeIndex, listChunks } from '#bundles/bundle-index.ts'
import { type BundleSink, fetchBundle, type TransferProgress } from '#bundles/fetch-bundle.ts'
import { MAX_INDEX_BYTES } from '#bundles/limits.ts'
import type { ReadChunk } from '#bundles/read-chunks.ts'
import { unpackBundle } from '#bundles/unpack-bundle.ts'
import { openBundleFolder } from '#node/bundles/bundle-folder.ts'
import { openBundleStore } from '#node/bundles/bundle-store.ts'
import { type Disk, nodeDisk } from '#state/disk.ts'

/** A bundle with all its bytes, unpacked. */
export interface ObtainedBundle {
  readonly root: Hex
  readonly bytes: number
  readonly index: BundleIndex
  readonly readChunk: ReadChunk
  /** Where its files are. */
  readonly folder: string
}

export interface ObtainOptions {
  readonly root: Hex
  /** Addresses of nodes; none of them is trusted. */
  readonly urls: readonly string[]
  /** A node's data directory, whose bundles are read first; they are not trusted either. */
  readonly dataDir: string
  /** Where it is kept and unpacked. */
  readonly workFolder: string
  readonly onProgress: (progress: TransferProgress) => void
  readonly signal: AbortSignal
}

/** A bundle is used once and fetched again after a crash: waiting for the medium thousands of times takes a minute. */
const PASSING_DISK: Disk = { ...nodeDisk, sync: async () => {}, syncDirectory: async () => {} }

/** Brings a bundle from this machine or from nodes, compares every byte with the root, and unpacks it. Throws `BundleError`. */
export async function obtainBundle(options: ObtainOptions): Promise<ObtainedBundle> {
  const { root, urls, dataDir, workFolder, onProgress, signal } = options
  const needed = [{ root, bytes: undefined }]
  const fetched = await openBundleStore({
    dir: path.join(workFolder, 'fetched'),
    needed: () => needed,
    disk: PASSING_DISK,
  })
  const local = await readLocal(path.join(dataDir, 'bundles'), root)
  const store: BundleSink & { readonly readChunk: ReadChunk } = {
    ...fetched,
    readIndex: async () => local.indexBytes ?? fetched.readIndex(root),
    hasChunk: (hash) => local.lengths.has(hash) || fetched.hasChunk(hash),
    readChunk: async (hash) => (await local.readChunk(hash)) ?? fetched.readChunk(hash),
  }
  const index = await fetchBundle({ root, urls, store, onProgress, signal })
  const folder = path.join(workFolder, 'bundle')
  await unpackBundle(index, store.readChunk, folder, { durable: false })
  return { root, bytes: countBytes(index), index, readChunk: store.readChunk, folder }
}

interface LocalBundle {
  readonly indexBytes: Uint8Array | undefined
  /** Of the chunks whose file has the right length. */
  readonly lengths: ReadonlyMap<Hex, number>
  readonly readChunk: ReadChunk
}

/** What the node of this machine has, which may run meanwhile: nothing is changed there. */
async function readLocal(dir: string, root: Hex): Promise<LocalBundle> {
  const folder = openBundleFolder(dir, nodeDisk, () => undefined)
  const indexBytes = await folder.read('indexes', root, MAX_INDEX_BYTES)
  const lengths = new Map<Hex, number>()
  if (indexBytes !== undefined) {
    for (const [hash, length] of listChunks(decodeIndex(indexBytes))) {
      const file = path.join(dir, 'chunks', hash.slice(2))
      const stats = fs.statSync(file, { throwIfNoEntry: false })
      if (stats?.size === length) lengths.set(hash, length)
    }
  }
  return {
    indexBytes,
    lengths,
    readChunk: async (hash) => {
      const length = lengths.get(hash)
      return length === undefined ? undefined : folder.read('chunks', hash, length)
    },
  }
}
