import { must } from '#base/assert.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { DirectAdmission, SubmitResult } from './admission.ts'
import { createGossip, type Gossip } from './gossip.ts'
import type { GossipLimits } from './gossip-limits.ts'
import type { PoolLimits } from './pool-limits.ts'
import { createTransactionPool, type TransactionPool } from './transaction-pool.ts'

export interface GossipTestBed {
  readonly pool: TransactionPool
  readonly gossip: Gossip
  readonly clock: { nowMs: number }
  /** The pool takes a transaction that the node's own users sent. */
  takeOwn(signed: SignedTransaction): boolean
  /** The pool takes a transaction that another node sent. */
  takeFromPeer(signed: SignedTransaction): boolean
  /** What the gossip hands out, as the transactions given above. */
  reap(maxBytes?: number): readonly SignedTransaction[]
}

/** Gossip over a real pool; in place of admission each transaction goes into the pool as it is given. */
export function createGossipTestBed(
  limits: Partial<GossipLimits> = {},
  poolLimits: Partial<PoolLimits> = {},
): GossipTestBed {
  const clock = { nowMs: 0 }
  const account = () => ({ nonce: 0, balanceRau: 10n ** 24n })
  const pool = createTransactionPool({ account, baseFeeRau: 1n, limits: poolLimits })
  const byRaw = new Map<Uint8Array, SignedTransaction>()
  const take = (signed: SignedTransaction): SubmitResult => {
    byRaw.set(signed.transaction.raw, signed)
    const added = pool.add(signed)
    if (!added.ok) return { ok: false, ...added.refusal }
    gossip.onTaken(signed)
    return { ok: true, hash: signed.transaction.hash }
  }
  const admission: DirectAdmission = {
    waiting: 0,
    maxWaiting: 100,
    start: (raw, settle) => settle(take(must(byRaw.get(raw), 'its transaction'))),
  }
  const gossip = createGossip({ pool, admission, limits, nowMs: () => clock.nowMs })
  return {
    pool,
    gossip,
    clock,
    takeOwn: (signed) => take(signed).ok,
    takeFromPeer: (signed) => {
      const { raw, hash } = signed.transaction
      byRaw.set(raw, signed)
      gossip.insert(raw)
      return pool.get(hash) === signed
    },
    reap: (maxBytes = 0) =>
      gossip.reap(maxBytes).map((raw) => must(byRaw.get(raw), 'a transaction that was taken')),
  }
}
