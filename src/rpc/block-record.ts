import type { ExecutedBlock } from '#protocol/block.ts'
import type { BlockRecord } from './backend.ts'

const NO_BYTES = new Uint8Array(0)
const ZERO_HASH = new Uint8Array(32)

/** An executed block as RPC shows it. */
export function toBlockRecord(block: ExecutedBlock, parentHash: Uint8Array): BlockRecord {
  return {
    height: block.height,
    epoch: block.epoch,
    timeMs: block.timeMs,
    hash: block.hash,
    parentHash,
    proposerAddress: block.proposerAddress,
    proposer: block.proposer,
    transactions: block.transactions,
    receipts: block.receipts,
    systemLogs: block.systemLogs,
    reveal: block.reveal,
    gasLimit: block.gasLimit,
    gasUsed: block.gasUsed,
    gasPriceRau: block.gasPriceRau,
    transactionsRoot: block.transactionsRoot,
    receiptsRoot: block.receiptsRoot,
    appHash: block.roots.appHash,
  }
}

export interface GenesisFacts {
  readonly hash: Uint8Array
  readonly timeMs: number
  readonly appHash: Uint8Array
  readonly gasLimit: number
  readonly gasPriceRau: bigint
}

/** The record of height 0. */
export function createGenesisRecord(genesis: GenesisFacts): BlockRecord {
  return {
    height: 0,
    epoch: 0,
    timeMs: genesis.timeMs,
    hash: genesis.hash,
    parentHash: ZERO_HASH,
    proposerAddress: '',
    proposer: undefined,
    transactions: [],
    receipts: [],
    systemLogs: [],
    reveal: undefined,
    gasLimit: genesis.gasLimit,
    gasUsed: 0,
    gasPriceRau: genesis.gasPriceRau,
    transactionsRoot: NO_BYTES,
    receiptsRoot: NO_BYTES,
    appHash: genesis.appHash,
  }
}
