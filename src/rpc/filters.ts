import { type Hex, toHex } from '#base/hex.ts'
import type { Awaitable, JsonValue, LogRecord, RpcBackend } from './backend.ts'
import { RpcFault, serverFault } from './errors.ts'
import type { RpcLimits } from './limits.ts'
import { searchLogs } from './log-search.ts'
import type { LogFilter } from './parameters/request-types.ts'
import { createPendingHashes, type PendingHashes } from './pending-hashes.ts'
import { createRandomId } from './random-id.ts'
import { viewLog } from './views/log-view.ts'

/**
 * Filters that clients ask again and again (eth_newFilter and so on). A filter is a place in the chain or in the stream of
 * pending hashes, so its size does not grow; one that nobody asks for a while is removed.
 */
export interface Filters {
  addBlocks(): Hex
  addLogs(filter: LogFilter): Hex
  addPending(): Hex
  changes(id: Hex): Promise<JsonValue>
  logs(id: Hex): Promise<JsonValue>
  remove(id: Hex): boolean
  readonly size: number
}

interface BlockFilter {
  readonly kind: 'blocks'
  nextHeight: number
}

interface NewLogFilter {
  readonly kind: 'logs'
  readonly filter: LogFilter
  nextHeight: number
}

interface PendingFilter {
  readonly kind: 'pending'
  nextNumber: number
}

type Filter = BlockFilter | NewLogFilter | PendingFilter

interface Entry {
  readonly filter: Filter
  usedMs: number
}

/** What filters read from. */
interface Sources {
  readonly backend: RpcBackend
  readonly limits: RpcLimits
  readonly pending: PendingHashes
}

export function createFilters(
  backend: RpcBackend,
  limits: RpcLimits,
  nowMs: () => number = Date.now,
): Filters {
  const entries = new Map<Hex, Entry>()
  const pending = createPendingHashes(backend, limits.maxPendingHashes)
  const sources: Sources = { backend, limits, pending }

  const remove = (id: Hex): boolean => {
    if (entries.get(id)?.filter.kind === 'pending') pending.close()
    return entries.delete(id)
  }
  const expire = (): void => {
    const oldest = nowMs() - limits.filterExpiryMs
    for (const [id, entry] of entries) if (entry.usedMs < oldest) remove(id)
  }
  const add = (create: () => Filter): Hex => {
    expire()
    if (entries.size >= limits.maxFilters) throw tooMany(entries.size)
    const id = createRandomId()
    entries.set(id, { filter: create(), usedMs: nowMs() })
    return id
  }
  const get = (id: Hex): Filter => {
    expire()
    const entry = entries.get(id)
    if (entry === undefined) throw notFound(limits)
    entry.usedMs = nowMs()
    return entry.filter
  }

  return {
    addBlocks: () => add(() => ({ kind: 'blocks', nextHeight: backend.head().height + 1 })),
    addLogs: (filter) =>
      add(() => ({ kind: 'logs', filter, nextHeight: backend.head().height + 1 })),
    addPending: () =>
      add(() => {
        pending.open()
        return { kind: 'pending', nextNumber: pending.next }
      }),
    changes: async (id) => takeChanges(sources, get(id)),
    logs: async (id) => {
      const filter = get(id)
      if (filter.kind === 'logs') {
        return (await searchLogs(backend, limits, filter.filter)).map(viewLog)
      }
      throw serverFault('filter-not-found', 'filter not found: this one is not for logs')
    },
    remove,
    get size() {
      return entries.size
    },
  }
}

function tooMany(count: number): RpcFault {
  return new RpcFault(
    'limitExceeded',
    `there are ${count} filters already; remove some (eth_uninstallFilter) or subscribe over a WebSocket`,
  )
}

function notFound({ filterExpiryMs }: RpcLimits): RpcFault {
  return serverFault(
    'filter-not-found',
    `filter not found: it never was, was removed, or nobody asked for ${filterExpiryMs / 1_000} s`,
  )
}

/** What is new, and moves the filter behind it. */
function takeChanges(sources: Sources, filter: Filter): Awaitable<JsonValue> {
  switch (filter.kind) {
    case 'blocks':
      return takeBlocks(sources, filter)
    case 'logs':
      return takeLogs(sources, filter)
    case 'pending':
      return takePending(sources, filter)
  }
}

async function takeBlocks({ backend, limits }: Sources, filter: BlockFilter): Promise<JsonValue> {
  const from = filter.nextHeight
  const to = Math.min(backend.head().height, from + limits.maxLogBlocks - 1)
  filter.nextHeight = Math.max(from, to + 1)
  const hashes: Hex[] = []
  for (let height = from; height <= to; height++) {
    const block = await backend.blockByHeight(height)
    if (block !== undefined) hashes.push(toHex(block.hash))
  }
  return hashes
}

async function takeLogs({ backend, limits }: Sources, filter: NewLogFilter): Promise<JsonValue> {
  const { addresses, topics, toBlock } = filter.filter
  const head = backend.head().height
  const last = toBlock !== undefined && 'height' in toBlock ? Math.min(toBlock.height, head) : head
  const fromHeight = filter.nextHeight
  const toHeight = Math.min(last, fromHeight + limits.maxLogBlocks - 1)
  if (fromHeight > toHeight) return []
  const query = { fromHeight, toHeight, addresses, topics, limit: limits.maxLogs }
  const { records, complete } = completeBlocks(await backend.logs(query), limits, toHeight)
  filter.nextHeight = complete + 1
  return records.map(viewLog)
}

function takePending({ pending, limits }: Sources, filter: PendingFilter): JsonValue {
  const from = filter.nextNumber
  filter.nextNumber = pending.next
  if (from >= pending.oldest) return pending.since(from)
  throw new RpcFault(
    'limitExceeded',
    `${pending.oldest - from} hashes came since the last call and are not kept any more (at most ${limits.maxPendingHashes}); the filter goes on from here`,
  )
}

/** The records without those of a block that may not be complete, and the last complete height. */
function completeBlocks(
  records: readonly LogRecord[],
  limits: RpcLimits,
  toHeight: number,
): { readonly records: readonly LogRecord[]; readonly complete: number } {
  const over = records[limits.maxLogs]
  if (over === undefined) return { records, complete: toHeight }
  const whole = records.filter((record) => record.height < over.height)
  if (whole.length === 0) {
    throw new RpcFault(
      'limitExceeded',
      `block ${over.height} alone has more than ${limits.maxLogs} logs that fit; give an address or topics`,
    )
  }
  return { records: whole, complete: over.height - 1 }
}
