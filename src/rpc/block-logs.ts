import { must } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import type { Log } from '#protocol/abci.ts'
import type { BlockRecord, LogQuery, LogRecord } from './backend.ts'
import { systemTransactionHash } from './system-transaction.ts'

const starts = new WeakMap<BlockRecord, readonly number[]>()

/** Index within the block of the first log of each transaction, and of the system transaction at the end. Remembered per block. */
function firstLogIndexes(block: BlockRecord): readonly number[] {
  const known = starts.get(block)
  if (known !== undefined) return known
  const indexes: number[] = [0]
  let index = 0
  for (const receipt of block.receipts) {
    index += receipt.logs.length
    indexes.push(index)
  }
  starts.set(block, indexes)
  return indexes
}

/** The logs of the transaction at `index`; that of the system transaction when `index` is the number of transactions. */
export function logsOfTransaction(block: BlockRecord, index: number): readonly LogRecord[] {
  const isSystem = index === block.transactions.length
  const receipt = block.receipts[index]
  const logs = isSystem ? block.systemLogs : must(receipt, 'a receipt').logs
  const transactionHash = isSystem
    ? systemTransactionHash(block.height)
    : must(receipt, 'a receipt').transactionHash
  const first = must(firstLogIndexes(block)[index], 'an index of logs')
  return logs.map((log, at) => ({
    log,
    height: block.height,
    timeMs: block.timeMs,
    blockHash: block.hash,
    transactionHash,
    transactionIndex: index,
    logIndex: first + at,
  }))
}

/** All logs of a block in order: those of its transactions, then its own. */
export function logsOfBlock(block: BlockRecord): readonly LogRecord[] {
  const records: LogRecord[] = []
  for (let index = 0; index <= block.transactions.length; index++) {
    records.push(...logsOfTransaction(block, index))
  }
  return records
}

/** Whether a log has one of the addresses and fits the topics by position. */
export function matchesLogFilter(
  log: Log,
  filter: Pick<LogQuery, 'addresses' | 'topics'>,
): boolean {
  if (filter.addresses.length > 0 && !(filter.addresses as readonly Hex[]).includes(log.address)) {
    return false
  }
  if (filter.topics.length > log.topics.length) return false
  for (const [at, wanted] of filter.topics.entries()) {
    if (wanted.length > 0 && !wanted.includes(log.topics[at] as Hex)) return false
  }
  return true
}
