import { homedir, tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** Where programs are put that all nodes of this user share. */
export function toolsFolder(): string {
  const cache = process.env['XDG_CACHE_HOME']
  const base =
    cache !== undefined && path.isAbsolute(cache) ? cache : path.join(homedir(), '.cache')
  return path.join(base, 'boule')
}

/** Where the nodes of this user see which keys are in use on this machine. */
export function keyLocksFolder(): string {
  return path.join(tmpdir(), `boule-keys-${userInfo().username}`)
}
