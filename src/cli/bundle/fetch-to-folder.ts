import fs from 'node:fs'
import path from 'node:path'
import type { Hex } from '#base/hex.ts'
import type { BundleIndex } from '#bundles/bundle-index.ts'
import { fetchBundle, type TransferProgress } from '#bundles/fetch-bundle.ts'
import { unpackBundle } from '#bundles/unpack-bundle.ts'
import { openBundleStore } from '#node/bundles/bundle-store.ts'
import { CliError } from '../cli-error.ts'
import { makeFolder } from '../make-folder.ts'

export interface FetchToFolderOptions {
  readonly root: Hex
  readonly urls: readonly string[]
  /** Empty, or not there yet. */
  readonly target: string
  readonly onProgress: (progress: TransferProgress) => void
  readonly signal: AbortSignal
}

/**
 * Fetches a bundle and unpacks it. What was fetched waits beside the target in `TARGET.fetching` until all is there, so that a
 * second attempt goes on where the first one ended. Throws `CliError` and `BundleError`.
 */
export async function fetchToFolder(options: FetchToFolderOptions): Promise<BundleIndex> {
  const { root, target } = options
  if (fs.existsSync(target) && !isEmptyFolder(target)) {
    throw new CliError(`${target}: it is not an empty folder; name another`)
  }
  makeFolder(path.dirname(target))
  const waiting = `${target}.fetching`
  const store = await openBundleStore({ dir: waiting, needed: () => [{ root, bytes: undefined }] })
  const index = await fetchBundle({ ...options, store })
  await unpackBundle(index, store.readChunk, target)
  fs.rmSync(waiting, { recursive: true })
  return index
}

function isEmptyFolder(folder: string): boolean {
  return fs.statSync(folder).isDirectory() && fs.readdirSync(folder).length === 0
}
