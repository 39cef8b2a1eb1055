import { must } from '#base/assert.ts'
import type { InsertTxResult } from '#protocol/abci.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { DirectAdmission, SubmitResult } from './admission.ts'
import { createGossip, type Gossip } from './gossip.ts'
import type { GossipLimits } from './gossip-limits.ts'
import { isBatch, packBatch, unpackBatch } from './parcel.ts'
import type { PoolLimits } from './pool-limits.ts'
import { createTransactionPool, type TransactionPool } from './transaction-pool.ts'

export interface ReapedParcel {
  readonly bytes: Uint8Array
  readonly signed: readonly SignedTransaction[]
}

export interface GossipTestBed {
  readonly pool: TransactionPool
  readonly gossip: Gossip
  readonly clock: { nowMs: number }
  /** The pool takes a transaction that the node's own users sent. */
  takeOwn(signed: SignedTransaction): boolean
  /** The pool takes a transaction that another node sent alone. */
  takeFromPeer(signed: SignedTransaction): boolean
  /** Another node sent these in one batch. */
  insertBatch(batch: readonly SignedTransaction[]): InsertTxResult
  /** What the gossip hands out, with the transactions given above. */
  reapParcels(maxBytes?: number): readonly ReapedParcel[]
  /** The same without the parcels. */
  reap(maxBytes?: number): readonly SignedTransaction[]
}

/**
 * Gossip over a real pool; in place of admission each transaction goes into the pool as it is given. One of the chain id 1 can never
 * be a transaction here.
 */
export function createGossipTestBed(
  limits: Partial<GossipLimits> = {},
  poolLimits: Partial<PoolLimits> = {},
): GossipTestBed {
  const clock = { nowMs: 0 }
  const account = () => ({ nonce: 0, balanceRau: 10n ** 24n })
  const pool = createTransactionPool({ account, baseFeeRau: 1n, limits: poolLimits })
  const given = new Map<string, SignedTransaction>()
  const find = (raw: Uint8Array): SignedTransaction =>
    must(given.get(keyOf(raw)), 'a transaction that was given')
  const give = (signed: SignedTransaction): Uint8Array => {
    const { raw } = signed.transaction
    given.set(keyOf(raw), signed)
    return raw
  }
  const take = (signed: SignedTransaction): SubmitResult => {
    const { hash, chainId } = signed.transaction
    if (chainId === 1) return { ok: false, code: 'wrong-chain-id', message: '' }
    const added = pool.add(signed)
    if (!added.ok) return { ok: false, ...added.refusal }
    gossip.onTaken(signed)
    return { ok: true, hash }
  }
  const admission: DirectAdmission = {
    waiting: 0,
    maxWaiting: 100,
    start: (raw, settle) => {
      const { sender, transaction } = find(raw)
      settle(take({ sender, transaction: { ...transaction, raw } }))
    },
  }
  const gossip = createGossip({ pool, admission, limits, nowMs: () => clock.nowMs })
  const reapParcels = (maxBytes = 0): readonly ReapedParcel[] =>
    gossip.reap(maxBytes).map((bytes) => {
      const raws = isBatch(bytes) ? must(unpackBatch(bytes), 'a batch') : [bytes]
      return { bytes, signed: raws.map(find) }
    })
  return {
    pool,
    gossip,
    clock,
    takeOwn: (signed) => {
      give(signed)
      return take(signed).ok
    },
    takeFromPeer: (signed) => {
      const { taken } = gossip.counts
      gossip.insert(give(signed))
      return gossip.counts.taken > taken
    },
    insertBatch: (batch) => gossip.insert(packBatch(batch.map(give))),
    reapParcels,
    reap: (maxBytes) => reapParcels(maxBytes).flatMap(({ signed }) => signed),
  }
}

/** By content: what comes in a batch is copied. */
function keyOf(raw: Uint8Array): string {
  return Buffer.from(raw.subarray(raw.length - 4)).toString('hex')
}
