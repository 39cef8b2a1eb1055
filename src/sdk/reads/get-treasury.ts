import { ask, type PageParameters, type ReaderClient } from './ask.ts'
import type { Treasury } from './governance-records.ts'

/** What the community fund holds, and the payments that it makes, newest first. */
export function getTreasury(
  client: ReaderClient,
  parameters: PageParameters = {},
): Promise<Treasury> {
  return ask(client, 'boule_treasury', [parameters])
}
