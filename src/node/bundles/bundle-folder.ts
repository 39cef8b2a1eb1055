import fs from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { BundleError } from '#bundles/bundle-error.ts'
import { type BundleIndex, countBytes, decodeIndex, listChunks } from '#bundles/bundle-index.ts'
import { MAX_INDEX_BYTES } from '#bundles/limits.ts'
import { type Disk, replaceFile } from '#state/disk.ts'

/** A bundle whose index is on disk. */
export interface KeptBundle {
  readonly root: Hex
  readonly indexBytes: number
  /** Of all files together. */
  readonly bytes: number
  readonly files: number
  /** Each chunk with its length, in the order of the index. */
  readonly chunks: ReadonlyMap<Hex, number>
}

export function describeBundle(root: Hex, indexBytes: number, index: BundleIndex): KeptBundle {
  return {
    root,
    indexBytes,
    bytes: countBytes(index),
    files: index.files.length,
    chunks: listChunks(index),
  }
}

type Kind = 'indexes' | 'chunks'

/** The files of the store: `indexes/` by root, `chunks/` by hash. Nothing here decides what is kept. */
export interface BundleFolder {
  /**
   * What is there, bundles in the order in which they came. What is none of ours, half written or damaged is removed and told;
   * chunks are known by their length only.
   */
  scan(): Promise<{ readonly bundles: readonly KeptBundle[]; readonly chunks: readonly Hex[] }>
  /** The bytes, or `undefined` when the file is missing, longer than `maxLength`, or has other bytes than its name says. */
  read(kind: Kind, name: Hex, maxLength: number): Promise<Uint8Array | undefined>
  /** On the medium when it resolves. Throws `BundleError` `no-room` when the disk is full. */
  write(kind: Kind, name: Hex, bytes: Uint8Array): Promise<void>
  remove(kind: Kind, name: Hex): Promise<void>
}

const NAME = /^[0-9a-f]{64}$/

export function openBundleFolder(
  dir: string,
  disk: Disk,
  notice: (text: string) => void,
): BundleFolder {
  const place = (kind: Kind, name: Hex): string => join(dir, kind, name.slice(2))
  const read: BundleFolder['read'] = async (kind, name, maxLength) => {
    const bytes = await readFile(place(kind, name), maxLength)
    return bytes !== undefined && toHex(sha256(bytes)) === name ? bytes : undefined
  }
  const remove: BundleFolder['remove'] = (kind, name) => disk.remove(place(kind, name))
  return {
    read,
    remove,
    scan: () => scanFolder(dir, read, notice),
    write: async (kind, name, bytes) => {
      const path = place(kind, name)
      try {
        await fs.promises.mkdir(join(dir, kind), { recursive: true })
        await replaceFile(disk, path, bytes)
      } catch (error) {
        await disk.remove(`${path}.tmp`)
        throw isFull(error) ? new BundleError('no-room', 'the disk of the node is full') : error
      }
    },
  }
}

function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
}

/** The bytes of a file; `undefined` when it is missing or longer than it may be. */
async function readFile(path: string, maxLength: number): Promise<Uint8Array | undefined> {
  let file: fs.promises.FileHandle
  try {
    file = await fs.promises.open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const { size } = await file.stat()
    return size > maxLength ? undefined : await file.readFile()
  } finally {
    await file.close()
  }
}

async function scanFolder(
  dir: string,
  read: BundleFolder['read'],
  notice: (text: string) => void,
): Promise<Awaited<ReturnType<BundleFolder['scan']>>> {
  const bundles: (KeptBundle & { readonly cameMs: number })[] = []
  await sift(join(dir, 'indexes'), notice, async ({ name, changedMs }) => {
    const kept = await readKept(name, read)
    if (kept !== undefined) bundles.push({ ...kept, cameMs: changedMs })
    return kept !== undefined
  })
  bundles.sort((a, b) => a.cameMs - b.cameMs)
  const chunks: Hex[] = []
  await sift(join(dir, 'chunks'), notice, async ({ name, size }) => {
    const isWanted = bundles.some((one) => one.chunks.get(name) === size)
    if (isWanted) chunks.push(name)
    return isWanted
  })
  return { bundles, chunks }
}

interface Found {
  readonly name: Hex
  readonly size: number
  readonly changedMs: number
}

/** Removes what is not named as our files are, and what `isGood` does not want. */
async function sift(
  folder: string,
  notice: (text: string) => void,
  isGood: (found: Found) => Promise<boolean>,
): Promise<void> {
  if (!fs.existsSync(folder)) return
  let removed = 0
  for (const file of await fs.promises.readdir(folder)) {
    const path = join(folder, file)
    const { size, mtimeMs: changedMs } = await fs.promises.lstat(path)
    if (NAME.test(file) && (await isGood({ name: `0x${file}`, size, changedMs }))) continue
    await fs.promises.rm(path, { recursive: true, force: true })
    removed++
  }
  if (removed > 0)
    notice(`${removed} files in ${folder} were damaged or of no use; they are removed`)
}

async function readKept(root: Hex, read: BundleFolder['read']): Promise<KeptBundle | undefined> {
  const bytes = await read('indexes', root, MAX_INDEX_BYTES)
  if (bytes === undefined) return undefined
  try {
    return describeBundle(root, bytes.length, decodeIndex(bytes))
  } catch (error) {
    if (error instanceof BundleError) return undefined
    throw error
  }
}
