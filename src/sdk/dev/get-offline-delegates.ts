import type { Address } from 'viem'
import { ask, type ReaderClient } from '../reads/ask.ts'

/** Identities of the delegates of a development network that were taken offline. */
export function getOfflineDelegates(client: ReaderClient): Promise<readonly Address[]> {
  return ask(client, 'boule_offlineDelegates')
}
