import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { bytesToUtf8 } from '#base/bytes.ts'
import { checkUpgradeBundle } from '#bundles/check-upgrade-bundle.ts'
import { fillManifest } from '#bundles/fill-manifest.ts'
import { MANIFEST_PATH } from '#bundles/manifest.ts'
import { packBundle, type PackedBundle } from '#bundles/pack-bundle.ts'
import { readWholeFile } from '#bundles/read-chunks.ts'
import { planUpgrade, type UpgradePlan } from '#bundles/upgrade-plan.ts'

export interface CheckedUpgrade {
  readonly bundle: PackedBundle
  /** `undefined` when the manifest is not as it must be. */
  readonly plan: UpgradePlan | undefined
  readonly problems: readonly string[]
}

/** A folder as the bundle of an upgrade, with everything that is wrong with it. Throws `BundleError` when it is no bundle. */
export async function checkUpgradeFolder(folder: string): Promise<CheckedUpgrade> {
  const bundle = await packBundle(folder)
  const { manifest, problems } = await checkUpgradeBundle(bundle.index, bundle.readChunk)
  const plan = manifest === undefined ? undefined : planUpgrade(bundle, manifest)
  return { bundle, plan, problems }
}

/** The same, after hashes and sizes were written into its manifest. */
export async function packUpgradeFolder(folder: string): Promise<CheckedUpgrade> {
  const { index, readChunk } = await packBundle(folder)
  const filled = await fillManifest(index, readChunk)
  const file = index.files.find((one) => one.path === MANIFEST_PATH)
  const text = file === undefined ? undefined : bytesToUtf8(await readWholeFile(file, readChunk))
  if (filled !== text) writeFileSync(path.join(folder, MANIFEST_PATH), filled)
  return checkUpgradeFolder(folder)
}
