import { systemTransactionHash } from '#base/system-transaction.ts'
import type { Log } from '#protocol/abci.ts'
import type { FoundLog, IndexedBlock, LogFilter } from './history-types.ts'

/** What of a block its logs are found by. */
export type LogSource = Pick<IndexedBlock, 'height' | 'timeMs' | 'hash' | 'systemLogs'> & {
  readonly receipts: readonly Pick<IndexedBlock['receipts'][number], 'transactionHash' | 'logs'>[]
}

/** Appends the logs of a block that the filter wants, until `found` holds one more than its limit. */
export function findLogs(block: LogSource, filter: LogFilter, found: FoundLog[]): void {
  let logIndex = 0
  const visit = (
    logs: readonly Log[],
    transactionIndex: number,
    hash: () => FoundLog['transactionHash'],
  ): void => {
    for (const log of logs) {
      if (found.length <= filter.limit && isWanted(log, filter)) {
        found.push({
          log,
          height: block.height,
          timeMs: block.timeMs,
          blockHash: block.hash,
          transactionHash: hash(),
          transactionIndex,
          logIndex,
        })
      }
      logIndex++
    }
  }
  for (const [index, receipt] of block.receipts.entries()) {
    visit(receipt.logs, index, () => receipt.transactionHash)
  }
  visit(block.systemLogs, block.receipts.length, () => systemTransactionHash(block.height))
}

function isWanted(log: Log, filter: LogFilter): boolean {
  const { addresses, topics } = filter
  if (addresses.length > 0 && !addresses.includes(log.address as (typeof addresses)[number])) {
    return false
  }
  if (log.topics.length < topics.length) return false
  for (let i = 0; i < topics.length; i++) {
    const wanted = topics[i] as readonly string[]
    if (wanted.length > 0 && !wanted.includes(log.topics[i] as string)) return false
  }
  return true
}
