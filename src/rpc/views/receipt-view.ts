import { must } from '#base/assert.ts'
import { addLogToBloom, createBloom } from '#base/bloom.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { Log } from '#protocol/abci.ts'
import { REWARDING_ADDRESS } from '#protocol/system-addresses.ts'
import type { BlockRecord, JsonObject } from '../backend.ts'
import { logsOfTransaction } from '../block-logs.ts'
import { countTransactions, systemTransactionHash } from '../system-transaction.ts'
import { viewLog } from './log-view.ts'
import { toQuantity } from './quantity.ts'

const EMPTY_BLOOM = toHex(createBloom())

const cumulative = new WeakMap<BlockRecord, readonly number[]>()

/** Gas of each transaction together with those before it. Remembered per block. */
function cumulativeGas(block: BlockRecord): readonly number[] {
  const known = cumulative.get(block)
  if (known !== undefined) return known
  const sums: number[] = []
  let sum = 0
  for (const receipt of block.receipts) {
    sum += receipt.gasUsed
    sums.push(sum)
  }
  cumulative.set(block, sums)
  return sums
}

function bloomOf(logs: readonly Log[]): Hex {
  if (logs.length === 0) return EMPTY_BLOOM
  const bloom = createBloom()
  for (const log of logs) addLogToBloom(bloom, log.address, log.topics)
  return toHex(bloom)
}

/** The receipt at `index`; of the system transaction when `index` is the number of transactions. */
export function viewReceipt(block: BlockRecord, index: number): JsonObject {
  if (index === block.transactions.length) return viewSystemReceipt(block)
  const receipt = must(block.receipts[index], 'a receipt')
  const { transaction, sender } = must(block.transactions[index], 'a transaction')
  const view = {
    ...viewOutcome(block, index, receipt.logs),
    transactionHash: transaction.hash,
    from: sender,
    to: transaction.to ?? null,
    cumulativeGasUsed: toQuantity(must(cumulativeGas(block)[index], 'a sum of gas')),
    gasUsed: toQuantity(receipt.gasUsed),
    effectiveGasPrice: toQuantity(receipt.gasPriceRau),
    status: receipt.status === 1 ? '0x1' : '0x0',
    type: toQuantity(transaction.type),
  }
  if (receipt.status === 1) return view
  return { ...view, revertReason: toHex(receipt.error), outcomeCode: receipt.code }
}

function viewOutcome(block: BlockRecord, index: number, logs: readonly Log[]): JsonObject {
  return {
    transactionIndex: toQuantity(index),
    blockHash: toHex(block.hash),
    blockNumber: toQuantity(block.height),
    contractAddress: null,
    logs: logsOfTransaction(block, index).map(viewLog),
    logsBloom: bloomOf(logs),
  }
}

function viewSystemReceipt(block: BlockRecord): JsonObject {
  return {
    ...viewOutcome(block, block.transactions.length, block.systemLogs),
    transactionHash: systemTransactionHash(block.height),
    from: REWARDING_ADDRESS,
    to: REWARDING_ADDRESS,
    cumulativeGasUsed: toQuantity(block.gasUsed),
    gasUsed: '0x0',
    effectiveGasPrice: '0x0',
    status: '0x1',
    type: '0x0',
  }
}

export function viewReceipts(block: BlockRecord): JsonObject[] {
  const views: JsonObject[] = []
  const count = countTransactions(block)
  for (let index = 0; index < count; index++) views.push(viewReceipt(block, index))
  return views
}
