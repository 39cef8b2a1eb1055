import { concatBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import { type BundleFile, type BundleIndex, chunkLength } from './bundle-index.ts'

/** Gives the bytes of a chunk, or `undefined` when they are not there. Nobody trusts them: each is compared with its hash. */
export type ReadChunk = (hash: Hex) => Promise<Uint8Array | undefined>

/** Whether these are the bytes of the chunk. */
export function isChunk(bytes: Uint8Array, hash: Hex, length: number): boolean {
  return bytes.length === length && toHex(sha256(bytes)) === hash
}

/** The chunks of a file in order, each checked. Throws `BundleError` `missing` or `mismatch`. */
export async function* readFileChunks(
  file: BundleFile,
  readChunk: ReadChunk,
): AsyncGenerator<Uint8Array> {
  for (const [at, hash] of file.chunks.entries()) {
    const bytes = await readChunk(hash)
    const which = `chunk ${at + 1} of ${file.chunks.length} of "${file.path}" (${hash})`
    if (bytes === undefined) throw new BundleError('missing', `${which} is not there`)
    if (!isChunk(bytes, hash, chunkLength(file.size, at))) {
      throw new BundleError('mismatch', `${which} has other bytes than its hash says`)
    }
    yield bytes
  }
}

/** The bytes of a small file. */
export async function readWholeFile(file: BundleFile, readChunk: ReadChunk): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const bytes of readFileChunks(file, readChunk)) parts.push(bytes)
  return concatBytes(...parts)
}

/** Reads every byte of a bundle. Throws `BundleError` `missing` or `mismatch` that names the first chunk at fault. */
export async function verifyBundle(index: BundleIndex, readChunk: ReadChunk): Promise<void> {
  for (const file of index.files) {
    for await (const bytes of readFileChunks(file, readChunk)) void bytes
  }
}
