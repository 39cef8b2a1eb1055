import { BundleError } from './bundle-error.ts'
import { bytesToUtf8 } from '#base/bytes.ts'
import type { BundleIndex } from './bundle-index.ts'
import { computeFolderRoot } from './folder-root.ts'
import { hashFile } from './hash-file.ts'
import { formatDocument } from './json-fields.ts'
import { MANIFEST_PATH, MAX_DOCUMENT_BYTES, SOURCE_FOLDER } from './manifest.ts'
import { type ReadChunk, readWholeFile } from './read-chunks.ts'

/**
 * The text of the manifest with what can be computed put in: the hash of the source, size and hash of each artifact; and in the
 * layout in which it is taken. What else is wrong with it stays so, for `checkUpgradeBundle` to say. Throws `BundleError`
 * `file` when there is no manifest, or one that is no JSON object.
 */
export async function fillManifest(index: BundleIndex, readChunk: ReadChunk): Promise<string> {
  const manifest = await readManifest(index, readChunk)
  const hash = computeFolderRoot(index, SOURCE_FOLDER)
  const { source, artifacts } = manifest
  if (hash !== undefined && isObject(source)) manifest['source'] = { ...source, hash }
  if (Array.isArray(artifacts)) {
    manifest['artifacts'] = await Promise.all(
      artifacts.map((one: unknown) => fillArtifact(one, index, readChunk)),
    )
  }
  return formatDocument(manifest)
}

async function readManifest(
  index: BundleIndex,
  readChunk: ReadChunk,
): Promise<Record<string, unknown>> {
  const file = index.files.find((one) => one.path === MANIFEST_PATH)
  if (file === undefined) throw new BundleError('file', `there is no ${MANIFEST_PATH}`)
  if (file.size > MAX_DOCUMENT_BYTES) {
    throw new BundleError('file', `${MANIFEST_PATH} has more than ${MAX_DOCUMENT_BYTES} bytes`)
  }
  try {
    const value: unknown = JSON.parse(bytesToUtf8(await readWholeFile(file, readChunk)) ?? '')
    if (isObject(value)) return { ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new BundleError('file', `${MANIFEST_PATH} is not a JSON object`)
}

async function fillArtifact(
  artifact: unknown,
  index: BundleIndex,
  readChunk: ReadChunk,
): Promise<unknown> {
  if (!isObject(artifact)) return artifact
  const file = index.files.find((one) => one.path === artifact['path'])
  if (file === undefined) return artifact
  return { ...artifact, sha256: await hashFile(file, readChunk), size: file.size }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
