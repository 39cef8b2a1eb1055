import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { type Codec, DecodeError, decodeRecord, encodeRecord } from '#base/codec.ts'
import type { ModuleName, StateRoots } from '#protocol/store.ts'
import { rootsCodec } from '../block-log/stored-block.ts'
import { StorageError } from '../storage-error.ts'

/** Of which network and format a data directory is. */
export interface Identity {
  readonly chainId: number
  /** 32 bytes. */
  readonly genesisHash: Uint8Array
}

export interface SnapshotCollection {
  readonly module: string
  readonly name: string
  readonly slots: number
  readonly positional: boolean
}

export interface SnapshotChunk {
  readonly bytes: number
  readonly sha256: Uint8Array
}

/** What a snapshot is of and what it is made of. The same on every node. */
export interface SnapshotManifest extends Identity {
  readonly height: number
  readonly roots: StateRoots
  /** By module and order of opening. */
  readonly collections: readonly SnapshotCollection[]
  readonly chunks: readonly SnapshotChunk[]
}

/**
 * file = "BOULESNP" ‖ version u32 ‖ chunks ‖ manifest ‖ length of the manifest u32 ‖ sha256 of it [32] ‖ "SNAPEND."
 *
 * The manifest comes last because it names the chunks by their hashes, which are known only then.
 */
export const SNAPSHOT_FORMAT = 1
const MAGIC = Buffer.from('BOULESNP')
const END = Buffer.from('SNAPEND.')
export const PREFIX_BYTES = 12
const SUFFIX_BYTES = 44

const collectionCodec: Codec<SnapshotCollection> = {
  encode: (writer, value) => {
    writer.text(value.module).text(value.name).u64(value.slots).bool(value.positional)
  },
  decode: (reader) => ({
    module: reader.text(),
    name: reader.text(),
    slots: reader.u64(),
    positional: reader.bool(),
  }),
}

const chunkCodec: Codec<SnapshotChunk> = {
  encode: (writer, value) => {
    writer.u32(value.bytes).bytes(value.sha256)
  },
  decode: (reader) => ({ bytes: reader.u32(), sha256: reader.bytes() }),
}

const manifestCodec: Codec<SnapshotManifest> = {
  encode: (writer, value) => {
    writer.u32(SNAPSHOT_FORMAT).u64(value.height).u64(value.chainId).bytes(value.genesisHash)
    rootsCodec.encode(writer, value.roots)
    writer.list(value.collections, collectionCodec.encode)
    writer.list(value.chunks, chunkCodec.encode)
  },
  decode: (reader) => {
    const format = reader.u32()
    if (format !== SNAPSHOT_FORMAT) throw new DecodeError(`snapshot format ${format} is not known`)
    return {
      height: reader.u64(),
      chainId: reader.u64(),
      genesisHash: reader.bytes(),
      roots: rootsCodec.decode(reader),
      collections: reader.list(collectionCodec.decode),
      chunks: reader.list(chunkCodec.decode),
    }
  },
}

export function encodeManifest(manifest: SnapshotManifest): Uint8Array {
  return encodeRecord(manifestCodec, manifest)
}

/** Throws `DecodeError`. */
export function decodeManifest(bytes: Uint8Array): SnapshotManifest {
  return decodeRecord(manifestCodec, bytes)
}

/** Names a snapshot: sha256 of its manifest. */
export function snapshotHash(manifest: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(manifest).digest())
}

export function filePrefix(): Buffer {
  const bytes = Buffer.alloc(PREFIX_BYTES)
  MAGIC.copy(bytes, 0)
  bytes.writeUInt32BE(SNAPSHOT_FORMAT, 8)
  return bytes
}

/** What follows the chunks in the file. */
export function fileSuffix(manifest: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(manifest.length, 0)
  return Buffer.concat([manifest, length, snapshotHash(manifest), END])
}

function damaged(path: string, problem: string): StorageError {
  return new StorageError('damaged', path, `snapshot ${path} is damaged: ${problem}`)
}

/** Reads and checks the manifest of a snapshot file. Throws `StorageError`. */
export function readManifest(path: string): SnapshotManifest {
  const file = fs.openSync(path, 'r')
  try {
    const { size } = fs.fstatSync(file)
    if (size < PREFIX_BYTES + SUFFIX_BYTES) throw damaged(path, `it has only ${size} bytes`)
    const prefix = readAt(file, 0, PREFIX_BYTES)
    if (!prefix.subarray(0, 8).equals(MAGIC)) throw damaged(path, 'it does not begin as a snapshot')
    const version = prefix.readUInt32BE(8)
    if (version !== SNAPSHOT_FORMAT) {
      throw new StorageError(
        'unknown-format',
        path,
        `snapshot ${path} has format ${version}, this version reads ${SNAPSHOT_FORMAT}`,
      )
    }
    const suffix = readAt(file, size - SUFFIX_BYTES, SUFFIX_BYTES)
    if (!suffix.subarray(36).equals(END)) throw damaged(path, 'it does not end as a snapshot')
    const length = suffix.readUInt32BE(0)
    const at = size - SUFFIX_BYTES - length
    if (at < PREFIX_BYTES) throw damaged(path, 'its manifest is longer than the file')
    const bytes = new Uint8Array(readAt(file, at, length))
    if (!suffix.subarray(4, 36).equals(snapshotHash(bytes))) {
      throw damaged(path, 'its manifest does not match its checksum')
    }
    const manifest = decodeManifest(bytes)
    const inChunks = manifest.chunks.reduce((sum, chunk) => sum + chunk.bytes, PREFIX_BYTES)
    if (inChunks !== at)
      throw damaged(path, `its chunks have ${at} bytes and should have ${inChunks}`)
    return manifest
  } catch (error) {
    throw error instanceof DecodeError ? damaged(path, error.message) : error
  } finally {
    fs.closeSync(file)
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, fs.readSync(file, bytes, 0, length, position))
}

/** The tables of this program must be those of the snapshot. Returns what differs. */
export function compareCollections(
  manifest: SnapshotManifest,
  tables: readonly { readonly module: ModuleName; readonly name: string }[],
): string | undefined {
  const ours = tables.map((one) => `${one.module}.${one.name}`).join(' ')
  const theirs = manifest.collections.map((one) => `${one.module}.${one.name}`).join(' ')
  return ours === theirs ? undefined : `it holds [${theirs}], this version has [${ours}]`
}
