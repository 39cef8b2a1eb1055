import { compareText } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { type BundleIndex, checkIndex } from './bundle-index.ts'
import { CHUNK_BYTES } from './limits.ts'
import type { ReadChunk } from './read-chunks.ts'
import type { TarFile } from './tar.ts'

/** Files in memory as a bundle, so that they are unpacked by its rules. Throws `BundleError` when they are none. */
export function bundleOfFiles(files: readonly TarFile[]): {
  readonly index: BundleIndex
  readonly readChunk: ReadChunk
} {
  const chunks = new Map<Hex, Uint8Array>()
  const indexed = files.map(({ path, executable, bytes }) => {
    const hashes: Hex[] = []
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES)
      const hash = toHex(sha256(chunk))
      chunks.set(hash, chunk)
      hashes.push(hash)
    }
    return { path, executable, size: bytes.length, chunks: hashes }
  })
  const index = { files: indexed.sort((a, b) => compareText(a.path, b.path)) }
  checkIndex(index)
  return { index, readChunk: async (hash) => chunks.get(hash) }
}
