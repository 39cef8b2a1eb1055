import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { type AccountQueue, createAccountQueue, entryAt } from './account-queue.ts'
import { applyCommitted, type CommittedBlock } from './apply-committed.ts'
import { findRefusal } from './find-refusal.ts'
import { makeRoom } from './make-room.ts'
import { toPoolEntry } from './pool-entry.ts'
import { DEFAULT_POOL_LIMITS, type PoolLimits } from './pool-limits.ts'
import { POOL_REFUSALS, type PoolRefusal } from './pool-refusal.ts'
import { type AccountView, type Pool, putIn, refresh, takeOut } from './pool-state.ts'
import { selectTransactions } from './select-transactions.ts'

export interface TransactionPoolOptions {
  readonly limits?: Partial<PoolLimits>
  /** Reads the committed state. Accounts change only by blocks that `onCommitted` is told of. */
  readonly account: (address: Address) => AccountView
  /** Base fee of the next block: the lowest price that is taken. */
  readonly baseFeeRau: bigint
  /** Height of the committed state. */
  readonly height?: number
}

export type AddResult =
  | {
      readonly ok: true
      /** The one that had the same sender and nonce. */
      readonly replaced: SignedTransaction | undefined
      /** Those that made room. */
      readonly evicted: readonly SignedTransaction[]
    }
  | { readonly ok: false; readonly refusal: PoolRefusal }

/** Transactions by account: those that the next blocks could take, and those that wait for an earlier nonce. */
export interface AccountTransactions {
  readonly pending: readonly SignedTransaction[]
  readonly queued: readonly SignedTransaction[]
}

/** Signed transactions that are not in a block yet. A data structure: no timers, no signatures, no I/O. */
export interface TransactionPool {
  readonly size: number
  /** Raw bytes held. */
  readonly bytes: number
  readonly limits: PoolLimits
  /** Counts of those that the next blocks could take, and of those that wait for an earlier nonce. */
  status(): { readonly pending: number; readonly queued: number }
  add(signed: SignedTransaction): AddResult
  has(hash: Hex): boolean
  get(hash: Hex): SignedTransaction | undefined
  /** Transactions for a block, in its order; see `selectTransactions`. They stay in the pool. */
  select(maxBytes: number, maxGas: number): readonly SignedTransaction[]
  /** Drops what was mined, went stale, cannot be paid any more or waited too long. Returns how many were dropped. */
  onCommitted(block: CommittedBlock): number
  /** Drops one that turned out to be invalid. */
  remove(hash: Hex): void
  /** The nonce of the account's next transaction, behind those that could be mined. */
  pendingNonce(sender: Address): number
  transactionsOf(sender: Address): AccountTransactions
  /** Visits accounts in the order in which they came into the pool. */
  eachAccount(visit: (sender: Address, transactions: AccountTransactions) => void): void
}

export function createTransactionPool(options: TransactionPoolOptions): TransactionPool {
  const pool: Pool = {
    limits: { ...DEFAULT_POOL_LIMITS, ...options.limits },
    account: options.account,
    queues: new Map(),
    byHash: new Map(),
    gapped: new Set(),
    bytes: 0,
    executable: 0,
    arrivals: 0,
    baseFeeRau: options.baseFeeRau,
    height: options.height ?? 0,
    evictionOrder: undefined,
  }
  return {
    get size() {
      return pool.byHash.size
    },
    get bytes() {
      return pool.bytes
    },
    limits: pool.limits,
    status: () => ({ pending: pool.executable, queued: pool.byHash.size - pool.executable }),
    add: (signed) => add(pool, signed),
    has: (hash) => pool.byHash.has(hash),
    get: (hash) => pool.byHash.get(hash)?.signed,
    select: (maxBytes, maxGas) => selectTransactions(pool.queues.values(), maxBytes, maxGas),
    onCommitted: (block) => applyCommitted(pool, block),
    remove: (hash) => remove(pool, hash),
    pendingNonce: (sender) => {
      const queue = pool.queues.get(sender)
      return queue === undefined ? pool.account(sender).nonce : queue.nextNonce + queue.executable
    },
    transactionsOf: (sender) => toTransactions(pool.queues.get(sender)),
    eachAccount: (visit) => {
      for (const queue of pool.queues.values()) visit(queue.sender, toTransactions(queue))
    },
  }
}

function toTransactions(queue: AccountQueue | undefined): AccountTransactions {
  if (queue === undefined) return { pending: [], queued: [] }
  const all = queue.entries.map((entry) => entry.signed)
  return { pending: all.slice(0, queue.executable), queued: all.slice(queue.executable) }
}

function add(pool: Pool, signed: SignedTransaction): AddResult {
  const { transaction, sender } = signed
  if (pool.byHash.has(transaction.hash)) return refused(POOL_REFUSALS.alreadyKnown())
  const account = pool.account(sender)
  const known = pool.queues.get(sender)
  const queue = known ?? createAccountQueue(sender, account.nonce)
  const same = known === undefined ? undefined : entryAt(queue, transaction.nonce)
  const refusal = findRefusal(pool, queue, signed, same, account.balanceRau)
  if (refusal !== undefined) return refused(refusal)

  const entry = toPoolEntry(signed, pool.arrivals, pool.baseFeeRau)
  const evicted = makeRoom(pool, queue, entry, same)
  if (evicted === undefined) return refused(POOL_REFUSALS.poolFull())
  pool.arrivals++
  if (same !== undefined) takeOut(pool, queue, same)
  pool.queues.set(sender, queue)
  putIn(pool, queue, entry)
  refresh(pool, queue)
  return { ok: true, replaced: same?.signed, evicted: evicted.map((victim) => victim.signed) }
}

function refused(refusal: PoolRefusal): AddResult {
  return { ok: false, refusal }
}

function remove(pool: Pool, hash: Hex): void {
  const entry = pool.byHash.get(hash)
  if (entry === undefined) return
  const queue = pool.queues.get(entry.sender)
  assert(queue !== undefined, 'an entry has its account')
  takeOut(pool, queue, entry)
  refresh(pool, queue)
}
