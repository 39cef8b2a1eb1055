import { toHex } from '#base/hex.ts'
import type { JsonObject, LogRecord } from '../backend.ts'
import { toQuantity, toTimestamp } from './quantity.ts'

export function viewLog(record: LogRecord): JsonObject {
  return {
    address: record.log.address,
    topics: record.log.topics,
    data: toHex(record.log.data),
    blockNumber: toQuantity(record.height),
    blockHash: toHex(record.blockHash),
    blockTimestamp: toTimestamp(record.timeMs),
    transactionHash: record.transactionHash,
    transactionIndex: toQuantity(record.transactionIndex),
    logIndex: toQuantity(record.logIndex),
    removed: false,
  }
}
