/** What bounds the pool. All of it is a node's own choice and no part of consensus. */
export interface PoolLimits {
  /** Transactions held in all. */
  readonly maxTransactions: number
  /** Raw bytes held in all. */
  readonly maxBytes: number
  /** A nonce must be below the account's next nonce plus this; so it also bounds what one account may have in the pool. */
  readonly maxNoncesAhead: number
  /** An account's transactions that wait for an earlier nonce are dropped after so many blocks. */
  readonly gapLifetimeBlocks: number
  /** How much more a replacement must offer in both fee caps, in percent. */
  readonly replacementPercent: number
}

/** The count is ten full blocks of 1,000 in work and ten more waiting; the bytes are what so many staking calls take, twenty times over. */
export const DEFAULT_POOL_LIMITS: PoolLimits = {
  maxTransactions: 20_000,
  maxBytes: 64 * 1024 * 1024,
  maxNoncesAhead: 64,
  gapLifetimeBlocks: 600,
  replacementPercent: 10,
}
