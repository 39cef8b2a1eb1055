import fs from 'node:fs'
import path from 'node:path'
import type { Hex } from '#base/hex.ts'
import { checkUpgradeBundle } from '#bundles/check-upgrade-bundle.ts'
import { formatDocument } from '#bundles/json-fields.ts'
import { SOURCE_FOLDER, type UpgradeManifest } from '#bundles/manifest.ts'
import {
  listPrepared,
  type PreparedVersion,
  versionFolder,
  versionPaths,
  versionsFolder,
} from '#node/versions/prepared-versions.ts'
import { CliError } from '../cli-error.ts'
import { removeTree } from '../confine/remove-tree.ts'
import { checkIsolation, makeRoom } from '../confine/room.ts'
import { askSoftwareVersion } from './ask-software-version.ts'
import { installDependencies } from './install-dependencies.ts'
import { chooseArtifact, unpackArtifact } from './install-program.ts'
import { LIMITS } from './limits.ts'
import { type ObtainedBundle, obtainBundle, type ObtainOptions } from './obtain-bundle.ts'
import { compareWithProposal, type UpgradeProposal } from './read-upgrade.ts'
import { compareArtifacts, runRecipe } from './rebuild.ts'

export interface PrepareOptions extends Pick<ObtainOptions, 'onProgress' | 'signal'> {
  readonly proposal: number
  /** Of the bundle. */
  readonly root: Hex
  /** What the chain says; `undefined` where no node answers. */
  readonly upgrade: UpgradeProposal | undefined
  readonly urls: readonly string[]
  readonly dataDir: string
  /** Takes the artifact of the bundle instead of making it again. */
  readonly trustArtifact: boolean
  /** Replaces what is prepared already. */
  readonly again: boolean
  readonly unconfined: boolean
  /** See `InstallOptions`. */
  readonly linked: string | undefined
  readonly tell: (line: string) => void
}

const STAGING = '.preparing-'

/**
 * Fetches, checks, builds and installs the program of a software change into the data directory, where a node finds it when the chain asks
 * for it. It appears as a whole or not at all. Throws `CliError` and `BundleError`.
 */
export async function prepareVersion(options: PrepareOptions): Promise<PreparedVersion> {
  const { dataDir } = options
  const known = listPrepared(dataDir).find((one) => one.bundleRoot === options.root)
  if (known !== undefined && !options.again) return known
  const staging = makeStaging(dataDir)
  try {
    options.tell(`fetching the bundle ${options.root}`)
    const bundle = await obtainBundle({ ...options, workFolder: staging })
    const manifest = await checkBundle(bundle, options)
    if (!options.trustArtifact) await rebuild(bundle, manifest, staging, options)
    const record = await install(bundle, manifest, staging, options)
    moveInto(path.join(staging, 'version'), versionFolder(dataDir, record.version))
    return record
  } finally {
    removeTree(staging)
  }
}

/** A folder for what is not whole yet. Those of processes that were killed are removed. */
function makeStaging(dataDir: string): string {
  const folder = versionsFolder(dataDir)
  fs.mkdirSync(folder, { recursive: true })
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(STAGING)) continue
    const owner = Number(name.slice(STAGING.length).split('-')[0])
    if (owner !== process.pid && isAlive(owner)) continue
    removeTree(path.join(folder, name))
  }
  return fs.mkdtempSync(path.join(folder, `${STAGING}${process.pid}-`))
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function checkBundle(
  bundle: ObtainedBundle,
  { upgrade }: PrepareOptions,
): Promise<UpgradeManifest> {
  const { manifest, problems } = await checkUpgradeBundle(bundle.index, bundle.readChunk)
  const others =
    manifest === undefined || upgrade === undefined
      ? []
      : compareWithProposal(bundle, manifest, upgrade)
  refuse('the bundle is not what an upgrade needs', [...problems, ...others])
  if (manifest === undefined) throw new CliError('the bundle has no usable manifest')
  return manifest
}

function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new CliError(`${what}: ${problems.join('; ')}`)
}

async function rebuild(
  bundle: ObtainedBundle,
  manifest: UpgradeManifest,
  staging: string,
  options: PrepareOptions,
): Promise<void> {
  const { signal, linked, tell } = options
  const sourceFolder = path.join(bundle.folder, SOURCE_FOLDER)
  const room = makeRoom(
    path.join(staging, 'room'),
    [sourceFolder],
    linked === undefined ? [] : [fs.realpathSync(linked)],
  )
  checkIsolation(room, options.unconfined)
  tell('installing the packages of its source')
  const { problems } = await installDependencies({
    folder: sourceFolder,
    workFolder: staging,
    production: false,
    linked,
    signal,
  })
  refuse('its packages are not to be installed', problems)
  tell('building it by its recipe')
  refuse(
    'it does not build',
    await runRecipe({ room, manifest, sourceFolder, limits: LIMITS.build, signal }),
  )
  refuse('what was built is not what it brings', await compareArtifacts(manifest, sourceFolder))
  tell('built again: every byte is that of the bundle')
}

async function install(
  bundle: ObtainedBundle,
  manifest: UpgradeManifest,
  staging: string,
  options: PrepareOptions,
): Promise<PreparedVersion> {
  const { signal, linked, tell } = options
  const artifact = chooseArtifact(manifest)
  const folder = path.join(staging, 'version')
  const paths = versionPaths(folder)
  fs.mkdirSync(folder)
  await unpackArtifact(path.join(bundle.folder, artifact.path), artifact, paths.package)
  tell('installing the packages of its program')
  const { problems } = await installDependencies({
    folder: paths.package,
    workFolder: staging,
    production: true,
    linked,
    signal,
  })
  refuse('its packages are not to be installed', problems)
  await checkVersion(paths.package, manifest, staging, options)
  const record: PreparedVersion = {
    format: 1,
    version: manifest.softwareVersion,
    proposal: options.proposal,
    bundleRoot: bundle.root,
    name: manifest.name,
    packageVersion: manifest.version,
    platform: artifact.platform,
    artifactSha256: artifact.sha256,
    origin: options.trustArtifact ? 'artifact' : 'rebuilt',
  }
  writeSynced(paths.record, formatDocument(record))
  return record
}

/** A program that is of another version than its manifest says would end as soon as it takes over. */
async function checkVersion(
  packageFolder: string,
  manifest: UpgradeManifest,
  staging: string,
  { linked, unconfined, signal }: PrepareOptions,
): Promise<void> {
  const readable = [packageFolder, ...(linked === undefined ? [] : [fs.realpathSync(linked)])]
  const room = makeRoom(path.join(staging, 'question'), [], readable)
  if (room.isolation === 'limits-only' && !unconfined) return
  const problem = await askSoftwareVersion({ room, packageFolder, manifest, signal })
  if (problem !== undefined) throw new CliError(problem)
}

function writeSynced(file: string, text: string): void {
  const descriptor = fs.openSync(file, 'wx', 0o644)
  try {
    fs.writeSync(descriptor, text)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Puts a folder in its place; what was there goes. */
function moveInto(folder: string, target: string): void {
  const before = `${folder}-before`
  if (fs.existsSync(target)) fs.renameSync(target, before)
  fs.renameSync(folder, target)
  const parent = fs.openSync(path.dirname(target), 'r')
  try {
    fs.fsyncSync(parent)
  } finally {
    fs.closeSync(parent)
  }
}
