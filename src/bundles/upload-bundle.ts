import type { Hex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import type { BundleStatus } from './bundle-status.ts'
import type { TransferProgress } from './fetch-bundle.ts'
import type { PackedBundle } from './pack-bundle.ts'
import { connectBundles, type RemoteBundles } from './remote-bundles.ts'

export interface UploadOptions {
  readonly bundle: Pick<PackedBundle, 'root' | 'indexBytes' | 'readChunk'>
  readonly url: string
  readonly onProgress?: (progress: TransferProgress) => void
  readonly signal?: AbortSignal
  /** For one answer; 60 s when missing. */
  readonly timeoutMs?: number
}

const REQUESTS_AT_ONCE = 3

/**
 * Gives a node what it lacks of a bundle, which a live proposal there must name. May be called again after a break: the node
 * keeps what it has. Resolves with the number of chunks that were sent. Throws `BundleError`.
 */
export async function uploadBundle(options: UploadOptions): Promise<number> {
  const { bundle, url, signal, timeoutMs = 60_000 } = options
  const node = connectBundles({ url, timeoutMs, signal })
  let status = await putIndex(node, bundle)
  let sent = 0
  while (!status.complete) {
    report(options, status)
    await sendChunks(node, bundle, status.firstMissing)
    sent += status.firstMissing.length
    const next = await readStatus(node, bundle.root)
    if ((next.missingChunks ?? Infinity) >= (status.missingChunks ?? Infinity)) {
      throw new BundleError('no-answer', `${url} does not keep the chunks that it takes`)
    }
    status = next
  }
  report(options, status)
  return sent
}

function report({ onProgress }: UploadOptions, { chunks, missingChunks }: BundleStatus): void {
  onProgress?.({ chunks: chunks ?? 0, missingChunks: missingChunks ?? 0 })
}

async function readStatus(node: RemoteBundles, root: Hex): Promise<BundleStatus> {
  const status = await node.status(root)
  if (status !== undefined) return status
  throw new BundleError('refused', `no live proposal names the bundle ${root} at ${node.url}`)
}

async function putIndex(
  node: RemoteBundles,
  { root, indexBytes }: UploadOptions['bundle'],
): Promise<BundleStatus> {
  const status = await readStatus(node, root)
  if (status.files !== null) return status
  await node.putIndex(root, indexBytes)
  return readStatus(node, root)
}

async function sendChunks(
  node: RemoteBundles,
  bundle: UploadOptions['bundle'],
  hashes: readonly Hex[],
): Promise<void> {
  for (let at = 0; at < hashes.length; at += REQUESTS_AT_ONCE) {
    const some = hashes.slice(at, at + REQUESTS_AT_ONCE)
    await Promise.all(some.map((hash) => sendChunk(node, bundle, hash)))
  }
}

async function sendChunk(
  node: RemoteBundles,
  { readChunk }: UploadOptions['bundle'],
  hash: Hex,
): Promise<void> {
  const bytes = await readChunk(hash)
  if (bytes === undefined) {
    throw new BundleError(
      'missing',
      `${node.url} asks for the chunk ${hash}, which is not in the bundle`,
    )
  }
  await node.putChunk(hash, bytes)
}
