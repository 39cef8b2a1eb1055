import type { Hex } from '#base/hex.ts'
import { encodeBase64 } from '#bundles/base64.ts'
import { BundleError, type BundleErrorCode } from '#bundles/bundle-error.ts'
import type { BundleStatus } from '#bundles/bundle-status.ts'
import { CHUNK_BYTES, MAX_INDEX_BYTES } from '#bundles/limits.ts'
import type { JsonObject } from '../backend.ts'
import { type Reason, serverFault } from '../errors.ts'
import { defineMethod, type Method, required } from '../method.ts'
import { base64 } from '../parameters/base64-type.ts'
import { hash } from '../parameters/hex-types.ts'
import { BASE64, FLAG, nullable, reference } from '../schemas.ts'

const ROOT = required('root', hash, 'SHA-256 of the index, as the proposal has it')
const CHUNK = required('hash', hash, 'SHA-256 of the chunk, as an index has it')

const REASONS: Partial<Record<BundleErrorCode, Reason>> = {
  'not-needed': 'bundle-not-needed',
  mismatch: 'bundle-mismatch',
  malformed: 'bundle-malformed',
  limit: 'bundle-malformed',
  path: 'bundle-malformed',
  'no-room': 'bundle-no-room',
}

/** Says in the words of the RPC why a piece was not taken. What is a fault of the node stays one. */
async function explain<T>(put: Promise<T>): Promise<T> {
  try {
    return await put
  } catch (error) {
    const reason = error instanceof BundleError ? REASONS[error.code] : undefined
    if (reason === undefined) throw error
    throw serverFault(reason, (error as BundleError).message)
  }
}

function viewBytes(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : encodeBase64(bytes)
}

function viewStatus(root: Hex, status: BundleStatus): JsonObject {
  const { needed, bytes, files, chunks, missingChunks, firstMissing, complete } = status
  return { root, needed, bytes, files, chunks, missingChunks, firstMissing, complete }
}

/** Bundles of proposals, in pieces that everybody can check: anyone may fetch them, and bring what is missing. */
export const BUNDLE_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_bundle',
    summary: 'How much the node has of a bundle; null when it neither has nor needs it.',
    description:
      'Figures are null until the index is there. At most 256 of the missing chunks are named at once.',
    parameters: [ROOT],
    result: nullable(reference('Bundle')),
    run: ({ backend }, [root]) => {
      const status = backend.bundles.status(root)
      return status === undefined ? null : viewStatus(root, status)
    },
  }),
  defineMethod({
    name: 'boule_putBundleIndex',
    summary:
      'Gives the node the index of a bundle that a live proposal names; false when it has it.',
    parameters: [ROOT, required('index', base64(MAX_INDEX_BYTES), 'its bytes as base64')],
    result: FLAG,
    run: ({ backend }, [root, bytes]) => explain(backend.bundles.putIndex(root, bytes)),
  }),
  defineMethod({
    name: 'boule_putBundleChunk',
    summary: 'Gives the node a chunk that such a bundle lacks; false when it has it.',
    parameters: [CHUNK, required('chunk', base64(CHUNK_BYTES), 'its bytes as base64')],
    result: FLAG,
    run: ({ backend }, [chunk, bytes]) => explain(backend.bundles.putChunk(chunk, bytes)),
  }),
  defineMethod({
    name: 'boule_bundleIndex',
    summary: 'The index of a bundle; null when the node does not have it.',
    parameters: [ROOT],
    result: nullable(BASE64),
    run: async ({ backend }, [root]) => viewBytes(await backend.bundles.readIndex(root)),
  }),
  defineMethod({
    name: 'boule_bundleChunk',
    summary: 'A chunk of a bundle; null when the node does not have it.',
    parameters: [CHUNK],
    result: nullable(BASE64),
    run: async ({ backend }, [chunk]) => viewBytes(await backend.bundles.readChunk(chunk)),
  }),
]
