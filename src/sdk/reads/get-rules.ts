import { ask, type ReaderClient } from './ask.ts'
import type { Rule } from './records.ts'

/** All rules of an epoch by name: those of the next block when no number is given. */
export function getRules(
  client: ReaderClient,
  parameters: { readonly epoch?: number } = {},
): Promise<Readonly<Record<string, Rule>>> {
  return ask(client, 'boule_rules', parameters.epoch === undefined ? [] : [parameters.epoch])
}
