import { ask, type ReaderClient } from './ask.ts'
import type { Randomness } from './records.ts'

/** The running randomness of which producers are drawn. */
export function getRandomness(client: ReaderClient): Promise<Randomness> {
  return ask(client, 'boule_randomness')
}
