import { BundleError } from './bundle-error.ts'
import { MAX_PATH_BYTES, MAX_PATH_DEPTH } from './limits.ts'
import { quote } from './plain-text.ts'

const PART = /^[A-Za-z0-9._@+][A-Za-z0-9._@+-]*$/
/** Names that are devices on Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** Why a path may not be in a bundle, such as `has the part ".."`; `undefined` when it may. */
export function findPathProblem(path: string): string | undefined {
  if (path.length > MAX_PATH_BYTES) return `is longer than ${MAX_PATH_BYTES} bytes`
  const parts = path.split('/')
  if (parts.length > MAX_PATH_DEPTH) return `has more than ${MAX_PATH_DEPTH} parts`
  for (const part of parts) {
    const problem = findPartProblem(part)
    if (problem !== undefined) return problem
  }
  return undefined
}

function findPartProblem(part: string): string | undefined {
  if (part === '') return 'has an empty part: a path is relative, with single slashes'
  if (part === '.' || part === '..') return `has the part "${part}"`
  if (!PART.test(part)) {
    return 'has other characters than letters of English, digits and . _ @ + -, or begins with -'
  }
  if (part.endsWith('.')) return 'has a part that ends with a dot'
  if (DEVICE.test(part)) return 'has the name of a device on some systems'
  return undefined
}

/** Throws `BundleError` `path` for one that may not be in a bundle. */
export function checkPath(path: string): void {
  const problem = findPathProblem(path)
  if (problem !== undefined) throw new BundleError('path', `the path ${quote(path)} ${problem}`)
}

/**
 * Throws `BundleError` `path` when a file is also a folder, or when two names differ in case alone and would be one on systems
 * that ignore it. `paths` ascend, so all that is in a folder stands together.
 */
export function checkNames(paths: readonly string[]): void {
  const spellings = new Map<string, string>()
  const claim = (path: string): void => {
    const folded = path.toLowerCase()
    const taken = spellings.get(folded)
    if (taken === path) throw new BundleError('path', `"${path}" is a file and a folder`)
    if (taken !== undefined) {
      throw new BundleError('path', `"${taken}" and "${path}" differ in upper and lower case only`)
    }
    spellings.set(folded, path)
  }
  let before = ''
  for (const path of paths) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (!before.startsWith(path.slice(0, end + 1))) claim(path.slice(0, end))
    }
    claim(path)
    before = path
  }
}
