import { ZERO_ADDRESS } from '#base/address.ts'
import { addLogToBloom, createBloom } from '#base/bloom.ts'
import { keccak256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { BlockRecord, JsonObject, JsonValue } from '../backend.ts'
import { hasSystemTransaction, systemTransactionHash } from '../system-transaction.ts'
import { toQuantity, toTimestamp, ZERO_WORD } from './quantity.ts'
import { viewPendingTransaction, viewTransactionAt } from './transaction-view.ts'

/** keccak256 of an empty RLP list: Ethereum's mark of no uncles. */
const NO_UNCLES = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'
const NO_NONCE = '0x0000000000000000'

const blooms = new WeakMap<BlockRecord, Hex>()

/** Bloom over the logs of all transactions, the system transaction among them. Remembered per block. */
function bloomOfBlock(block: BlockRecord): Hex {
  const known = blooms.get(block)
  if (known !== undefined) return known
  const bloom = createBloom()
  for (const receipt of block.receipts) {
    for (const log of receipt.logs) addLogToBloom(bloom, log.address, log.topics)
  }
  for (const log of block.systemLogs) addLogToBloom(bloom, log.address, log.topics)
  const text = toHex(bloom)
  blooms.set(block, text)
  return text
}

function word(bytes: Uint8Array): Hex {
  return bytes.length === 0 ? ZERO_WORD : toHex(bytes)
}

/** Ethereum's field for randomness has 32 bytes: the hash of the reveal, which itself has 96. */
function viewReveal(reveal: Uint8Array | undefined): Hex {
  if (reveal === undefined) return ZERO_WORD
  return toHex(reveal.length === 32 ? reveal : keccak256(reveal))
}

/** What a block is without its transactions: also the message of the `newHeads` subscription. */
export function viewHeader(block: BlockRecord): JsonObject {
  return {
    number: toQuantity(block.height),
    hash: toHex(block.hash),
    parentHash: toHex(block.parentHash),
    nonce: NO_NONCE,
    sha3Uncles: NO_UNCLES,
    logsBloom: bloomOfBlock(block),
    transactionsRoot: word(block.transactionsRoot),
    stateRoot: word(block.appHash),
    receiptsRoot: word(block.receiptsRoot),
    miner: block.proposer ?? ZERO_ADDRESS,
    difficulty: '0x0',
    totalDifficulty: '0x0',
    extraData: '0x',
    gasLimit: toQuantity(block.gasLimit),
    gasUsed: toQuantity(block.gasUsed),
    timestamp: toTimestamp(block.timeMs),
    timestampMs: toQuantity(block.timeMs),
    baseFeePerGas: toQuantity(block.gasPriceRau),
    mixHash: viewReveal(block.reveal),
    epoch: toQuantity(block.epoch),
    proposerAddress: block.proposerAddress,
  }
}

export function viewBlock(block: BlockRecord, chainId: number, isFull: boolean): JsonObject {
  const transactions: JsonValue[] = []
  let size = 0
  for (const [index, signed] of block.transactions.entries()) {
    size += signed.transaction.raw.length
    transactions.push(isFull ? viewTransactionAt(block, index, chainId) : signed.transaction.hash)
  }
  if (hasSystemTransaction(block)) {
    const index = block.transactions.length
    transactions.push(
      isFull ? viewTransactionAt(block, index, chainId) : systemTransactionHash(block.height),
    )
  }
  return { ...viewHeader(block), size: toQuantity(size), uncles: [], transactions }
}

export interface PendingBlockFacts {
  readonly head: BlockRecord
  readonly gasLimit: number
  readonly gasPriceRau: bigint
  readonly blockIntervalMs: number
  readonly transactions: readonly SignedTransaction[]
}

/** The block that would come next, with what the pool holds for it. Nobody knows its hash, bloom and producer yet. */
export function viewPendingBlock(facts: PendingBlockFacts, isFull: boolean): JsonObject {
  const { head, transactions } = facts
  let size = 0
  for (const signed of transactions) size += signed.transaction.raw.length
  return {
    number: toQuantity(head.height + 1),
    hash: null,
    parentHash: toHex(head.hash),
    nonce: null,
    sha3Uncles: NO_UNCLES,
    logsBloom: null,
    transactionsRoot: ZERO_WORD,
    stateRoot: ZERO_WORD,
    receiptsRoot: ZERO_WORD,
    miner: ZERO_ADDRESS,
    difficulty: '0x0',
    totalDifficulty: '0x0',
    extraData: '0x',
    size: toQuantity(size),
    gasLimit: toQuantity(facts.gasLimit),
    gasUsed: '0x0',
    timestamp: toTimestamp(head.timeMs + facts.blockIntervalMs),
    baseFeePerGas: toQuantity(facts.gasPriceRau),
    mixHash: ZERO_WORD,
    uncles: [],
    transactions: transactions.map((signed) =>
      isFull ? viewPendingTransaction(signed) : signed.transaction.hash,
    ),
  }
}
