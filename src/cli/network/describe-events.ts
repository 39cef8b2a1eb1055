import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { BouleEvent } from '#sdk/events/decode-events.ts'

/** An event for people (`text`) and for programs. */
export interface EventFact {
  readonly event: string
  readonly arguments: unknown
  readonly text: string
}

/** Events in words, with delegates under their names. */
export async function describeEvents(
  client: BouleClient,
  events: readonly BouleEvent[],
): Promise<readonly EventFact[]> {
  if (events.length === 0) return []
  const [{ describeEvent }, nameOf] = await Promise.all([
    import('#sdk/events/describe-event.ts'),
    readNames(client),
  ])
  return events.map((event) => ({
    event: event.eventName,
    arguments: event.args,
    text: describeEvent(event, { delegate: nameOf, account: (address) => address }),
  }))
}

/** Names of all delegates by identity; other addresses stay addresses. */
async function readNames(client: BouleClient): Promise<(address: string) => string> {
  const { collectPages } = await import('#sdk/reads/ask.ts')
  const rows = await collectPages((page) => client.getRanking(page))
  const names = new Map(rows.map((row) => [row.delegate.toLowerCase(), row.name]))
  return (address) => names.get(address.toLowerCase()) ?? address
}
