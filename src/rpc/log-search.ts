import type { BlockRecord, LogQuery, LogRecord, RpcBackend } from './backend.ts'
import { logsOfBlock, matchesLogFilter } from './block-logs.ts'
import { findBlock, noSuchBlock, toHeight } from './block-lookup.ts'
import { invalidParams, RpcFault } from './errors.ts'
import type { RpcLimits } from './limits.ts'
import { LATEST } from './parameters/block-types.ts'
import type { LogFilter } from './parameters/request-types.ts'

/** The logs of one block that fit a filter. */
function searchBlock(
  block: BlockRecord,
  filter: Pick<LogQuery, 'addresses' | 'topics'>,
): readonly LogRecord[] {
  return logsOfBlock(block).filter((record) => matchesLogFilter(record.log, filter))
}

/** Heights that a filter covers; `undefined` when it begins behind the head. Refuses ranges upside down or too long. */
function resolveRange(
  backend: RpcBackend,
  limits: RpcLimits,
  filter: LogFilter,
): { readonly fromHeight: number; readonly toHeight: number } | undefined {
  const head = backend.head().height
  const fromHeight = toHeight(backend, filter.fromBlock ?? LATEST)
  const asked = toHeight(backend, filter.toBlock ?? LATEST)
  const isExplicit = filter.toBlock !== undefined && 'height' in filter.toBlock
  if (fromHeight > asked && (isExplicit || fromHeight <= head)) {
    throw invalidParams(`invalid block range: fromBlock ${fromHeight} comes after toBlock ${asked}`)
  }
  if (fromHeight > head) return undefined
  const end = Math.min(asked, head)
  const blocks = end - fromHeight + 1
  if (blocks > limits.maxLogBlocks) {
    throw new RpcFault(
      'limitExceeded',
      `the range has ${blocks} blocks; at most ${limits.maxLogBlocks} are searched at once: ask for ${fromHeight} to ${fromHeight + limits.maxLogBlocks - 1} first`,
    )
  }
  return { fromHeight, toHeight: end }
}

/** The answer of eth_getLogs. */
export async function searchLogs(
  backend: RpcBackend,
  limits: RpcLimits,
  filter: LogFilter,
): Promise<readonly LogRecord[]> {
  if (filter.blockHash !== undefined) {
    const selector = { hash: filter.blockHash }
    const block = await findBlock(backend, selector)
    if (block === undefined) throw noSuchBlock(backend, selector)
    return checkCount(searchBlock(block, filter), limits, block.height)
  }
  const range = resolveRange(backend, limits, filter)
  if (range === undefined) return []
  const { addresses, topics } = filter
  const records = await backend.logs({ ...range, addresses, topics, limit: limits.maxLogs })
  return checkCount(records, limits, range.fromHeight)
}

function checkCount(
  records: readonly LogRecord[],
  limits: RpcLimits,
  fromHeight: number,
): readonly LogRecord[] {
  const over = records[limits.maxLogs]
  if (over === undefined) return records
  const advice =
    over.height > fromHeight
      ? `ask for ${fromHeight} to ${over.height - 1} first`
      : 'give an address or topics'
  throw new RpcFault('limitExceeded', `the range has more than ${limits.maxLogs} logs; ${advice}`)
}
