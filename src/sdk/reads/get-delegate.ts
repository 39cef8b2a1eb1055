import { ask, type ReaderClient } from './ask.ts'
import type { Delegate } from './records.ts'

/** Everything about one delegate, by name or identity. Rejects when there is none. */
export function getDelegate(
  client: ReaderClient,
  parameters: { readonly delegate: string },
): Promise<Delegate> {
  return ask(client, 'boule_delegate', [parameters.delegate])
}
