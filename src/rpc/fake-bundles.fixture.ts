import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { BundleError } from '#bundles/bundle-error.ts'
import { computeRoot, decodeIndex, encodeIndex, listChunks } from '#bundles/bundle-index.ts'
import type { BundlePort } from './backend.ts'

/** The one chunk of the bundle. */
export const FAKE_CHUNK = utf8ToBytes('what is proposed')
export const FAKE_CHUNK_HASH: Hex = toHex(sha256(FAKE_CHUNK))
/** The index of the bundle that a live proposal names. */
export const FAKE_INDEX = encodeIndex({
  files: [{ path: 'a', executable: false, size: FAKE_CHUNK.length, chunks: [FAKE_CHUNK_HASH] }],
})
export const FAKE_ROOT = computeRoot(FAKE_INDEX)

/** Bundles in memory, of which one is needed. */
export function createFakeBundles(): BundlePort {
  let index: Uint8Array | undefined
  const chunks = new Map<Hex, Uint8Array>()
  const lengths = listChunks(decodeIndex(FAKE_INDEX))
  return {
    status: (root) => {
      if (root !== FAKE_ROOT) return undefined
      const hasChunk = chunks.size > 0
      const known = index !== undefined
      return {
        needed: true,
        bytes: known ? FAKE_CHUNK.length : null,
        files: known ? 1 : null,
        chunks: known ? lengths.size : null,
        missingChunks: known ? lengths.size - chunks.size : null,
        firstMissing: known && !hasChunk ? [FAKE_CHUNK_HASH] : [],
        complete: hasChunk,
      }
    },
    readIndex: async (root) => (root === FAKE_ROOT ? index : undefined),
    readChunk: async (hash) => chunks.get(hash),
    putIndex: async (root, bytes) => {
      if (root !== FAKE_ROOT) throw new BundleError('not-needed', `no live proposal names ${root}`)
      if (computeRoot(bytes) !== root) throw new BundleError('mismatch', 'another index')
      const isNew = index === undefined
      index = bytes
      return isNew
    },
    putChunk: async (hash, bytes) => {
      if (index === undefined || !lengths.has(hash)) {
        throw new BundleError('not-needed', `no bundle of a live proposal has ${hash}`)
      }
      if (toHex(sha256(bytes)) !== hash) throw new BundleError('mismatch', 'another chunk')
      const isNew = !chunks.has(hash)
      chunks.set(hash, bytes)
      return isNew
    },
  }
}
