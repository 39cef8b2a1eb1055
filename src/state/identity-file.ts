import fs from 'node:fs'
import { join } from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import { parseHex, toHex } from '#base/hex.ts'
import type { CrashPoint } from './crash-point.ts'
import { type Disk, replaceFile } from './disk.ts'
import type { Identity } from './snapshot/manifest.ts'
import { fromSystemError, StorageError } from './storage-error.ts'

/** Format of the data directory as a whole. */
const DIRECTORY_FORMAT = 1
const NAME = 'identity.json'

/** Of which network a data directory is; undefined when that is not written down yet. Throws `StorageError`. */
export function readIdentity(dir: string): Identity | undefined {
  const path = join(dir, NAME)
  let text: string
  try {
    text = fs.readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fromSystemError(error, 'reading', path)
  }
  const fields = parseFields(text)
  const genesisHash =
    typeof fields?.['genesisHash'] === 'string' ? parseHex(fields['genesisHash']) : undefined
  const chainId = fields?.['chainId']
  if (genesisHash === undefined || typeof chainId !== 'number') {
    throw new StorageError(
      'damaged',
      path,
      `${path} is damaged: it does not name chainId and genesisHash`,
    )
  }
  if (fields?.['format'] !== DIRECTORY_FORMAT) {
    throw new StorageError(
      'unknown-format',
      path,
      `${dir} has format ${String(fields?.['format'])}, this version reads ${DIRECTORY_FORMAT}; use the version that wrote it`,
    )
  }
  return { chainId, genesisHash }
}

function parseFields(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Throws `StorageError` `foreign` when the directory belongs to another network. */
export function checkDirectory(dir: string, found: Identity, wanted: Identity): void {
  if (found.chainId === wanted.chainId && equalBytes(found.genesisHash, wanted.genesisHash)) return
  throw new StorageError(
    'foreign',
    dir,
    `the data directory ${dir} is of chain ${found.chainId} with genesis ${toHex(found.genesisHash)}, not of chain ${wanted.chainId} with genesis ${toHex(wanted.genesisHash)}; name another directory or start over`,
  )
}

/** Writes down of which network a new directory is, or checks that it is the right one. Throws `StorageError`. */
export async function claimDirectory(
  dir: string,
  wanted: Identity,
  disk: Disk,
  crashPoint: CrashPoint,
): Promise<void> {
  const found = readIdentity(dir)
  if (found !== undefined) {
    checkDirectory(dir, found, wanted)
    return
  }
  const path = join(dir, NAME)
  const { chainId, genesisHash } = wanted
  const fields = { format: DIRECTORY_FORMAT, chainId, genesisHash: toHex(genesisHash) }
  try {
    await replaceFile(disk, path, Buffer.from(`${JSON.stringify(fields)}\n`))
  } catch (error) {
    throw fromSystemError(error, 'writing', path)
  }
  crashPoint('identity:written')
}
