import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { AccountQueue } from './account-queue.ts'
import { computePriceRau } from './pool-entry.ts'
import { keepOnly, type Pool } from './pool-state.ts'

/** What a committed block changed. */
export interface CommittedBlock {
  readonly height: number
  /** Base fee of the next block. */
  readonly baseFeeRau: bigint
  /** Accounts whose nonce or balance may have gone: the senders. May name one more than once. */
  readonly senders: Iterable<Address>
}

/** Brings the pool to the state after a block. Returns how many transactions were dropped. */
export function applyCommitted(pool: Pool, block: CommittedBlock): number {
  const before = pool.byHash.size
  pool.evictionOrder = undefined
  pool.height = block.height
  for (const sender of block.senders) {
    const queue = pool.queues.get(sender)
    if (queue !== undefined) updateAccount(pool, queue)
  }
  if (block.baseFeeRau !== pool.baseFeeRau) updatePrices(pool, block.baseFeeRau)
  expireGaps(pool)
  return before - pool.byHash.size
}

/** Drops what the account has mined and, in order of nonce, what it cannot pay beside what comes before. */
function updateAccount(pool: Pool, queue: AccountQueue): void {
  const { nonce, balanceRau } = pool.account(queue.sender)
  queue.nextNonce = nonce
  let leftRau = balanceRau
  keepOnly(pool, queue, (entry) => {
    if (entry.nonce < nonce || entry.maxCostRau > leftRau) return false
    leftRau -= entry.maxCostRau
    return true
  })
}

/** The base fee changes only with the rules, at an epoch boundary. */
function updatePrices(pool: Pool, baseFeeRau: bigint): void {
  pool.baseFeeRau = baseFeeRau
  for (const queue of pool.queues.values()) {
    keepOnly(pool, queue, (entry) => entry.signed.transaction.maxFeePerGasRau >= baseFeeRau)
    for (const entry of queue.entries) {
      entry.priceRau = computePriceRau(entry.signed.transaction, baseFeeRau)
    }
  }
}

function expireGaps(pool: Pool): void {
  for (const queue of pool.gapped) {
    assert(queue.gapSinceHeight !== undefined, 'an account with waiting entries knows since when')
    if (pool.height - queue.gapSinceHeight < pool.limits.gapLifetimeBlocks) continue
    const reachable = queue.nextNonce + queue.executable
    keepOnly(pool, queue, (entry) => entry.nonce < reachable)
  }
}
