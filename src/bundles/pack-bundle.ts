import fs from 'node:fs'
import { join } from 'node:path'
import { compareText } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import {
  type BundleFile,
  type BundleIndex,
  checkFileCount,
  checkTotal,
  computeRoot,
  encodeIndex,
} from './bundle-index.ts'
import { CHUNK_BYTES, MAX_FILES } from './limits.ts'
import { checkPath } from './path-rules.ts'
import { quote } from './plain-text.ts'
import type { ReadChunk } from './read-chunks.ts'

/** A folder as a bundle. */
export interface PackedBundle {
  readonly index: BundleIndex
  readonly indexBytes: Uint8Array
  readonly root: Hex
  /** Of all files together. */
  readonly bytes: number
  /** Reads from the folder: a file that was changed meanwhile gives other bytes than its hash says. */
  readonly readChunk: ReadChunk
}

/** Where a chunk is on disk. */
interface Place {
  readonly path: string
  readonly position: number
  readonly length: number
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants
/** A link is not followed, and nothing waits for the other end of a pipe. Windows has neither flag. */
const OPEN_FLAGS = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)

/**
 * Reads a folder and all that is below it. Throws `BundleError` that names the path of what no bundle may have: links, devices,
 * files with several names, empty folders, paths against the rules, too much of anything.
 */
export async function packBundle(dir: string): Promise<PackedBundle> {
  const paths: string[] = []
  await listFiles(dir, '', paths)
  checkFileCount(paths.length)
  const files: BundleFile[] = []
  const places = new Map<Hex, Place>()
  let total = 0
  for (const path of paths.sort(compareText)) {
    const file = await packFile(dir, path, total, places)
    total += file.size
    files.push(file)
  }
  const index = { files }
  const indexBytes = encodeIndex(index)
  return {
    index,
    indexBytes,
    root: computeRoot(indexBytes),
    bytes: total,
    readChunk: async (hash) => {
      const place = places.get(hash)
      return place === undefined ? undefined : readPlace(dir, place)
    },
  }
}

/** Adds the path of every file below a folder to `paths`. */
async function listFiles(dir: string, folder: string, paths: string[]): Promise<void> {
  let isEmpty = true
  for await (const entry of await openFolder(dir, folder)) {
    isEmpty = false
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    checkPath(path)
    if (entry.isDirectory()) await listFiles(dir, path, paths)
    else if (entry.isFile()) paths.push(path)
    else throw new BundleError('file', `${quote(path)} is ${nameKind(entry)}, not a plain file`)
    if (paths.length > MAX_FILES) checkFileCount(paths.length)
  }
  if (isEmpty && folder !== '') {
    throw new BundleError('file', `${quote(folder)} is an empty folder: a bundle has files only`)
  }
}

async function openFolder(dir: string, folder: string): Promise<fs.Dir> {
  try {
    return await fs.promises.opendir(join(dir, folder))
  } catch (error) {
    const shown = folder === '' ? dir : join(dir, folder)
    throw new BundleError('folder', `${shown}: ${explain(error)}`, { cause: error })
  }
}

function explain(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such folder'
  if (code === 'ENOTDIR') return 'it is not a folder'
  return `it cannot be read (${code ?? String(error)})`
}

function nameKind(entry: fs.Dirent): string {
  if (entry.isSymbolicLink()) return 'a symbolic link'
  if (entry.isFIFO()) return 'a pipe'
  if (entry.isSocket()) return 'a socket'
  return 'a device'
}

/** Hashes a file, of which there were `before` bytes in others, and remembers where its chunks are. */
async function packFile(
  dir: string,
  path: string,
  before: number,
  places: Map<Hex, Place>,
): Promise<BundleFile> {
  const file = await openFile(dir, path)
  try {
    const { mode, nlink, size } = await checkPlain(file, path)
    if (nlink > 1) {
      throw new BundleError('file', `${quote(path)} has ${nlink} names (hard links): copy it`)
    }
    checkTotal(before + size)
    const chunks: Hex[] = []
    for (let position = 0; position < size; position += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, size - position)
      const hash = toHex(sha256(await readAt(file, path, position, length)))
      chunks.push(hash)
      places.set(hash, { path, position, length })
    }
    if ((await file.stat()).size !== size) throw changed(path)
    return { path, executable: (mode & 0o100) !== 0, size, chunks }
  } finally {
    await file.close()
  }
}

async function openFile(dir: string, path: string): Promise<fs.promises.FileHandle> {
  try {
    return await fs.promises.open(join(dir, path), OPEN_FLAGS)
  } catch (error) {
    throw new BundleError('file', `${quote(path)}: ${explain(error)}`, { cause: error })
  }
}

/** Between the look at the folder and now something else may have taken its place. */
async function checkPlain(file: fs.promises.FileHandle, path: string): Promise<fs.Stats> {
  const stats = await file.stat()
  if (!stats.isFile()) throw changed(path)
  return stats
}

async function readAt(
  file: fs.promises.FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) throw changed(path)
    done += bytesRead
  }
  return bytes
}

function changed(path: string): BundleError {
  return new BundleError('file', `${quote(path)} was changed while it was read: try again`)
}

async function readPlace(dir: string, { path, position, length }: Place): Promise<Uint8Array> {
  const file = await openFile(dir, path)
  try {
    return await readAt(file, path, position, length)
  } finally {
    await file.close()
  }
}
