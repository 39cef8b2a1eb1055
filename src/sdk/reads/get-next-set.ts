import { ask, type ReaderClient } from './ask.ts'
import type { ElectedSet } from './records.ts'

/** The set that waits in line for the next epoch; null before the election. */
export function getNextSet(client: ReaderClient): Promise<ElectedSet | null> {
  return ask(client, 'boule_nextSet')
}
