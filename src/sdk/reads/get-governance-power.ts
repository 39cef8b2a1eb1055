import { ask, type ReaderClient } from './ask.ts'
import type { GovernancePower } from './governance-records.ts'

/** The power of an account: now, aged for each class of proposals, and to whom it is delegated. */
export function getGovernancePower(
  client: ReaderClient,
  parameters: { readonly account: string },
): Promise<GovernancePower> {
  return ask(client, 'boule_governancePower', [parameters.account])
}
