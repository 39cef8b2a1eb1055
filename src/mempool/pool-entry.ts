import type { Address } from '#base/address.ts'
import { minBigint } from '#base/integers.ts'
import type { Transaction } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'

/** A transaction in the pool. */
export interface PoolEntry {
  readonly signed: SignedTransaction
  readonly sender: Address
  readonly nonce: number
  readonly bytes: number
  readonly gasLimit: number
  /** The most it can take from its sender by itself: gas limit × fee cap + value. */
  readonly maxCostRau: bigint
  /** Counts up with each transaction taken: among equal prices the earlier one comes first. */
  readonly arrival: number
  /** What it pays per gas at the base fee in force; changes only with that. */
  priceRau: bigint
}

export function toPoolEntry(
  signed: SignedTransaction,
  arrival: number,
  baseFeeRau: bigint,
): PoolEntry {
  const { transaction, sender } = signed
  return {
    signed,
    sender,
    nonce: transaction.nonce,
    bytes: transaction.raw.length,
    gasLimit: transaction.gasLimit,
    maxCostRau: computeMaxCostRau(transaction),
    arrival,
    priceRau: computePriceRau(transaction, baseFeeRau),
  }
}

export function computeMaxCostRau(transaction: Transaction): bigint {
  return BigInt(transaction.gasLimit) * transaction.maxFeePerGasRau + transaction.valueRau
}

/** What is paid per gas at a base fee (EIP-1559). The fee cap must not be below the base fee. */
export function computePriceRau(transaction: Transaction, baseFeeRau: bigint): bigint {
  const { maxFeePerGasRau, maxPriorityFeePerGasRau } = transaction
  return minBigint(maxFeePerGasRau, baseFeeRau + maxPriorityFeePerGasRau)
}

/** The order of a block: the better price first, then the earlier arrival. No two entries are equal. */
export function isEntryBefore(a: PoolEntry, b: PoolEntry): boolean {
  if (a.priceRau !== b.priceRau) return a.priceRau > b.priceRau
  return a.arrival < b.arrival
}
