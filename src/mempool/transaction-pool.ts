import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import {
  type AccountQueue,
  computeNewcomerWorthRau,
  computeTailWorthRau,
  createAccountQueue,
  entryAt,
  findPlace,
  recountExecutable,
} from './account-queue.ts'
import { createEvictionOrder, type EvictionOrder } from './eviction-order.ts'
import { computeMaxCostRau, computePriceRau, type PoolEntry, toPoolEntry } from './pool-entry.ts'
import { DEFAULT_POOL_LIMITS, type PoolLimits } from './pool-limits.ts'
import { POOL_REFUSALS, type PoolRefusal } from './pool-refusal.ts'
import { selectTransactions } from './select-transactions.ts'

/** An account in the committed state. */
export interface AccountView {
  /** Nonce of its next transaction. */
  readonly nonce: number
  readonly balanceRau: bigint
}

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

/** What a committed block changed. */
export interface CommittedBlock {
  readonly height: number
  /** Base fee of the next block. */
  readonly baseFeeRau: bigint
  /** Accounts whose nonce or balance may have gone: the senders. May name one more than once. */
  readonly senders: Iterable<Address>
}

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

interface Pool {
  readonly limits: PoolLimits
  readonly account: (address: Address) => AccountView
  readonly queues: Map<Address, AccountQueue>
  readonly byHash: Map<Hex, PoolEntry>
  /** Accounts with waiting entries. */
  readonly gapped: Set<AccountQueue>
  bytes: number
  executable: number
  arrivals: number
  baseFeeRau: bigint
  height: number
  /** Kept only while the pool is full. */
  evictionOrder: EvictionOrder | undefined
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
    onCommitted: (block) => onCommitted(pool, block),
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

function findRefusal(
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

/** What it takes to undo an eviction. */
interface Eviction {
  readonly queue: AccountQueue
  readonly entry: PoolEntry
  readonly gapSinceHeight: number | undefined
}

/** Drops others until `entry` fits. Returns them, or `undefined` (and drops none) when it is not worth enough. */
function makeRoom(
  pool: Pool,
  queue: AccountQueue,
  entry: PoolEntry,
  same: PoolEntry | undefined,
): readonly PoolEntry[] | undefined {
  const { maxTransactions, maxBytes } = pool.limits
  const extra = same === undefined ? 1 : 0
  const extraBytes = entry.bytes - (same?.bytes ?? 0)
  const isFull = (): boolean =>
    pool.byHash.size + extra > maxTransactions || pool.bytes + extraBytes > maxBytes
  if (!isFull()) return []

  pool.evictionOrder ??= createEvictionOrder(pool.queues)
  const worthRau = computeNewcomerWorthRau(queue, entry.nonce, entry.priceRau)
  const evicted: Eviction[] = []
  while (isFull()) {
    const victim = chooseVictim(pool.evictionOrder, queue, queue.entries.length + extra, worthRau)
    if (victim === undefined) {
      for (const eviction of evicted.reverse()) restore(pool, eviction)
      return undefined
    }
    const last = victim.entries[victim.entries.length - 1] as PoolEntry
    evicted.push({ queue: victim, entry: last, gapSinceHeight: victim.gapSinceHeight })
    takeOut(pool, victim, last)
    refresh(pool, victim)
  }
  return evicted.map((eviction) => eviction.entry)
}

/**
 * The account with most transactions gives way to a dearer newcomer, and to an equal one of an account that has fewer even with
 * it. Otherwise the cheapest of all gives way, if the newcomer is dearer. Never does a cheaper one displace a dearer.
 */
function chooseVictim(
  order: EvictionOrder,
  newcomer: AccountQueue,
  newcomerCount: number,
  worthRau: bigint,
): AccountQueue | undefined {
  const largest = order.largest(newcomer)
  if (largest === undefined) return undefined
  const heldRau = computeTailWorthRau(largest)
  if (largest.entries.length >= newcomerCount && worthRau > heldRau) return largest
  if (largest.entries.length > newcomerCount && worthRau === heldRau) return largest
  const cheapest = order.cheapest(newcomer)
  return cheapest !== undefined && worthRau > computeTailWorthRau(cheapest) ? cheapest : undefined
}

function restore(pool: Pool, { queue, entry, gapSinceHeight }: Eviction): void {
  pool.queues.set(queue.sender, queue)
  putIn(pool, queue, entry)
  refresh(pool, queue)
  queue.gapSinceHeight = gapSinceHeight
}

function putIn(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  queue.entries.splice(findPlace(queue, entry.nonce), 0, entry)
  queue.costRau += entry.maxCostRau
  pool.byHash.set(entry.signed.transaction.hash, entry)
  pool.bytes += entry.bytes
}

function takeOut(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  const at = findPlace(queue, entry.nonce)
  assert(queue.entries[at] === entry, 'an entry stands in its account')
  queue.entries.splice(at, 1)
  forget(pool, queue, entry)
}

function forget(pool: Pool, queue: AccountQueue, entry: PoolEntry): void {
  queue.costRau -= entry.maxCostRau
  pool.byHash.delete(entry.signed.transaction.hash)
  pool.bytes -= entry.bytes
}

/** Brings everything that is derived from an account's entries up to date. */
function refresh(pool: Pool, queue: AccountQueue): void {
  pool.executable -= queue.executable
  recountExecutable(queue)
  pool.executable += queue.executable
  queue.version++
  if (queue.executable === queue.entries.length) {
    queue.gapSinceHeight = undefined
    pool.gapped.delete(queue)
  } else if (queue.gapSinceHeight === undefined) {
    queue.gapSinceHeight = pool.height
    pool.gapped.add(queue)
  }
  if (queue.entries.length === 0) pool.queues.delete(queue.sender)
  pool.evictionOrder?.onChanged(queue)
}

function remove(pool: Pool, hash: Hex): void {
  const entry = pool.byHash.get(hash)
  if (entry === undefined) return
  const queue = pool.queues.get(entry.sender)
  assert(queue !== undefined, 'an entry has its account')
  takeOut(pool, queue, entry)
  refresh(pool, queue)
}

function onCommitted(pool: Pool, block: CommittedBlock): number {
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

function keepOnly(pool: Pool, queue: AccountQueue, isKept: (entry: PoolEntry) => boolean): void {
  const { entries } = queue
  let kept = 0
  for (const entry of entries) {
    if (isKept(entry)) entries[kept++] = entry
    else forget(pool, queue, entry)
  }
  entries.length = kept
  refresh(pool, queue)
}
