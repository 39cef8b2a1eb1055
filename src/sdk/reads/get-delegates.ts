import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { Delegate } from './records.ts'

/** Delegates in order of registration. */
export function getDelegates(
  client: ReaderClient,
  parameters: PageParameters = {},
): Promise<Page<Delegate>> {
  return ask(client, 'boule_delegates', [parameters])
}
