import { ZERO_ADDRESS } from '#base/address.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { RawLog } from '../events/decode-event.ts'
import type { FetchedBlock, FetchedTransaction } from './fetched-block.ts'

const NO_REVEAL = `0x${'0'.repeat(64)}`

/** `eth_getBlockByNumber` with transactions. */
export interface BlockJson {
  readonly number: string
  readonly hash: string
  readonly parentHash: string
  readonly timestampMs: string
  readonly epoch: string
  readonly miner: string
  readonly gasUsed: string
  readonly gasLimit: string
  readonly baseFeePerGas: string
  readonly size: string
  readonly stateRoot: string
  readonly transactionsRoot: string
  readonly receiptsRoot: string
  readonly mixHash: string
  readonly transactions: readonly TransactionJson[]
}

interface TransactionJson {
  readonly hash: string
  readonly from: string
  readonly to: string | null
  readonly value: string
  readonly nonce: string
  readonly type: string
  readonly input: string
  readonly gas: string
}

/** `eth_getBlockReceipts`, one for each transaction. */
export interface ReceiptJson {
  readonly status: string
  readonly gasUsed: string
  readonly effectiveGasPrice: string
  readonly outcomeCode?: number
  readonly revertReason?: string
  readonly logs: readonly RawLog[]
}

/** Puts a block and its receipts together. */
export function readBlock(block: BlockJson, receipts: readonly ReceiptJson[]): FetchedBlock {
  const sent: FetchedTransaction[] = []
  let ownLogs: readonly RawLog[] = []
  for (const [at, transaction] of block.transactions.entries()) {
    const receipt = receipts[at]
    if (receipt === undefined) throw new Error(`block ${Number(block.number)} lacks a receipt`)
    // The last one, which nobody sent, carries what the block did by itself.
    if (transaction.from.toLowerCase() === SYSTEM_ADDRESSES.rewarding) ownLogs = receipt.logs
    else sent.push(readTransaction(transaction, receipt))
  }
  return {
    height: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    timeMs: Number(block.timestampMs),
    epoch: Number(block.epoch),
    producer: block.miner === ZERO_ADDRESS ? undefined : block.miner.toLowerCase(),
    gasUsed: Number(block.gasUsed),
    gasLimit: Number(block.gasLimit),
    gasPriceRau: BigInt(block.baseFeePerGas),
    size: Number(block.size),
    appHash: block.stateRoot,
    transactionsRoot: block.transactionsRoot,
    receiptsRoot: block.receiptsRoot,
    reveal: block.mixHash === NO_REVEAL ? undefined : block.mixHash,
    transactions: sent,
    ownLogs,
  }
}

function readTransaction(transaction: TransactionJson, receipt: ReceiptJson): FetchedTransaction {
  return {
    hash: transaction.hash,
    sender: transaction.from.toLowerCase(),
    recipient: transaction.to?.toLowerCase(),
    valueRau: BigInt(transaction.value),
    nonce: Number(transaction.nonce),
    type: Number(transaction.type),
    input: transaction.input,
    succeeded: receipt.status === '0x1',
    code: receipt.outcomeCode ?? 0,
    error: receipt.revertReason,
    gasLimit: Number(transaction.gas),
    gasUsed: Number(receipt.gasUsed),
    gasPriceRau: BigInt(receipt.effectiveGasPrice),
    logs: receipt.logs,
  }
}
