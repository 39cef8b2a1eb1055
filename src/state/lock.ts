import fs from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fromSystemError, StorageError } from './storage-error.ts'

/** Held by one process at a time. */
export interface DirectoryLock {
  release(): void
}

/**
 * Takes the directory for this process. The lock is one of the operating system (through SQLite, on the file `lock`): it ends
 * with the process however that ends, so there is nothing stale to clean up. Who holds it stands in `lock.pid`.
 * Throws `StorageError` `locked` when another process, or another part of this one, has it.
 */
export function lockDirectory(dir: string): DirectoryLock {
  const path = join(dir, 'lock')
  const ownerPath = join(dir, 'lock.pid')
  let database: DatabaseSync
  try {
    fs.mkdirSync(dir, { recursive: true })
    database = new DatabaseSync(path)
  } catch (error) {
    throw fromSystemError(error, 'opening the lock', path)
  }
  try {
    // Nothing is ever written: the lock is all that is wanted of it.
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw fromSystemError(error, 'locking', path)
    throw new StorageError(
      'locked',
      dir,
      `the data directory ${dir} is in use by process ${readOwner(ownerPath)}; stop that process or name another directory`,
    )
  }
  fs.writeFileSync(ownerPath, `${process.pid}\n`)
  return {
    release: () => {
      if (!database.isOpen) return
      fs.rmSync(ownerPath, { force: true })
      database.close()
    },
  }
}

/** SQLite's SQLITE_BUSY. */
function isBusy(error: unknown): boolean {
  return (error as { readonly errcode?: unknown }).errcode === 5
}

/** The process that wrote its id last: the one that holds the lock. */
function readOwner(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8').trim() || '(starting)'
  } catch {
    return '(unknown)'
  }
}
