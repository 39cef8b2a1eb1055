import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { Address } from '#base/address.ts'
import { equalBytes } from '#base/bytes.ts'
import { DecodeError } from '#base/codec.ts'
import { leafHash } from '#base/state-proof.ts'
import { addressKey, type StateRoots } from '#protocol/store.ts'
import type { Committed } from '../commitment/state-commitment.ts'
import { StorageError } from '../storage-error.ts'
import type { MemoryStore } from '../store/memory-store.ts'
import {
  compareCollections,
  PREFIX_BYTES,
  readManifest,
  type SnapshotManifest,
} from './manifest.ts'
import { type KnownAddress, RecordReader } from './record-reader.ts'
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
 * PERF: 3 s for a million accounts and a million buckets, 2 of them without their derived indexes.
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
    const accounts = tables.find((one) => (one.table.schema.key as unknown) === addressKey)
    const target: LoadTarget = { tables, accounts, checkRecords: options.checkRecords }
    const known = knownAddresses(accounts)
    checkSize(manifest)
    for (const [i, { table }] of tables.entries())
      table.reserve(manifest.collections[i]?.slots ?? 0)
    forEachChunk(path, manifest, (chunk) => loadChunk(chunk, known, target))
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

interface LoadTarget extends LoadOptions {
  readonly tables: readonly Committed[]
  /** The first collection that is keyed by address. */
  readonly accounts: Committed | undefined
}

/** Every slot has a leaf in the chunks, so a manifest cannot make us reserve memory for slots that are not there. */
function checkSize(manifest: SnapshotManifest): void {
  const bytes = manifest.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  const slots = manifest.collections.reduce((sum, one) => sum + one.slots, 0)
  if (slots * 32 > bytes) throw new DecodeError('it names more slots than it has leaves for')
}

/** Owners, voters and delegates mostly have accounts, whose keys are in memory by then. */
function knownAddresses(accounts: Committed | undefined): KnownAddress {
  const table = accounts?.table
  return (a, b, c, d, e) => table?.knownAddress(a, b, c, d, e) as Address | undefined
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

function loadChunk(chunk: Uint8Array, known: KnownAddress, target: LoadTarget): void {
  for (let at = 0; at < chunk.length; ) {
    const section = readSection(chunk, at)
    const one = target.tables[section.collection]
    if (one === undefined) throw new DecodeError('a section of a collection that does not exist')
    const reader = new RecordReader(section.records, one === target.accounts ? nobody : known)
    loadSection(section, reader, one, target.checkRecords)
    at = section.end
  }
}

/** For the collection that holds the known addresses: its own are new. */
function nobody(): undefined {
  return undefined
}

function loadSection(
  section: Section,
  reader: RecordReader,
  target: Committed,
  checkRecords: boolean,
): void {
  const { table, tree } = target
  const { firstSlot, slots, leaves, records } = section
  if (firstSlot < table.slots) throw new DecodeError('slots are out of order')
  tree.setLeaves(firstSlot, leaves)
  const { key: keyCodec, value: valueCodec } = table.schema
  for (let slot = firstSlot; slot < firstSlot + slots; slot++) {
    if (tree.isEmptyLeaf(slot)) continue
    const keyAt = reader.offset
    const key = keyCodec.decode(reader)
    const valueAt = reader.offset
    const value = valueCodec.decode(reader)
    if (checkRecords) {
      const keyBytes = records.subarray(keyAt, valueAt)
      const leaf = leafHash(keyBytes, records.subarray(valueAt, reader.offset))
      const at = (slot - firstSlot) * 32
      if (!equalBytes(leaf, leaves.subarray(at, at + 32))) {
        throw new DecodeError(`record ${slot} does not match its leaf`)
      }
    }
    table.restore(slot, key, value)
  }
  reader.end()
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
