import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** The process that has a data directory, if one has. Changes nothing. */
export function findOwner(dataDir: string): number | undefined {
  let pid: number
  try {
    pid = Number(readFileSync(path.join(dataDir, 'lock.pid'), 'utf8'))
  } catch {
    return undefined
  }
  // A node that was killed leaves the file behind, and its id may be another's by now.
  return Number.isSafeInteger(pid) && pid > 1 && isAlive(pid) && mayHold(pid, dataDir)
    ? pid
    : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process has the lock open. True where that cannot be seen: no `/proc`, or the process is another user's. */
function mayHold(pid: number, dataDir: string): boolean {
  const lock = path.join(realpathSync(dataDir), 'lock')
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).some((fd) => linkOf(path.join(folder, fd)) === lock)
  } catch {
    return true
  }
}

function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file)
  } catch {
    return undefined
  }
}
