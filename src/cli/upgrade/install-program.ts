import fs from 'node:fs'
import path from 'node:path'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { bundleOfFiles } from '#bundles/bundle-of-files.ts'
import type { BundleArtifact, UpgradeManifest } from '#bundles/manifest.ts'
import { readTar } from '#bundles/tar.ts'
import { unpackBundle } from '#bundles/unpack-bundle.ts'
import { CliError } from '../cli-error.ts'

const ANY_PLATFORM = 'any'
const PROGRAM = 'bin/boule'

/** What is run on this machine: an artifact for it, or one for any. Throws `CliError` when there is neither. */
export function chooseArtifact({ artifacts }: UpgradeManifest): BundleArtifact {
  const platform = `${process.platform}-${process.arch}`
  const found =
    artifacts.find((one) => one.platform === platform) ??
    artifacts.find((one) => one.platform === ANY_PLATFORM)
  if (found !== undefined) return found
  const offered = artifacts.map((one) => one.platform).join(', ')
  throw new CliError(`the bundle has no artifact for ${platform}; it has ${offered}`)
}

/**
 * Unpacks an artifact, a tar archive as `writeTar` makes it, into `folder`, which appears as a whole or not at all. Throws `BundleError`
 * for an archive that is none, and `CliError` when it is another file than the manifest says or has no program.
 */
export async function unpackArtifact(
  file: string,
  artifact: BundleArtifact,
  folder: string,
): Promise<void> {
  const archive = fs.readFileSync(file)
  if (toHex(sha256(archive)) !== artifact.sha256) {
    throw new CliError(
      `the artifact for ${artifact.platform} has another sha256 than its manifest says`,
    )
  }
  const { index, readChunk } = bundleOfFiles(readTar(archive))
  const program = index.files.find((one) => one.path === PROGRAM)
  if (program === undefined) {
    throw new CliError(`the artifact for ${artifact.platform} has no ${PROGRAM}`)
  }
  await unpackBundle(index, readChunk, folder)
}

/** The program of an unpacked artifact. */
export function programOf(folder: string): string {
  return path.join(folder, ...PROGRAM.split('/'))
}
