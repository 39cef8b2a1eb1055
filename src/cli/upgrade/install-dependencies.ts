import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { CliError } from '../cli-error.ts'
import { findInstallProblems, findLockProblems, LOCK_FILE } from './lock-file.ts'

export interface InstallOptions {
  /** Has `package.json`, perhaps a lock file, and gets `node_modules`. */
  readonly folder: string
  /** For npm alone: has nothing of the bundle but the two files. */
  readonly workFolder: string
  /** Without what only building needs. */
  readonly production: boolean
  /** Takes this folder of packages as it is instead: for tests, and for machines without a network. */
  readonly linked: string | undefined
  readonly signal: AbortSignal
}

export interface Installed {
  readonly how: 'none' | 'installed' | 'linked'
  readonly problems: readonly string[]
}

const INSTALL = [
  'install',
  '--no-save',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]
const MODULES = 'node_modules'

/**
 * Installs the packages that a lock file names. npm gets only the two files, which were checked, and runs no scripts: nothing of the bundle
 * or of a package is executed, so this may use the network. Throws `CliError` when npm cannot do it, which says nothing of the bundle.
 */
export async function installDependencies(options: InstallOptions): Promise<Installed> {
  const { folder, linked } = options
  const lockText = readIfThere(path.join(folder, LOCK_FILE))
  const manifestText = readIfThere(path.join(folder, 'package.json'))
  if (lockText === undefined || manifestText === undefined) {
    return { how: 'none', problems: findUnlocked(manifestText) }
  }
  const problems = findLockProblems(lockText, manifestText)
  if (problems.length > 0) return { how: 'none', problems }
  const target = path.join(folder, MODULES)
  if (linked !== undefined) {
    fs.symlinkSync(linked, target)
    return { how: 'linked', problems: [] }
  }
  const work = fs.mkdtempSync(path.join(options.workFolder, 'packages-'))
  fs.writeFileSync(path.join(work, LOCK_FILE), lockText)
  fs.writeFileSync(path.join(work, 'package.json'), manifestText)
  await runNpm([...INSTALL, ...(options.production ? ['--omit=dev'] : [])], work, options.signal)
  const installed = readIfThere(path.join(work, MODULES, '.package-lock.json')) ?? '{}'
  const differing = findInstallProblems(lockText, installed)
  if (differing.length > 0) return { how: 'none', problems: differing }
  if (fs.existsSync(path.join(work, MODULES))) fs.renameSync(path.join(work, MODULES), target)
  return { how: 'installed', problems: [] }
}

/** Without a lock file there may be no packages. */
function findUnlocked(manifestText: string | undefined): readonly string[] {
  return /"(?:dev|optional|peer)?[dD]ependencies"/.test(manifestText ?? '')
    ? [`package.json has dependencies, but there is no ${LOCK_FILE}`]
    : []
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

async function runNpm(args: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  // npm of the machine, with its settings: registry, proxy, certificates.
  const child = spawn('npm', args, { cwd, signal, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) =>
      reject(new CliError(`npm cannot be started: ${error.message}`, 1, { cause: error })),
    )
    child.on('close', resolve)
  })
  if (code === 0) return
  const reason = said.trim().split('\n').slice(-3).join(' ')
  throw new CliError(
    `npm could not install the packages (exit ${code ?? 'by a signal'}): ${reason}`,
  )
}
