import { DatabaseError } from './database/database-error.ts'
import type { Database } from './database/database.ts'
import { LOCK_NAME } from './follow/follow-chain.ts'
import { resetIndex } from './follow/index-writer.ts'

/** Empties the index. Throws `DatabaseError` `in-use` while somebody follows the chain into it. */
export async function resetUnwatched(database: Database): Promise<void> {
  const lock = await database.lock(LOCK_NAME)
  if (lock === undefined) {
    throw new DatabaseError(
      'in-use',
      `another process indexes the database ${database.where}; stop it first`,
    )
  }
  try {
    await resetIndex(database)
  } finally {
    await lock.release()
  }
}
