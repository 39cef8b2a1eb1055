import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The CometBFT of a node: it notes its process id here, and runs in a process group of its own. */
export interface EnginePlace {
  readonly home: string
  readonly pidFile: string
}

export function enginePlace(dataDir: string): EnginePlace {
  const home = path.join(dataDir, 'cometbft')
  return { home, pidFile: path.join(home, 'cometbft.pid') }
}

/** Its process id; undefined when it does not run. */
export function findEngine({ home, pidFile }: EnginePlace): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
    if (!existsSync('/proc/self/cmdline')) return pid
    // Ids are used again: what runs under it now may be anything.
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return words.endsWith(`start\0--home\0${home}\0`) ? pid : undefined
  } catch {
    return undefined
  }
}
