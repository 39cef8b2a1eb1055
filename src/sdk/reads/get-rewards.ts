import { ask, type ReaderClient } from './ask.ts'
import type { Rewards } from './records.ts'

/** What a reward address has unclaimed, and what the fund owes it. */
export function getRewards(
  client: ReaderClient,
  parameters: { readonly address: string },
): Promise<Rewards> {
  return ask(client, 'boule_rewards', [parameters.address])
}
