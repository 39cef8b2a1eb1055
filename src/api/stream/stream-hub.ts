import type { ServerResponse } from 'node:http'
import type { StreamKind } from '../contract/stream.ts'
import { ApiProblem } from '../server/api-problem.ts'
import type { ApiLimits } from '../server/api-options.ts'
import type { ChainWatch, Head } from './chain-watch.ts'
import type { PlacedEvent } from './read-stream-events.ts'

/** Blocks whose events are sent one by one; who is further behind, or the index when it catches up, hears `reset`. */
const MAX_BLOCKS = 100

export interface StreamClient {
  readonly response: ServerResponse
  /** Whose it is, for the limit of each. */
  readonly owner: string
  readonly kinds: ReadonlySet<StreamKind>
  /** `id` of the last event that it saw. */
  readonly after: string | undefined
}

/** Tells many clients what happens on the chain. */
export interface StreamHub {
  /** @throws ApiProblem `too-many-streams` when there is no room for another stream of this owner. */
  requireRoom(owner: string): void
  /** Sends what the client missed and then everything new, until it goes. */
  add(client: StreamClient): Promise<void>
  clients(): number
  close(): void
}

interface OpenStream extends StreamClient {
  /** Blocks up to this height are sent; undefined while the missed ones are read. */
  sentHeight: number | undefined
}

/** Reads the events of blocks after `from` up to `to`, in order. */
export type ReadEvents = (from: number, to: number) => Promise<readonly PlacedEvent[]>

export function createStreamHub(
  read: ReadEvents,
  watch: Pick<ChainWatch, 'head' | 'onHead'>,
  limits: Pick<
    ApiLimits,
    'streamClients' | 'streamsPerClient' | 'streamBacklogBytes' | 'streamHeartbeatMs'
  >,
): StreamHub {
  const readEvents = rememberReads(read)
  const streams = new Set<OpenStream>()
  let queue = Promise.resolve()
  const stopWatching = watch.onHead((head, before) => {
    queue = queue.then(() => tell(head, before)).catch(() => undefined)
  })
  const heartbeat = setInterval(() => {
    for (const stream of streams) write(stream, ': still here\n\n')
  }, limits.streamHeartbeatMs)
  heartbeat.unref()

  const drop = (stream: OpenStream): void => {
    if (!streams.delete(stream)) return
    stream.response.destroy()
  }
  const write = (stream: OpenStream, text: string | Buffer): void => {
    if (!streams.has(stream)) return
    stream.response.write(text)
    if (stream.response.writableLength > limits.streamBacklogBytes) drop(stream)
  }
  const tell = async (head: Head, before: Head | undefined): Promise<void> => {
    if (streams.size === 0) return
    const isNext = before?.genesisHash === head.genesisHash && before.height < head.height
    const from = isNext ? Math.max(before.height, head.height - MAX_BLOCKS) : head.height - 1
    const news = await readEvents(from, head.height)
    const isGap = !isNext || from > before.height
    const texts = writeForKinds(news)
    for (const stream of streams) {
      if (stream.sentHeight === undefined) continue
      if (isGap) write(stream, formatReset(head.height))
      if (stream.sentHeight < head.height || isGap) write(stream, texts(stream.kinds))
      stream.sentHeight = head.height
    }
  }

  return {
    clients: () => streams.size,
    requireRoom: (owner) => {
      const own = [...streams].filter((stream) => stream.owner === owner).length
      if (streams.size >= limits.streamClients || own >= limits.streamsPerClient) {
        throw new ApiProblem(
          'too-many-streams',
          'too many clients listen already; try again later',
          {
            retryAfterSeconds: 30,
          },
        )
      }
    },
    add: async (client) => {
      const stream: OpenStream = { ...client, sentHeight: undefined }
      streams.add(stream)
      client.response.on('close', () => streams.delete(stream))
      client.response.writeHead(200, HEADERS)
      write(stream, 'retry: 2000\n\n')
      // Behind whatever is being told now, so that nothing is told twice or not at all.
      queue = queue.then(() => catchUp(stream)).catch(() => drop(stream))
      await queue
    },
    close: () => {
      stopWatching()
      clearInterval(heartbeat)
      for (const stream of streams) stream.response.end()
      streams.clear()
    },
  }

  async function catchUp(stream: OpenStream): Promise<void> {
    const height = watch.head()?.height ?? 0
    const seen = readPlace(stream.after)
    if (seen !== undefined) {
      const isFar = seen.height > height || height - seen.height > MAX_BLOCKS
      if (isFar) write(stream, formatReset(height))
      const missed = isFar ? [] : await readEvents(seen.height - 1, height)
      write(stream, writeForKinds(missed.filter((one) => isAfter(one, seen)))(stream.kinds))
    }
    stream.sentHeight = height
  }
}

/** When many come back at once, as after a restart, most of them missed the same blocks: these are read once. */
function rememberReads(read: ReadEvents): ReadEvents {
  const known = new Map<number, Promise<readonly PlacedEvent[]>>()
  let newest = -1
  return (from, to) => {
    if (to !== newest) known.clear()
    newest = to
    const events = known.get(from) ?? read(from, to)
    known.set(from, events)
    events.catch(() => known.delete(from))
    return events
  }
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
}

interface Place {
  readonly height: number
  readonly number: number
}

function readPlace(id: string | undefined): Place | undefined {
  if (id === undefined) return undefined
  const [height = '', number = '999999'] = id.split('.')
  return { height: Number(height), number: Number(number) }
}

function isAfter({ id }: PlacedEvent, seen: Place): boolean {
  const place = readPlace(id)
  if (place === undefined) return false
  return place.height > seen.height || (place.height === seen.height && place.number > seen.number)
}

/** The events as text for each choice of kinds, each made once. */
function writeForKinds(news: readonly PlacedEvent[]): (kinds: ReadonlySet<StreamKind>) => Buffer {
  const made = new Map<string, Buffer>()
  return (kinds) => {
    const key = [...kinds].sort().join(',')
    const known = made.get(key)
    if (known !== undefined) return known
    const text = news
      .filter(({ event }) => kinds.has(event.kind))
      .map(formatEvent)
      .join('')
    const buffer = Buffer.from(text, 'utf8')
    made.set(key, buffer)
    return buffer
  }
}

function formatEvent({ id, event }: PlacedEvent): string {
  return `id: ${id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Read everything again: what was missed is more than is told. */
function formatReset(height: number): string {
  return `id: ${height}\nevent: reset\ndata: {"height":${height}}\n\n`
}
