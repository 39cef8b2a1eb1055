import fs from 'node:fs'
import { join } from 'node:path'
import {
  HISTORY_FILE,
  HistoryDatabase,
  isUnusable,
  removeHistoryFiles,
} from './history-database.ts'

/** Blocks taken out in one go. */
const BATCH_BLOCKS = 256

/**
 * Takes the blocks above a height out of a history that nobody has open. One that begins above it, or cannot be used, is removed
 * as a whole: a node builds it anew.
 */
export function cutHistory(dir: string, to: number): void {
  const path = join(dir, HISTORY_FILE)
  if (!fs.existsSync(path)) return
  try {
    const database = new HistoryDatabase(path)
    try {
      if ((database.base()?.height ?? 0) > to) removeHistoryFiles(path)
      else removeAbove(database, to)
    } finally {
      database.close()
    }
  } catch (error) {
    if (!isUnusable(error)) throw error
    removeHistoryFiles(path)
  }
}

function removeAbove(database: HistoryDatabase, to: number): void {
  let height = database.newest()?.height ?? 0
  while (height > to) {
    const end = Math.max(to, height - BATCH_BLOCKS)
    database.begin()
    for (; height > end; height--) database.remove(height)
    database.commit()
  }
}
