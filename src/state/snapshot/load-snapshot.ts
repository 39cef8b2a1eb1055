import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { equalBytes } from '#base/bytes.ts'
import { DecodeError, Reader } from '#base/codec.ts'
import { leafHash } from '#base/state-proof.ts'
import type { Key, StateRoots } from '#protocol/store.ts'
import type { Committed } from '../commitment/state-commitment.ts'
import { StorageError } from '../storage-error.ts'
import type { MemoryStore } from '../store/memory-store.ts'
import {
  compareCollections,
  PREFIX_BYTES,
  readManifest,
  type SnapshotManifest,
} from './manifest.ts'
import { readSection, type Section } from './section.ts'

export interface LoadOptions {
  /**
   * True for a snapshot that somebody else made: each record is hashed and compared with its leaf. Without, leaves are taken
   * as they are: checksums protect a file of our own against damage, and the app hash is computed from the leaves.
   */
  readonly checkRecords: boolean
}

/**
 * Fills an empty store from a snapshot file. Throws `StorageError` when the file is not good; the store is empty then.
 * PERF: 3 s for a million accounts and a million buckets; a third of it is decoding, a third the indexes by address.
 */
export function loadSnapshot(
  path: string,
  store: MemoryStore,
  options: LoadOptions,
): SnapshotManifest {
  const manifest = readManifest(path)
  try {
    const tables = store.tables()
    const schemas = tables.map((one) => one.table.schema)
    const difference = compareCollections(manifest, schemas)
    if (difference !== undefined) {
      throw new StorageError(
        'unknown-format',
        path,
        `snapshot ${path} is not for this version: ${difference}`,
      )
    }
    checkSize(manifest)
    for (const [i, { table }] of tables.entries())
      table.reserve(manifest.collections[i]?.slots ?? 0)
    forEachChunk(path, manifest, (chunk) => loadChunk(chunk, tables, options))
    for (const [i, { table }] of tables.entries()) {
      const described = manifest.collections[i]
      if (described === undefined || described.slots < table.slots) {
        throw new DecodeError('there are more records than slots')
      }
      table.finishRestore(described.slots, described.positional)
    }
    checkRoots(manifest.roots, store.rebuildRoots())
    return manifest
  } catch (error) {
    store.clear()
    if (!(error instanceof DecodeError)) throw error
    throw new StorageError('damaged', path, `snapshot ${path} is not good: ${error.message}`)
  }
}

/** Every slot has a leaf in the chunks, so a manifest cannot make us reserve memory for slots that are not there. */
function checkSize(manifest: SnapshotManifest): void {
  const bytes = manifest.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  const slots = manifest.collections.reduce((sum, one) => sum + one.slots, 0)
  if (slots * 32 > bytes) throw new DecodeError('it names more slots than it has leaves for')
}

/** Reads chunk by chunk into one buffer and checks each against its hash. Throws `DecodeError`. */
function forEachChunk(
  path: string,
  manifest: SnapshotManifest,
  visit: (chunk: Uint8Array, index: number) => void,
): void {
  const longest = manifest.chunks.reduce((most, chunk) => Math.max(most, chunk.bytes), 0)
  const buffer = new Uint8Array(longest)
  const file = fs.openSync(path, 'r')
  try {
    let position = PREFIX_BYTES
    for (const [index, { bytes, sha256 }] of manifest.chunks.entries()) {
      const chunk = buffer.subarray(0, bytes)
      const count = fs.readSync(file, chunk, 0, bytes, position)
      const hash = createHash('sha256').update(chunk).digest()
      if (count !== bytes || !hash.equals(sha256)) {
        throw new DecodeError(`chunk ${index} at offset ${position} does not match its checksum`)
      }
      visit(chunk, index)
      position += bytes
    }
  } finally {
    fs.closeSync(file)
  }
}

function loadChunk(chunk: Uint8Array, tables: readonly Committed[], options: LoadOptions): void {
  for (let at = 0; at < chunk.length; ) {
    const section = readSection(chunk, at)
    const one = tables[section.collection]
    if (one === undefined) throw new DecodeError('a section of a collection that does not exist')
    loadSection(section, one, options)
    at = section.end
  }
}

function loadSection(section: Section, { table, tree }: Committed, options: LoadOptions): void {
  const { firstSlot, slots, leaves, records } = section
  if (firstSlot < table.slots) throw new DecodeError('slots are out of order')
  tree.setLeaves(firstSlot, leaves)
  const { key: keyCodec, value: valueCodec } = table.schema
  const keys = new Array<Key | undefined>(slots).fill(undefined)
  const values = new Array<unknown>(slots).fill(undefined)
  const reader = new Reader(records)
  for (let i = 0; i < slots; i++) {
    if (tree.isEmptyLeaf(firstSlot + i)) continue
    const keyAt = reader.offset
    keys[i] = keyCodec.decode(reader)
    const valueAt = reader.offset
    values[i] = valueCodec.decode(reader)
    if (options.checkRecords) {
      const keyBytes = records.subarray(keyAt, valueAt)
      const leaf = leafHash(keyBytes, records.subarray(valueAt, reader.offset))
      if (!equalBytes(leaf, leaves.subarray(i * 32, i * 32 + 32))) {
        throw new DecodeError(`record ${firstSlot + i} does not match its leaf`)
      }
    }
  }
  reader.end()
  table.restore(firstSlot, keys, values)
}

/** Names the first module whose root differs. */
function checkRoots(stored: StateRoots, computed: StateRoots): void {
  for (const [i, one] of computed.modules.entries()) {
    const other = stored.modules[i]
    if (other?.module !== one.module || !equalBytes(other.root, one.root)) {
      throw new DecodeError(`the state of module ${one.module} has another root than it says`)
    }
  }
  if (!equalBytes(stored.appHash, computed.appHash)) {
    throw new DecodeError('the state has another app hash than it says')
  }
}
