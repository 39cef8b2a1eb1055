import { ask, type ReaderClient } from './ask.ts'
import type { VoteWeights } from './records.ts'

/** The vote weights that a script gave; null while the built-in formula is in force. */
export function getWeights(client: ReaderClient): Promise<VoteWeights | null> {
  return ask(client, 'boule_weights')
}
