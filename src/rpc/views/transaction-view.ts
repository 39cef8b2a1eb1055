import { must } from '#base/assert.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { REWARDING_ADDRESS } from '#protocol/system-addresses.ts'
import type { BlockRecord, JsonObject } from '../backend.ts'
import { systemTransactionHash } from '../system-transaction.ts'
import { toQuantity } from './quantity.ts'

/** Where a transaction stands and what it paid; `undefined` while it is in the pool. */
interface Place {
  readonly block: BlockRecord
  readonly index: number
  readonly gasPriceRau: bigint
}

/** The transaction at `index` of a block; the system transaction when `index` is the number of transactions. */
export function viewTransactionAt(block: BlockRecord, index: number, chainId: number): JsonObject {
  if (index === block.transactions.length) return viewSystemTransaction(block, chainId)
  const { gasPriceRau } = must(block.receipts[index], 'a receipt')
  return viewTransaction(must(block.transactions[index], 'a transaction'), {
    block,
    index,
    gasPriceRau,
  })
}

/** A transaction of the pool. */
export function viewPendingTransaction(signed: SignedTransaction): JsonObject {
  return viewTransaction(signed, undefined)
}

function viewTransaction(signed: SignedTransaction, place: Place | undefined): JsonObject {
  const { transaction, sender } = signed
  const { type, chainId, yParity } = transaction
  const isLegacy = type === 0
  const common = {
    ...viewPlace(place),
    from: sender,
    gas: toQuantity(transaction.gasLimit),
    gasPrice: toQuantity(place === undefined ? transaction.maxFeePerGasRau : place.gasPriceRau),
    hash: transaction.hash,
    input: toHex(transaction.data),
    nonce: toQuantity(transaction.nonce),
    to: transaction.to ?? null,
    value: toQuantity(transaction.valueRau),
    type: toQuantity(type),
    chainId: toQuantity(chainId),
    v: toQuantity(isLegacy ? 35 + 2 * chainId + yParity : yParity),
    r: toQuantity(toInteger(transaction.r)),
    s: toQuantity(toInteger(transaction.s)),
  }
  if (isLegacy) return common
  const typed = {
    ...common,
    yParity: toQuantity(yParity),
    accessList: transaction.accessList.map((entry) => ({
      address: entry.address,
      storageKeys: entry.storageKeys,
    })),
  }
  if (type === 1) return typed
  return {
    ...typed,
    maxFeePerGas: toQuantity(transaction.maxFeePerGasRau),
    maxPriorityFeePerGas: toQuantity(transaction.maxPriorityFeePerGasRau),
  }
}

function viewPlace(place: Place | undefined): JsonObject {
  if (place === undefined) return { blockHash: null, blockNumber: null, transactionIndex: null }
  return {
    blockHash: toHex(place.block.hash),
    blockNumber: toQuantity(place.block.height),
    transactionIndex: toQuantity(place.index),
  }
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(toHex(bytes))
}

/** A legacy transaction from the rewarding address to itself, without gas, value and signature. */
function viewSystemTransaction(block: BlockRecord, chainId: number): JsonObject {
  return {
    ...viewPlace({ block, index: block.transactions.length, gasPriceRau: 0n }),
    from: REWARDING_ADDRESS,
    gas: '0x0',
    gasPrice: '0x0',
    hash: systemTransactionHash(block.height),
    input: '0x',
    nonce: '0x0',
    to: REWARDING_ADDRESS,
    value: '0x0',
    type: '0x0',
    chainId: toQuantity(chainId),
    v: '0x1b',
    r: '0x0',
    s: '0x0',
  }
}

/** The raw bytes of the transaction; a system transaction has none. */
export function rawTransactionText(signed: SignedTransaction): Hex {
  return toHex(signed.transaction.raw)
}
