// Says whether node_modules holds what package-lock.json asks for on this platform.
// Plain JavaScript for Node 18 and later: it runs before anything is installed.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Lists what is missing or outdated, one line each; an empty list means that all is installed.
 * npm records what it installed in node_modules/.package-lock.json.
 *
 * @param {string} root folder that holds package.json
 * @param {{ platform: string, arch: string }} machine as `process` names them
 * @returns {string[]}
 */
export function listMissing(root, machine = process) {
  const wanted = readJson(path.join(root, 'package-lock.json'))
  if (wanted === undefined) return ['package-lock.json is missing']
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return ['nothing is installed yet']
  const manifest = readJson(path.join(root, 'package.json')) ?? {}
  return [
    ...listManifestChanges(manifest, wanted.packages[''] ?? {}),
    ...listPackagesMissing(root, wanted.packages, installed.packages, machine),
  ]
}

function listManifestChanges(manifest, locked) {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  return kinds.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([name, version]) => locked[kind]?.[name] !== version)
      .map(([name, version]) => `${name} ${version} is new in package.json`),
  )
}

function listPackagesMissing(root, wanted, installed, machine) {
  return Object.entries(wanted).flatMap(([location, entry]) => {
    if (location === '' || entry.link === true) return []
    const found = installed[location]
    if (found !== undefined) {
      if (found.version !== entry.version) {
        return [`${location} is ${found.version}, wanted ${entry.version}`]
      }
      return existsSync(path.join(root, location)) ? [] : [`${location} was removed`]
    }
    return entry.optional === true && !isNamedFor(entry, machine) ? [] : [`${location} is missing`]
  })
}

// An optional package that names this very platform must be there; npm leaves the others out.
// (Binary packages for musl and glibc name the same platform, so "libc" must be absent.)
function isNamedFor(entry, machine) {
  if (entry.os === undefined || entry.cpu === undefined || entry.libc !== undefined) return false
  return [entry.os].flat().includes(machine.platform) && [entry.cpu].flat().includes(machine.arch)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
