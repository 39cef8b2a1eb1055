import type { Divergence } from './testnet-view.ts'

/** Which node had which state after which block. */
export interface AppHashes {
  /** Returns the divergence that this brings to light, or makes larger. */
  note(node: string, height: number, appHash: string): Divergence | undefined
  divergences(): readonly Divergence[]
}

const KEPT_HEIGHTS = 500

export function createAppHashes(): AppHashes {
  const heights = new Map<number, Map<string, Set<string>>>()
  const describe = (height: number, hashes: ReadonlyMap<string, Set<string>>): Divergence => ({
    height,
    groups: [...hashes].map(([appHash, nodes]) => ({ appHash, nodes: [...nodes].toSorted() })),
  })
  /** Divergences are never forgotten. */
  const forgetOld = (): void => {
    if (heights.size <= KEPT_HEIGHTS) return
    const oldest = [...heights].find(([, hashes]) => hashes.size === 1)
    if (oldest !== undefined) heights.delete(oldest[0])
  }
  return {
    note: (node, height, appHash) => {
      const hashes = heights.get(height) ?? new Map<string, Set<string>>()
      heights.set(height, hashes)
      const nodes = hashes.get(appHash) ?? new Set()
      hashes.set(appHash, nodes)
      const isKnown = nodes.has(node)
      nodes.add(node)
      forgetOld()
      return isKnown || hashes.size === 1 ? undefined : describe(height, hashes)
    },
    divergences: () =>
      [...heights]
        .filter(([, hashes]) => hashes.size > 1)
        .map(([height, hashes]) => describe(height, hashes))
        .toSorted((a, b) => a.height - b.height),
  }
}
