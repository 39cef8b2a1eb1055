import type { Address } from 'viem'
import { ask, type ReaderClient } from './ask.ts'
import type { AccountState } from './records.ts'

/** Balance, nonce and unclaimed reward of up to 1,000 accounts, in the order asked for. */
export function getAccounts(
  client: ReaderClient,
  { addresses }: { readonly addresses: readonly Address[] },
): Promise<readonly AccountState[]> {
  return ask(client, 'boule_accounts', [addresses])
}
