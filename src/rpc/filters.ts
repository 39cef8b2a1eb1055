import { type Hex, toHex } from '#base/hex.ts'
import type { JsonValue, LogRecord, RpcBackend } from './backend.ts'
import { RpcFault, serverFault } from './errors.ts'
import type { RpcLimits } from './limits.ts'
import { searchLogs } from './log-search.ts'
import type { LogFilter } from './parameters/request-types.ts'
import { createPendingHashes } from './pending-hashes.ts'
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

type Filter =
  | { readonly kind: 'blocks'; nextHeight: number; usedMs: number }
  | { readonly kind: 'logs'; readonly filter: LogFilter; nextHeight: number; usedMs: number }
  | { readonly kind: 'pending'; nextNumber: number; usedMs: number }

export function createFilters(
  backend: RpcBackend,
  limits: RpcLimits,
  nowMs: () => number = Date.now,
): Filters {
  const filters = new Map<Hex, Filter>()
  const pending = createPendingHashes(backend, limits.maxPendingHashes)

  function remove(id: Hex): boolean {
    const filter = filters.get(id)
    if (filter?.kind === 'pending') pending.close()
    return filters.delete(id)
  }

  function expire(): void {
    const oldest = nowMs() - limits.filterExpiryMs
    for (const [id, filter] of filters) if (filter.usedMs < oldest) remove(id)
  }

  function add(create: () => Filter): Hex {
    expire()
    if (filters.size >= limits.maxFilters) {
      throw new RpcFault(
        'limitExceeded',
        `there are ${filters.size} filters already; remove some (eth_uninstallFilter) or subscribe over a WebSocket`,
      )
    }
    const id = createRandomId()
    filters.set(id, create())
    return id
  }

  function get(id: Hex): Filter {
    expire()
    const filter = filters.get(id)
    if (filter === undefined) {
      throw serverFault(
        'filter-not-found',
        `filter not found: it never was, was removed, or nobody asked for ${limits.filterExpiryMs / 1_000} s`,
      )
    }
    filter.usedMs = nowMs()
    return filter
  }

  async function blockHashes(filter: Extract<Filter, { kind: 'blocks' }>): Promise<JsonValue> {
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

  async function newLogs(filter: Extract<Filter, { kind: 'logs' }>): Promise<JsonValue> {
    const from = filter.nextHeight
    const to = Math.min(lastHeight(filter.filter), from + limits.maxLogBlocks - 1)
    if (from > to) return []
    const { addresses, topics } = filter.filter
    const query = { fromHeight: from, toHeight: to, addresses, topics, limit: limits.maxLogs }
    const { records, complete } = completeBlocks(await backend.logs(query), limits, to)
    filter.nextHeight = complete + 1
    return records.map(viewLog)
  }

  function lastHeight(filter: LogFilter): number {
    const head = backend.head().height
    const { toBlock } = filter
    return toBlock !== undefined && 'height' in toBlock ? Math.min(toBlock.height, head) : head
  }

  function pendingHashes(filter: Extract<Filter, { kind: 'pending' }>): JsonValue {
    const from = filter.nextNumber
    filter.nextNumber = pending.next
    if (from >= pending.oldest) return pending.since(from)
    throw new RpcFault(
      'limitExceeded',
      `${pending.oldest - from} hashes came since the last call and are not kept any more (at most ${limits.maxPendingHashes}); the filter goes on from here`,
    )
  }

  return {
    addBlocks: () =>
      add(() => ({ kind: 'blocks', nextHeight: backend.head().height + 1, usedMs: nowMs() })),
    addLogs: (filter) =>
      add(() => ({ kind: 'logs', filter, nextHeight: backend.head().height + 1, usedMs: nowMs() })),
    addPending: () =>
      add(() => {
        pending.open()
        return { kind: 'pending', nextNumber: pending.next, usedMs: nowMs() }
      }),
    changes: async (id) => {
      const filter = get(id)
      if (filter.kind === 'blocks') return blockHashes(filter)
      return filter.kind === 'logs' ? newLogs(filter) : pendingHashes(filter)
    },
    logs: async (id) => {
      const filter = get(id)
      if (filter.kind !== 'logs') {
        throw serverFault('filter-not-found', 'filter not found: this one is not for logs')
      }
      return (await searchLogs(backend, limits, filter.filter)).map(viewLog)
    },
    remove,
    get size() {
      return filters.size
    },
  }
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
