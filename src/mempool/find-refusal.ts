import type { SignedTransaction } from '#protocol/block.ts'
import type { AccountQueue } from './account-queue.ts'
import { computeMaxCostRau, type PoolEntry } from './pool-entry.ts'
import { POOL_REFUSALS, type PoolRefusal } from './pool-refusal.ts'
import type { Pool } from './pool-state.ts'

/** Why the pool does not take a transaction. `same` is the one with its nonce that it would replace. */
export function findRefusal(
  pool: Pool,
  queue: AccountQueue,
  { transaction }: SignedTransaction,
  same: PoolEntry | undefined,
  balanceRau: bigint,
): PoolRefusal | undefined {
  const { limits, baseFeeRau } = pool
  const { nonce } = transaction
  if (nonce < queue.nextNonce) return POOL_REFUSALS.nonceTooLow(queue.nextNonce, nonce)
  if (nonce - queue.nextNonce >= limits.maxNoncesAhead) {
    return POOL_REFUSALS.nonceTooHigh(queue.nextNonce, nonce, limits.maxNoncesAhead)
  }
  if (transaction.maxFeePerGasRau < baseFeeRau) {
    return POOL_REFUSALS.underpriced(transaction.maxFeePerGasRau, baseFeeRau)
  }
  if (same !== undefined && !isReplacement(same, transaction, limits.replacementPercent)) {
    return POOL_REFUSALS.replacementUnderpriced(limits.replacementPercent)
  }
  const costRau = computeMaxCostRau(transaction)
  const queuedRau = queue.costRau - (same?.maxCostRau ?? 0n)
  if (queuedRau + costRau > balanceRau) {
    return POOL_REFUSALS.insufficientFunds(balanceRau, queuedRau, costRau)
  }
  return undefined
}

function isReplacement(
  same: PoolEntry,
  offer: { readonly maxFeePerGasRau: bigint; readonly maxPriorityFeePerGasRau: bigint },
  percent: number,
): boolean {
  const held = same.signed.transaction
  return (
    isRaised(held.maxFeePerGasRau, offer.maxFeePerGasRau, percent) &&
    isRaised(held.maxPriorityFeePerGasRau, offer.maxPriorityFeePerGasRau, percent)
  )
}

function isRaised(heldRau: bigint, offeredRau: bigint, percent: number): boolean {
  return offeredRau > heldRau && offeredRau * 100n >= heldRau * BigInt(100 + percent)
}
