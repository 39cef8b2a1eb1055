import type { Hex } from '#base/hex.ts'

/** How much a node has of a bundle: the answer of `boule_bundle`. */
export interface BundleStatus {
  /** A live proposal names it: what is missing of it is taken. */
  readonly needed: boolean
  /** Of all files together, once the index is there. */
  readonly bytes: number | null
  readonly files: number | null
  /** Different ones. */
  readonly chunks: number | null
  readonly missingChunks: number | null
  /** Some of those, first in the index first. */
  readonly firstMissing: readonly Hex[]
  readonly complete: boolean
}

/** Missing chunks that `boule_bundle` names at once. */
export const MAX_MISSING_LISTED = 256
