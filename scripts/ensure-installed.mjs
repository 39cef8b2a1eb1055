// Installs what is missing, once, so that `npm start` and `npm test` work in an empty clone.
// Plain JavaScript for Node 18 and later; prints to standard error only.

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { listMissing } from './installed.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)

/** Errors only: the packages run under the pinned Node, so that warnings about the one at hand mean nothing. */
const INSTALL = [
  'install',
  '--no-save',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

/** Brings node_modules up to package-lock.json, or ends the process with the reason. */
export function ensureInstalled() {
  const missing = listMissing(ROOT)
  if (missing.length > 0) install(missing)
  ensureNativeSignatures(missing.length > 0)
}

function install(missing) {
  const reason = missing.length === 1 ? missing[0] : `${missing[0]}, and ${missing.length - 1} more`
  say(`installing packages, about half a minute (${reason}) ...`)
  const startMs = Date.now()
  runNpm(INSTALL)
  let left = listMissing(ROOT)
  if (left.length > 0 && existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'))) {
    // npm trusts its own record of what is installed; without it, npm looks at the folders.
    rmSync(path.join(ROOT, 'node_modules', '.package-lock.json'))
    runNpm(INSTALL)
    left = listMissing(ROOT)
  }
  if (left.length > 0) fail(`after npm install, this is still missing: ${left.join('; ')}`)
  say(`packages installed in ${Math.round((Date.now() - startMs) / 1000)} s`)
}

function runNpm(args) {
  const result = spawnNpm(args)
  if (result.error) fail(`cannot run npm: ${result.error.message}`)
  if (result.status !== 0) {
    fail(`npm ${args[0]} failed (exit ${result.status ?? result.signal}); see its message above`)
  }
}

function spawnNpm(args) {
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] }
  const npmScript = process.env.npm_execpath
  // Within an npm script, npm names its own program; elsewhere the shell finds it.
  if (npmScript !== undefined && npmScript.endsWith('.js')) {
    return spawnSync(process.execPath, [npmScript, ...args], options)
  }
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

// secp256k1 falls back silently to JavaScript that is twenty times slower. Where no ready binary
// is shipped (today: linux-arm64, darwin-x64), build it once, or say what is missing for that.
function ensureNativeSignatures(wasJustInstalled) {
  if (hasNativeSignatures()) return
  if (!wasJustInstalled) return
  const platform = `${process.platform}-${process.arch}`
  say(`secp256k1 ships no binary for ${platform}; building it ...`)
  spawnNpm(['rebuild', 'secp256k1', '--ignore-scripts=false'])
  if (hasNativeSignatures()) return
  say(
    `secp256k1 has no binary for ${platform} and could not be built. Install Python 3, make and a ` +
      'C++ compiler, then run `npm rebuild secp256k1`. Until then Boule refuses to check signatures.',
  )
}

function hasNativeSignatures() {
  try {
    require('secp256k1/bindings')
    return true
  } catch {
    return false
  }
}

function say(text) {
  process.stderr.write(`boule: ${text}\n`)
}

function fail(reason) {
  say(reason)
  process.exit(1)
}
