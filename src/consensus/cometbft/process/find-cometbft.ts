import { createHash } from 'node:crypto'
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { CometbftError } from '../cometbft-error.ts'
import { readCometbftModule, type GoModule } from './go-build-info.ts'
import { isPinnedRelease, PINNED_NAME, PINNED_RELEASE } from './pinned-release.ts'

export interface CometbftBinary {
  /** Absolute. */
  readonly path: string
  /** Module version, as in `v0.40.0`; `unknown` for a program that is not CometBFT's own. */
  readonly version: string
}

export interface FindOptions {
  /** Only this file is looked at. */
  readonly path?: string
  /** Where `installCometbft` puts it. */
  readonly toolsDir: string
  readonly env: NodeJS.ProcessEnv
  /** Takes whatever is found first. Blocks may then differ from those of other nodes. */
  readonly allowOtherVersion?: boolean
}

/**
 * The `cometbft` to run: the one named by `path`, else the first of the pinned release in `toolsDir` and on `PATH`.
 * Throws `CometbftError`: `missing-binary`, or `wrong-version` when only others were found.
 */
export function findCometbft(options: FindOptions): CometbftBinary {
  if (options.path !== undefined && !isProgram(options.path)) {
    throw new CometbftError('missing-binary', `${options.path} is not a program that can be run`)
  }
  const candidates = options.path === undefined ? listCandidates(options) : [options.path]
  let refused: string | undefined
  for (const path of candidates.filter(isProgram)) {
    const { binary, module } = inspect(path)
    if (options.allowOtherVersion === true) return binary
    if (module !== undefined && isPinnedRelease(module)) return binary
    refused ??= `${path} is ${describe(module)}, but the network runs ${PINNED_NAME}`
  }
  if (refused !== undefined) {
    throw new CometbftError(
      'wrong-version',
      `${refused}: run \`boule cometbft install\`, or name another one with --cometbft`,
    )
  }
  throw new CometbftError(
    'missing-binary',
    `no ${PINNED_NAME} found: run \`boule cometbft install\` (needs Go 1.25 or newer), or give its path with --cometbft`,
  )
}

/** What `installCometbft` put into `toolsDir`, if it is there and the pinned release. */
export function findInstalled(toolsDir: string): CometbftBinary | undefined {
  const path = installedPath(toolsDir)
  if (!isProgram(path)) return undefined
  const { binary, module } = inspect(path)
  return module !== undefined && isPinnedRelease(module) ? binary : undefined
}

export function installedPath(toolsDir: string): string {
  return resolve(toolsDir, 'cometbft')
}

/** SHA-256 of a program, in lower-case hex. */
export function hashProgram(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function listCandidates(options: FindOptions): string[] {
  // A relative or empty entry of PATH would run whatever lies in the folder one happens to be in.
  const folders = (options.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return [installedPath(options.toolsDir), ...folders.map((folder) => join(folder, 'cometbft'))]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function inspect(path: string): {
  readonly binary: CometbftBinary
  readonly module: GoModule | undefined
} {
  const module = readCometbftModule(readFileSync(path))
  return { binary: { path: resolve(path), version: module?.version ?? 'unknown' }, module }
}

function describe(module: GoModule | undefined): string {
  if (module === undefined) return 'not CometBFT'
  if (module.version === PINNED_RELEASE.version) return `${module.version} from other sources`
  return `CometBFT ${module.version}`
}
