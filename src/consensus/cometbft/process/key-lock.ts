import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockDirectory, type DirectoryLock } from '#state/lock.ts'
import { StorageError } from '#state/storage-error.ts'
import { CometbftError } from '../cometbft-error.ts'

/**
 * Takes a consensus key for this process, among all processes of the machine that name the same `locksDir`: two nodes that sign
 * with one key are slashed. It ends with the process. Throws `CometbftError` `key`.
 */
export function lockConsensusKey(locksDir: string, address: string): DirectoryLock {
  const dir = join(locksDir, `boule-validator-${address}`)
  try {
    return lockDirectory(dir)
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'locked')) throw error
    throw new CometbftError(
      'key',
      `process ${readHolder(dir)} of this machine signs with the key of validator ${address} already: two nodes with one key are slashed; stop that process first`,
      { cause: error },
    )
  }
}

function readHolder(dir: string): string {
  try {
    return readFileSync(join(dir, 'lock.pid'), 'utf8').trim()
  } catch {
    return '(unknown)'
  }
}
