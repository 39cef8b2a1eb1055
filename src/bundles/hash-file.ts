import { createSHA256 } from 'hash-wasm'
import type { Hex } from '#base/hex.ts'
import type { BundleFile } from './bundle-index.ts'
import { type ReadChunk, readFileChunks } from './read-chunks.ts'

/** SHA-256 of a file as any other program computes it, one chunk in memory at a time. Throws `missing` or `mismatch`. */
export async function hashFile(file: BundleFile, readChunk: ReadChunk): Promise<Hex> {
  const hash = (await createSHA256()).init()
  for await (const bytes of readFileChunks(file, readChunk)) hash.update(bytes)
  return `0x${hash.digest('hex')}`
}
