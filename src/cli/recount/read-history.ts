import { type BouleEvent, decodeEvents } from '#sdk/events/decode-events.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'

/** Blocks that are asked for at once; halved where a node finds that too many. */
const MOST_BLOCKS = 10_000

/** An event and where it stands: `height` and, among the events of that block, `place`. */
export type HistoryEvent = BouleEvent & { readonly height: number; readonly place: number }

/** All events of staking and governance in the blocks from `from` to `to`, in the order in which they happened. */
export async function readHistory(
  client: BouleClient,
  from: number,
  to: number,
): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = []
  let size = MOST_BLOCKS
  for (let begin = from; begin <= to; ) {
    const end = Math.min(to, begin + size - 1)
    try {
      for (const event of await readRange(client, begin, end)) events.push(event)
      begin = end + 1
      size = Math.min(MOST_BLOCKS, size * 2)
    } catch (error) {
      if (size === 1) throw error
      size = Math.max(1, Math.floor((end - begin + 1) / 2))
    }
  }
  return events
}

async function readRange(
  client: BouleClient,
  begin: number,
  end: number,
): Promise<readonly HistoryEvent[]> {
  const logs = await client.getLogs({
    address: [SYSTEM_ADDRESSES.staking, SYSTEM_ADDRESSES.governance],
    fromBlock: BigInt(begin),
    toBlock: BigInt(end),
  })
  const events = decodeEvents(logs).map((event) => ({
    ...event,
    height: Number(event.blockNumber),
    place: event.logIndex,
  }))
  return events.sort((a, b) => a.height - b.height || a.place - b.place)
}
