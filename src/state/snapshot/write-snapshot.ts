import { createHash, type Hash } from 'node:crypto'
import type { CrashPoint } from '../crash-point.ts'
import type { Disk } from '../disk.ts'
import type { StateView } from '../store/memory-store.ts'
import { encodeManifest, filePrefix, fileSuffix } from './manifest.ts'
import {
  type Identity,
  PREFIX_BYTES,
  type SnapshotChunk,
  type SnapshotManifest,
} from './manifest.ts'
import { createSectionWriter } from './section.ts'

/** A chunk that has this many bytes is finished; with its last section it stays below 10 MB. */
const CHUNK_BYTES = 8 * 1024 * 1024

export interface SnapshotWrite {
  readonly path: string
  readonly view: StateView
  readonly height: number
  readonly identity: Identity
  readonly disk: Disk
  readonly crashPoint: CrashPoint
}

/** Cuts what is appended into chunks and hashes them. */
interface ChunkedFile {
  position: number
  chunkBytes: number
  hash: Hash
  readonly chunks: SnapshotChunk[]
}

function finishChunk(file: ChunkedFile): void {
  if (file.chunkBytes === 0) return
  file.chunks.push({ bytes: file.chunkBytes, sha256: new Uint8Array(file.hash.digest()) })
  file.chunkBytes = 0
  file.hash = createHash('sha256')
}

/**
 * Writes a view to a file, all of it or nothing, while the program goes on: after each section of about a millisecond
 * the event loop has its turn. The content depends on state, height and network alone.
 */
export async function writeSnapshot(write: SnapshotWrite): Promise<SnapshotManifest> {
  const { path, disk, crashPoint } = write
  const temporary = `${path}.tmp`
  const handle = await disk.open(temporary)
  let manifest: SnapshotManifest
  try {
    await disk.truncate(handle, 0)
    await disk.write(handle, filePrefix(), 0)
    crashPoint('snapshot:begun')
    const file = { position: PREFIX_BYTES, chunkBytes: 0, hash: createHash('sha256'), chunks: [] }
    await writeTables(write, handle, file)
    manifest = describe(write, file)
    await disk.write(handle, fileSuffix(encodeManifest(manifest)), file.position)
    crashPoint('snapshot:written')
    await disk.sync(handle)
    crashPoint('snapshot:synced')
  } finally {
    await disk.close(handle)
  }
  await disk.rename(temporary, path)
  crashPoint('snapshot:renamed')
  return manifest
}

async function writeTables(write: SnapshotWrite, handle: number, file: ChunkedFile): Promise<void> {
  const sections = createSectionWriter()
  for (const [collection, table] of write.view.tables.entries()) {
    for (let slot = 0; slot < table.records.slots; ) {
      const { bytes, nextSlot } = sections.encode(collection, table.records, table.leaves, slot)
      file.hash.update(bytes)
      await write.disk.write(handle, bytes, file.position)
      file.position += bytes.length
      file.chunkBytes += bytes.length
      slot = nextSlot
      write.crashPoint('snapshot:part-written')
      if (file.chunkBytes >= CHUNK_BYTES) finishChunk(file)
    }
  }
  finishChunk(file)
}

function describe(write: SnapshotWrite, file: ChunkedFile): SnapshotManifest {
  return {
    ...write.identity,
    height: write.height,
    roots: write.view.roots,
    collections: write.view.tables.map(({ records }) => ({
      module: records.schema.module,
      name: records.schema.name,
      slots: records.slots,
      positional: records.positional,
    })),
    chunks: file.chunks,
  }
}
