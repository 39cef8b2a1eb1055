import fs from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BundleError } from './bundle-error.ts'
import { type BundleFile, type BundleIndex, checkIndex } from './bundle-index.ts'
import { type ReadChunk, readFileChunks } from './read-chunks.ts'

const FILE_MODE = 0o644
const PROGRAM_MODE = 0o755
const FOLDER_MODE = 0o755

export interface UnpackOptions {
  /** Whether all of it is brought to the medium first. Without, it is as good as long as the machine does not crash: for what is used once. */
  readonly durable?: boolean
}

/**
 * Writes a bundle into `target`, which is an empty folder or not there yet. All of it appears at once: it is written into a
 * folder beside, `target.unpacking-…`, brought to the medium, and renamed. A process that is killed before leaves only that
 * folder, which may be deleted. The folder above `target` must be there. Throws `BundleError`: `folder` when the target is in use, `missing` or `mismatch` for chunks.
 */
export async function unpackBundle(
  index: BundleIndex,
  readChunk: ReadChunk,
  target: string,
  { durable = true }: UnpackOptions = {},
): Promise<void> {
  checkIndex(index)
  const place = resolve(target)
  checkTarget(place)
  const folder = await makeTemporary(place)
  try {
    const folders = await writeFiles(index, readChunk, folder, durable)
    if (durable) for (const one of folders) await syncFolder(one)
    await moveInto(folder, place)
    if (durable) await syncFolder(dirname(place))
  } catch (error) {
    await fs.promises.rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Seen early, so that nothing is written in vain; the rename at the end is what decides. */
function checkTarget(target: string): void {
  const stats = fs.lstatSync(target, { throwIfNoEntry: false })
  if (stats === undefined) return
  if (!stats.isDirectory()) throw new BundleError('folder', `${target}: it is not a folder`)
  if (fs.readdirSync(target).length > 0) throw inUse(target)
}

function inUse(target: string): BundleError {
  return new BundleError('folder', `${target}: it is not empty; name another folder`)
}

async function makeTemporary(target: string): Promise<string> {
  try {
    return await fs.promises.mkdtemp(`${target}.unpacking-`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const message = `${target}: nothing can be written beside it (${code ?? String(error)})`
    throw new BundleError('folder', message, { cause: error })
  }
}

/** Resolves with every folder that was made. */
async function writeFiles(
  { files }: BundleIndex,
  readChunk: ReadChunk,
  folder: string,
  durable: boolean,
): Promise<ReadonlySet<string>> {
  const folders = new Set([folder])
  await fs.promises.chmod(folder, FOLDER_MODE)
  for (const file of files) {
    const path = join(folder, ...file.path.split('/'))
    // From the outermost on: each is made once, with its own mode whatever the process's mask is.
    for (const one of foldersBetween(folder, path)) {
      if (folders.has(one)) continue
      await fs.promises.mkdir(one)
      await fs.promises.chmod(one, FOLDER_MODE)
      folders.add(one)
    }
    await writeFile(file, readChunk, path, durable)
  }
  return folders
}

function foldersBetween(top: string, path: string): readonly string[] {
  const between: string[] = []
  for (let one = dirname(path); one !== top; one = dirname(one)) between.unshift(one)
  return between
}

async function writeFile(
  file: BundleFile,
  readChunk: ReadChunk,
  path: string,
  durable: boolean,
): Promise<void> {
  const opened = await fs.promises.open(path, 'wx')
  try {
    for await (const bytes of readFileChunks(file, readChunk)) await opened.writeFile(bytes)
    await opened.chmod(file.executable ? PROGRAM_MODE : FILE_MODE)
    if (durable) await opened.sync()
  } finally {
    await opened.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await fs.promises.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** An empty folder gives way; anything else stays as it is. */
async function moveInto(folder: string, target: string): Promise<void> {
  try {
    await fs.promises.rename(folder, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') throw inUse(target)
    throw error
  }
}
