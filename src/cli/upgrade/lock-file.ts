/** The one thing that decides which packages are installed: `package-lock.json`. */
export const LOCK_FILE = 'package-lock.json'

const MAX_PROBLEMS = 20
const EXACT = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/
/** npm's names, at any depth: `node_modules/a/node_modules/@b/c`. */
const PLACE =
  /^node_modules\/(?:@[a-z0-9~._-]+\/)?[a-z0-9~._-]+(?:\/node_modules\/(?:@[a-z0-9~._-]+\/)?[a-z0-9~._-]+)*$/i
const INTEGRITY = /^sha512-[A-Za-z0-9+/]{86}==$/

/**
 * What is wrong with the packages that a lock file names: one line each. Every package is one version from a registry, and its bytes are
 * named by a SHA-512; nothing comes from git, an address, a folder or a link, because npm runs programs for some of them.
 */
export function findLockProblems(lockText: string, manifestText: string): readonly string[] {
  const problems: string[] = []
  const lock = readObject(lockText)
  const manifest = readObject(manifestText)
  if (lock === undefined || manifest === undefined) {
    return [`${lock === undefined ? LOCK_FILE : 'package.json'} is no JSON object`]
  }
  if (lock['lockfileVersion'] !== 3) return [`${LOCK_FILE} is not of version 3`]
  for (const [place, entry] of Object.entries(asObject(lock['packages']))) {
    if (place === '') continue
    const problem = findEntryProblem(place, asObject(entry))
    if (problem !== undefined) problems.push(`${LOCK_FILE}: ${JSON.stringify(place)} ${problem}`)
  }
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, wanted] of Object.entries(asObject(manifest[kind]))) {
      if (typeof wanted === 'string' && EXACT.test(wanted)) continue
      problems.push(`package.json: ${JSON.stringify(name)} must be one version such as 1.2.3`)
    }
  }
  for (const name of ['overrides', 'workspaces', 'bundleDependencies', 'bundledDependencies']) {
    if (manifest[name] !== undefined) problems.push(`package.json may not have ${name}`)
  }
  return problems.slice(0, MAX_PROBLEMS)
}

function findEntryProblem(
  place: string,
  entry: Readonly<Record<string, unknown>>,
): string | undefined {
  if (!PLACE.test(place)) return 'is not in node_modules'
  if (entry['link'] !== undefined) return 'is a link'
  if (typeof entry['version'] !== 'string' || !EXACT.test(entry['version'])) return 'has no version'
  if (typeof entry['integrity'] !== 'string' || !INTEGRITY.test(entry['integrity'])) {
    return 'has no sha512'
  }
  const { resolved } = entry
  const isRegistry = typeof resolved === 'string' && /^https:\/\/[^@\s]+\.tgz$/.test(resolved)
  return resolved === undefined || isRegistry ? undefined : 'does not come from a registry'
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? asObject(value)
      : undefined
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Packages that were installed otherwise than the lock file says: one line each. */
export function findInstallProblems(lockText: string, installedText: string): readonly string[] {
  const locked = asObject(asObject(readObject(lockText))['packages'])
  const installed = asObject(asObject(readObject(installedText))['packages'])
  return Object.entries(installed).flatMap(([place, entry]) => {
    const { version, integrity } = asObject(entry)
    const wanted = asObject(locked[place])
    return version === wanted['version'] && integrity === wanted['integrity']
      ? []
      : [`${place} was installed otherwise than ${LOCK_FILE} says`]
  })
}
