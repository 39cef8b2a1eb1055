import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { formatDocument } from './json-fields.ts'
import type { BundleRecipe, UpgradeManifest } from './manifest.ts'

/** What a proposal says of its bundle on the chain. */
export interface UpgradePlan {
  readonly name: string
  /** The number of the state machine's version. */
  readonly version: number
  readonly bundleRoot: Hex
  readonly bundleBytes: number
  readonly sourceHash: Hex
  readonly recipeHash: Hex
  readonly artifacts: readonly {
    readonly platform: string
    readonly sha256: Hex
    readonly bytes: number
  }[]
}

/** SHA-256 of the recipe, laid out as a document of its own. */
function computeRecipeHash(recipe: BundleRecipe): Hex {
  return toHex(sha256(utf8ToBytes(formatDocument(recipe))))
}

/** The plan that goes with a bundle, all of it from its manifest. */
export function planUpgrade(
  bundle: { readonly root: Hex; readonly bytes: number },
  manifest: UpgradeManifest,
): UpgradePlan {
  const { name, softwareVersion, source, recipe, artifacts } = manifest
  return {
    name,
    version: softwareVersion,
    bundleRoot: bundle.root,
    bundleBytes: bundle.bytes,
    sourceHash: source.hash,
    recipeHash: computeRecipeHash(recipe),
    artifacts: artifacts.map(({ platform, sha256, size }) => ({ platform, sha256, bytes: size })),
  }
}
