import fs from 'node:fs'
import { join } from 'node:path'

const FILE = 'restoring'

/**
 * A file of the data directory that says: a snapshot of other nodes is being taken, and no block has come behind it yet. Until
 * then nobody knows whether the engine took over the height as well; a restore that was interrupted begins anew.
 */
export function setRestoreMark(dataDir: string): void {
  fs.writeFileSync(join(dataDir, FILE), '')
}

export function hasRestoreMark(dataDir: string): boolean {
  return fs.existsSync(join(dataDir, FILE))
}

export function clearRestoreMark(dataDir: string): void {
  fs.rmSync(join(dataDir, FILE), { force: true })
}
