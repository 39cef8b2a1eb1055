import type { Client } from 'viem'
import type { BouleEvent } from '#sdk/events/decode-events.ts'
import { getDelegate } from '#sdk/reads/get-delegate.ts'
import { namesDelegate } from './describe-happening.ts'

/** Names of the delegates in the events, by identity in lower case. One that cannot be read is left out. */
export async function readDelegateNames(
  client: Client,
  events: readonly BouleEvent[],
): Promise<ReadonlyMap<string, string>> {
  const identities = events.flatMap(({ eventName, args }) =>
    Object.entries(args)
      .filter(([key]) => namesDelegate(eventName, key))
      .map(([, identity]) => String(identity).toLowerCase()),
  )
  const names = await Promise.all(
    [...new Set(identities)].map(async (delegate) => {
      const { name } = await getDelegate(client, { delegate }).catch(() => ({ name: undefined }))
      return name === undefined ? [] : [[delegate, name] as const]
    }),
  )
  return new Map(names.flat())
}
