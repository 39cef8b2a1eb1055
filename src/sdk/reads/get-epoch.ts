import { ask, type ReaderClient } from './ask.ts'
import type { Epoch } from './records.ts'

/** An epoch with its set, what each delegate did, and what it paid: the running one when no number is given. */
export function getEpoch(
  client: ReaderClient,
  parameters: { readonly epoch?: number } = {},
): Promise<Epoch> {
  return ask(client, 'boule_epoch', parameters.epoch === undefined ? [] : [parameters.epoch])
}
