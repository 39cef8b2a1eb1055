import type { Hex } from '#base/hex.ts'
import type { KeptBundle } from './bundle-folder.ts'
import { isNeeded, type NeededBundles } from './needed-bundles.ts'
import type { BundleStoreLimits } from './store-limits.ts'

/**
 * Which bundles go so that another one finds room, oldest first; never those that are needed. `undefined` when there is no room
 * even then. A chunk that several bundles have is counted once in bytes.
 */
export function findExcess(
  bundles: readonly KeptBundle[],
  added: KeptBundle,
  needed: NeededBundles,
  limits: BundleStoreLimits,
): readonly KeptBundle[] | undefined {
  const taken = createTally()
  for (const one of [...bundles, added]) taken.add(one)
  const excess: KeptBundle[] = []
  const unneeded = bundles.filter((one) => !isNeeded(needed, one.root)).values()
  while (!taken.fits(limits)) {
    const { value: oldest } = unneeded.next()
    if (oldest === undefined) return undefined
    taken.remove(oldest)
    excess.push(oldest)
  }
  return excess
}

/** What a number of bundles takes together. PERF: each change costs as much as the bundle has chunks. */
function createTally() {
  /** How many bundles have the chunk. */
  const users = new Map<Hex, number>()
  let bundles = 0
  let chunks = 0
  let bytes = 0
  const change = (bundle: KeptBundle, by: 1 | -1): void => {
    bundles += by
    chunks += by * bundle.chunks.size
    bytes += by * bundle.indexBytes
    for (const [hash, length] of bundle.chunks) {
      const before = users.get(hash) ?? 0
      users.set(hash, before + by)
      if (before === 0 || before + by === 0) bytes += by * length
    }
  }
  return {
    add: (bundle: KeptBundle) => change(bundle, 1),
    remove: (bundle: KeptBundle) => change(bundle, -1),
    fits: ({ maxBundles, maxChunks, maxBytes }: BundleStoreLimits): boolean =>
      bundles <= maxBundles && chunks <= maxChunks && bytes <= maxBytes,
  }
}
