import { compareText } from '#base/bytes.ts'
import { DecodeError, Reader, Writer } from '#base/codec.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import { CHUNK_BYTES, MAX_BUNDLE_BYTES, MAX_FILES, MAX_INDEX_BYTES } from './limits.ts'
import { checkNames, checkPath } from './path-rules.ts'

export interface BundleFile {
  /** Relative, with slashes: see the README for what it may be. */
  readonly path: string
  readonly executable: boolean
  /** In bytes. */
  readonly size: number
  /** SHA-256 of each chunk, in order. */
  readonly chunks: readonly Hex[]
}

/** What a bundle consists of, files ascending by path. */
export interface BundleIndex {
  readonly files: readonly BundleFile[]
}

/** The first field of an index; the figure is the version of the format. */
const FORMAT = 'boule bundle 1'
const HASH_BYTES = 32

export function countChunks(size: number): number {
  return Math.ceil(size / CHUNK_BYTES)
}

/** How many bytes the chunk at place `at` of a file has. */
export function chunkLength(size: number, at: number): number {
  return Math.min(CHUNK_BYTES, size - at * CHUNK_BYTES)
}

/** Bytes of all files together: what a proposal gives as `bundleBytes`. */
export function countBytes({ files }: BundleIndex): number {
  return files.reduce((sum, file) => sum + file.size, 0)
}

/** Each chunk once, with its length. Throws `BundleError` `malformed` when the same chunk is to have two. */
export function listChunks({ files }: BundleIndex): ReadonlyMap<Hex, number> {
  const lengths = new Map<Hex, number>()
  for (const { path, size, chunks } of files) {
    for (const [at, hash] of chunks.entries()) {
      const length = chunkLength(size, at)
      if ((lengths.get(hash) ?? length) !== length) {
        throw new BundleError(
          'malformed',
          `"${path}" has a chunk that has another length elsewhere`,
        )
      }
      lengths.set(hash, length)
    }
  }
  return lengths
}

/** Throws `BundleError` (`limit`, `path`, `malformed`) that says what no bundle may have. */
export function checkIndex(index: BundleIndex): void {
  const { files } = index
  checkFileCount(files.length)
  let before: string | undefined
  let total = 0
  for (const { path, size, chunks } of files) {
    checkPath(path)
    if (before !== undefined && compareText(before, path) >= 0) {
      throw new BundleError('malformed', `"${path}" stands behind "${before}": paths must ascend`)
    }
    before = path
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new BundleError('malformed', `"${path}" has the size ${size}`)
    }
    total += size
    checkTotal(total)
    if (chunks.length !== countChunks(size)) {
      throw new BundleError('malformed', `"${path}" has ${chunks.length} chunks for ${size} bytes`)
    }
  }
  checkNames(files.map((file) => file.path))
  listChunks(index)
}

export function checkFileCount(count: number): void {
  if (count === 0) throw new BundleError('malformed', 'a bundle has at least one file')
  if (count > MAX_FILES) throw new BundleError('limit', `a bundle has at most ${MAX_FILES} files`)
}

export function checkTotal(bytes: number): void {
  if (bytes > MAX_BUNDLE_BYTES) {
    throw new BundleError('limit', `the files of a bundle have at most ${MAX_BUNDLE_BYTES} bytes`)
  }
}

function checkIndexLength(bytes: number): void {
  if (bytes > MAX_INDEX_BYTES) {
    throw new BundleError('limit', `an index has at most ${MAX_INDEX_BYTES} bytes, not ${bytes}`)
  }
}

/** The one encoding of an index. Throws what `checkIndex` throws, and `limit` when it is too long. */
export function encodeIndex(index: BundleIndex): Uint8Array {
  checkIndex(index)
  const writer = new Writer(64 * 1024).text(FORMAT).u32(index.files.length)
  for (const { path, executable, size, chunks } of index.files) {
    writer.text(path).bool(executable).u32(size)
    for (const hash of chunks) writer.hex(hash)
  }
  checkIndexLength(writer.length)
  return writer.finish()
}

/** An index from its bytes. Throws `BundleError` for anything that `encodeIndex` would not have written. */
export function decodeIndex(bytes: Uint8Array): BundleIndex {
  checkIndexLength(bytes.length)
  const index = readIndex(new Reader(bytes))
  checkIndex(index)
  return index
}

function readIndex(reader: Reader): BundleIndex {
  try {
    if (reader.text() !== FORMAT) throw new DecodeError(`does not begin with "${FORMAT}"`)
    const count = reader.u32()
    checkFileCount(count)
    const files: BundleFile[] = []
    let total = 0
    for (let i = 0; i < count; i++) {
      const path = reader.text()
      const executable = reader.bool()
      const size = reader.u32()
      total += size
      // Before the chunks are read: what follows must not be longer than the figures of a stranger say.
      checkTotal(total)
      const chunks: Hex[] = []
      for (let at = countChunks(size); at > 0; at--) chunks.push(toHex(reader.raw(HASH_BYTES)))
      files.push({ path, executable, size, chunks })
    }
    reader.end()
    return { files }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw new BundleError('malformed', `the bytes are not an index: ${error.message}`)
  }
}

/** The name of a bundle: SHA-256 of the encoded index, and by it of every byte in it. */
export function computeRoot(indexBytes: Uint8Array): Hex {
  return toHex(sha256(indexBytes))
}
