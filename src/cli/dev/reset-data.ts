import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { lockDirectory } from '#state/lock.ts'
import { CliError } from '../cli-error.ts'

/** Written into every data directory at its first use. */
const MARK = 'identity.json'
/** What may be there before that. */
const EARLY_FILES: readonly string[] = ['lock', 'lock.pid']

/**
 * Removes a data directory. Refuses to touch a folder that is none, and one that a running node uses.
 * Throws `CliError` or `StorageError`.
 */
export function resetData(dataDir: string): void {
  if (!existsSync(dataDir)) return
  const files = readdirSync(dataDir)
  if (!files.includes(MARK) && files.some((file) => !EARLY_FILES.includes(file))) {
    throw new CliError(
      `${dataDir} is not a data directory of Boule (it has no ${MARK}); nothing was removed, name another with --data`,
    )
  }
  lockDirectory(dataDir).release()
  for (const file of files) rmSync(path.join(dataDir, file), { recursive: true, force: true })
}
