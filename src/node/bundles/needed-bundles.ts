import { type Hex, toHex } from '#base/hex.ts'
import { getPayload, isKind } from '#protocol/governance/get-payload.ts'
import { getVersion } from '#protocol/governance/software-version.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'

/** A bundle that a live proposal names. */
export interface NeededBundle {
  readonly root: Hex
  /** Of its files together, as the proposal says; `undefined` where nobody says how many there are. */
  readonly bytes: number | undefined
}

/**
 * One entry for each proposal. Proposals may name the same root with different sizes: one that lies must not keep the bundle of
 * another away.
 */
export type NeededBundles = readonly NeededBundle[]

/**
 * What a node keeps bundles for: the software changes that are proposed, and the one in force, for those who come later. Read after
 * each block: it looks at the live proposals alone.
 */
export function readNeededBundles(world: World): NeededBundles {
  const { proposals, register } = world.governance
  const needed: NeededBundle[] = []
  const add = (id: number): void => {
    const proposal = proposals.get(id)
    if (proposal === undefined || !isKind(proposal, 'upgrade')) return
    const { bundleRoot, bundleBytes } = getPayload(world, proposal)
    needed.push({ root: toHex(bundleRoot), bytes: Number(bundleBytes) })
  }
  // Before the genesis, or before a snapshot has come, there are none.
  const known = register.get(ONLY)
  if (known === undefined) return needed
  for (const id of known.live) add(id)
  add(getVersion(world).proposal)
  return needed
}

export function isNeeded(needed: NeededBundles, root: Hex): boolean {
  return needed.some((one) => one.root === root)
}
