import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CometbftError } from '../cometbft-error.ts'
import { findInstalled, installedPath, type CometbftBinary } from './find-cometbft.ts'
import { PINNED_NAME, PINNED_RELEASE, REQUIRED_GO } from './pinned-release.ts'

export interface InstallOptions {
  /** Made when missing. */
  readonly toolsDir: string
  readonly progress: (line: string) => void
  readonly env?: NodeJS.ProcessEnv
}

const PACKAGE = `github.com/cometbft/cometbft/cmd/cometbft@${PINNED_RELEASE.version}`
const GO_NAME = `Go ${REQUIRED_GO.major}.${REQUIRED_GO.minor}`

/**
 * Builds the pinned release from source with the machine's Go and puts it into `toolsDir`; returns at once when it is there.
 * Several processes may do this at the same time: each builds for itself and renames into place.
 * Throws `CometbftError` `install`.
 */
export async function installCometbft(options: InstallOptions): Promise<CometbftBinary> {
  const installed = findInstalled(options.toolsDir)
  if (installed !== undefined) return installed
  const env = buildEnvironment(options.env ?? process.env)
  await requireGo(env)
  mkdirSync(options.toolsDir, { recursive: true })
  const buildDir = mkdtempSync(join(options.toolsDir, '.build-'))
  try {
    options.progress(`building ${PINNED_NAME} with Go; this takes about a minute`)
    await build(buildDir, env, options.progress)
    if (findInstalled(buildDir) === undefined) {
      throw new CometbftError(
        'install',
        `Go built something else than ${PINNED_NAME} with checksum ${PINNED_RELEASE.checksum}; check its settings (\`go env\`)`,
      )
    }
    renameSync(join(buildDir, 'cometbft'), installedPath(options.toolsDir))
  } finally {
    rmSync(buildDir, { recursive: true, force: true })
  }
  const binary = findInstalled(options.toolsDir)
  if (binary === undefined) {
    throw new CometbftError('install', `${installedPath(options.toolsDir)} was changed meanwhile`)
  }
  options.progress(`${PINNED_NAME} is at ${binary.path}`)
  return binary
}

/** Without settings that would build for another machine: Go then refuses to put the program into a folder of our choice. */
function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GOOS: _system, GOARCH: _processor, ...rest } = env
  return rest
}

async function requireGo(env: NodeJS.ProcessEnv): Promise<void> {
  const lines: string[] = []
  const code = await run(['env', 'GOVERSION'], env, (line) => lines.push(line))
  const [, major = '', minor = ''] = /^go(\d+)\.(\d+)/.exec(lines.at(-1) ?? '') ?? []
  if (code !== 0 || major === '') {
    throw new CometbftError(
      'install',
      `\`go env GOVERSION\` does not say which Go this is; ${GO_NAME} or newer is needed (https://go.dev/dl)`,
    )
  }
  const isTooOld =
    Number(major) < REQUIRED_GO.major ||
    (Number(major) === REQUIRED_GO.major && Number(minor) < REQUIRED_GO.minor)
  if (isTooOld) {
    throw new CometbftError(
      'install',
      `Go ${major}.${minor} is too old to build ${PINNED_NAME}: install ${GO_NAME} or newer (https://go.dev/dl)`,
    )
  }
}

async function build(
  buildDir: string,
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<void> {
  let lastLine = ''
  const code = await run(['install', '-trimpath', PACKAGE], { ...env, GOBIN: buildDir }, (line) => {
    lastLine = line
    progress(line)
  })
  if (code !== 0) {
    throw new CometbftError('install', `Go could not build ${PINNED_NAME}: ${lastLine}`)
  }
}

/** Runs `go` and gives each line that it prints. Resolves with its exit code. */
function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [go.stdout, go.stderr])
      createInterface({ input: stream }).on('line', onLine)
    go.on('error', (error) => {
      reject(
        new CometbftError(
          'install',
          `\`go\` cannot be run: install ${GO_NAME} or newer (https://go.dev/dl) and put it on PATH`,
          { cause: error },
        ),
      )
    })
    go.on('close', resolve)
  })
}
