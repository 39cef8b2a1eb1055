import type { Hex } from '#base/hex.ts'
import { askNode } from './ask-node.ts'
import { base64Length, decodeBase64, encodeBase64 } from './base64.ts'
import { BundleError } from './bundle-error.ts'
import { type BundleStatus, MAX_MISSING_LISTED } from './bundle-status.ts'
import { CHUNK_BYTES, MAX_INDEX_BYTES } from './limits.ts'

/** The bundles of a node over its JSON-RPC. Whatever it answers may be a lie; each call throws what `askNode` throws. */
export interface RemoteBundles {
  readonly url: string
  /** `undefined` when the node neither has nor needs it. */
  readonly status: (root: Hex) => Promise<BundleStatus | undefined>
  /** Bytes that are said to be the index; `undefined` when the node does not have it. */
  readonly index: (root: Hex) => Promise<Uint8Array | undefined>
  readonly chunk: (hash: Hex) => Promise<Uint8Array | undefined>
  readonly putIndex: (root: Hex, bytes: Uint8Array) => Promise<void>
  readonly putChunk: (hash: Hex, bytes: Uint8Array) => Promise<void>
}

export interface RemoteOptions {
  readonly url: string
  /** For one request and its answer. */
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** What stands around a result. */
const ENVELOPE_BYTES = 1_024
const MAX_STATUS_BYTES = 65_536

export function connectBundles({ url, timeoutMs, signal }: RemoteOptions): RemoteBundles {
  const ask = (method: string, params: readonly unknown[], maxBytes: number): Promise<unknown> =>
    askNode({ url, method, params, timeoutMs, signal, maxBytes: maxBytes + ENVELOPE_BYTES })
  const askBytes = async (method: string, name: Hex, maxBytes: number) => {
    const result = await ask(method, [name], base64Length(maxBytes))
    if (result === null) return undefined
    const bytes = typeof result === 'string' ? decodeBase64(result) : undefined
    if (bytes === undefined) throw strange(url, method)
    return bytes
  }
  const put = async (method: string, name: Hex, bytes: Uint8Array): Promise<void> => {
    await ask(method, [name, encodeBase64(bytes)], MAX_STATUS_BYTES)
  }
  return {
    url,
    status: async (root) => {
      const result = await ask('boule_bundle', [root], MAX_STATUS_BYTES)
      if (result === null) return undefined
      if (!isStatus(result)) throw strange(url, 'boule_bundle')
      return result
    },
    index: (root) => askBytes('boule_bundleIndex', root, MAX_INDEX_BYTES),
    chunk: (hash) => askBytes('boule_bundleChunk', hash, CHUNK_BYTES),
    putIndex: (root, bytes) => put('boule_putBundleIndex', root, bytes),
    putChunk: (hash, bytes) => put('boule_putBundleChunk', hash, bytes),
  }
}

function strange(url: string, method: string): BundleError {
  return new BundleError('no-answer', `${url} answers ${method} with something else than it should`)
}

function isStatus(value: unknown): value is BundleStatus {
  if (typeof value !== 'object' || value === null) return false
  const { complete, firstMissing, missingChunks } = value as Partial<Record<string, unknown>>
  return (
    typeof complete === 'boolean' &&
    Array.isArray(firstMissing) &&
    firstMissing.length <= MAX_MISSING_LISTED &&
    firstMissing.every((hash) => typeof hash === 'string') &&
    (missingChunks === null || typeof missingChunks === 'number')
  )
}
