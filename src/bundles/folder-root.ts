import type { Hex } from '#base/hex.ts'
import { type BundleIndex, computeRoot, encodeIndex } from './bundle-index.ts'

/**
 * The root that one folder of a bundle would have as a bundle of its own: the name of all that is in it. `folder` ends with a
 * slash. `undefined` when nothing is in it.
 */
export function computeFolderRoot({ files }: BundleIndex, folder: string): Hex | undefined {
  const inside = files.filter((file) => file.path.startsWith(folder))
  if (inside.length === 0) return undefined
  const moved = inside.map((file) => ({ ...file, path: file.path.slice(folder.length) }))
  return computeRoot(encodeIndex({ files: moved }))
}
