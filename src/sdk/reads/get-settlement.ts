import { ask, type ReaderClient } from './ask.ts'
import type { Settlement } from './records.ts'

/** What an epoch paid in all; null when it is not settled. */
export function getSettlement(
  client: ReaderClient,
  parameters: { readonly epoch: number },
): Promise<Settlement | null> {
  return ask(client, 'boule_settlement', [parameters.epoch])
}
