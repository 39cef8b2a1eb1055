import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { BundleError } from '#bundles/bundle-error.ts'
import { decodeIndex } from '#bundles/bundle-index.ts'
import { describeBundle, type KeptBundle } from './bundle-folder.ts'
import { isNeeded, type NeededBundles } from './needed-bundles.ts'

/** Decides whether bytes are the index of a needed bundle. */
export interface IndexJudge {
  /** Throws `BundleError`: `mismatch`, or what the decoder of an index throws. */
  readonly check: (root: Hex, bytes: Uint8Array, needed: NeededBundles) => KeptBundle
}

/**
 * Whoever proposes a root for which no index is ever taken could have it decoded over and over again, which takes up to 0.2 s. So
 * each is decoded once, and what came of it remembered while it is needed.
 */
export function createIndexJudge(): IndexJudge {
  const malformed = new Map<Hex, BundleError>()
  const sizes = new Map<Hex, number>()

  const forget = (needed: NeededBundles): void => {
    for (const results of [malformed, sizes]) {
      for (const root of results.keys()) if (!isNeeded(needed, root)) results.delete(root)
    }
  }

  const decode = (root: Hex, bytes: Uint8Array): KeptBundle => {
    try {
      const kept = describeBundle(root, bytes.length, decodeIndex(bytes))
      sizes.set(root, kept.bytes)
      return kept
    } catch (error) {
      if (error instanceof BundleError) malformed.set(root, error)
      throw error
    }
  }

  return {
    check: (root, bytes, needed) => {
      forget(needed)
      if (toHex(sha256(bytes)) !== root) {
        throw new BundleError('mismatch', `the bytes are not the index of the bundle ${root}`)
      }
      const refusal = malformed.get(root)
      if (refusal !== undefined) throw refusal
      checkSize(root, sizes.get(root), needed)
      const kept = decode(root, bytes)
      checkSize(root, kept.bytes, needed)
      return kept
    },
  }
}

/** Throws when the size is known and no proposal gives it. */
function checkSize(root: Hex, size: number | undefined, needed: NeededBundles): void {
  const claims = needed.filter((one) => one.root === root).map((one) => one.bytes)
  if (size === undefined || claims.includes(undefined) || claims.includes(size)) return
  const claimed = [...new Set(claims)].join(', ')
  const message = `the bundle ${root} has ${size} bytes, but its proposal says ${claimed}`
  throw new BundleError('mismatch', message)
}
