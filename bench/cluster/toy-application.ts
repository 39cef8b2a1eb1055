import { randomFillSync } from 'node:crypto'
import { u64ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import {
  computeBatchBytes,
  isBatch,
  MAX_BATCH_BYTES,
  packBatch,
  unpackBatch,
} from '#mempool/parcel.ts'
import type { Application, ValidatorUpdate } from '#protocol/abci.ts'

const TRANSACTION_BYTES = 250
/** In one answer to ReapTxs, as many as a node would give. */
const ANSWER_TRANSACTIONS = Math.floor(
  (MAX_BATCH_BYTES - 1) / (computeBatchBytes([new Uint8Array(TRANSACTION_BYTES)]) - 1),
)
/** Made in one go, and how often: the thread is free for answers in between. */
const FEED_TRANSACTIONS = 500
const FEED_EVERY_MS = 2

/** How transactions go to other nodes: each for itself, or several as one, as nodes send them. */
export type ToyForm = 'singles' | 'batches'

export interface ToyOptions {
  readonly form: ToyForm
  readonly validators: readonly ValidatorUpdate[]
  /** Transactions in a block at most. */
  readonly blockTransactions: number
}

/** Keeps transactions without looking at them: what is left of a node is the engine. */
export interface Toy {
  readonly application: Application
  readonly height: number
  /** Different transactions in committed blocks. */
  readonly committed: number
  /** Makes random transactions, so that `open` of them wait for a block at any time. Returns what ends it. */
  feed(open: number): () => void
}

export function createToy({ form, validators, blockTransactions }: ToyOptions): Toy {
  const pool = new Map<string, Uint8Array>()
  const seen = new Set<string>()
  const own = new Set<string>()
  let fresh: Uint8Array[] = []
  let height = 0
  let committed = 0
  let finalised: { readonly height: number; readonly keys: readonly string[] } = {
    height: 0,
    keys: [],
  }

  const add = (raw: Uint8Array): string | undefined => {
    const key = keyOf(raw)
    if (seen.has(key)) return undefined
    seen.add(key)
    pool.set(key, raw)
    return key
  }
  const make = (open: number): void => {
    const count = Math.min(FEED_TRANSACTIONS, open - own.size)
    if (count <= 0) return
    const bytes = randomFillSync(new Uint8Array(count * TRANSACTION_BYTES))
    for (let at = 0; at < bytes.length; at += TRANSACTION_BYTES) {
      const raw = bytes.slice(at, at + TRANSACTION_BYTES)
      const key = add(raw)
      if (key === undefined) continue
      own.add(key)
      // All are connected with all: nobody has to hand on what came from another.
      fresh.push(raw)
    }
  }

  const application: Application = {
    info: () => ({ lastBlockHeight: height, lastBlockAppHash: appHashOf(height) }),
    initChain: () => ({ validators, appHash: appHashOf(0) }),
    checkTx: async () => ({ code: 1, log: 'transactions are made here' }),
    insertTx: async (parcel) => {
      // A random transaction that begins like a batch is hardly ever one.
      const raws = isBatch(parcel) ? unpackBatch(parcel) : undefined
      for (const raw of raws ?? [parcel]) add(raw)
      return 'taken'
    },
    reapTxs: () => {
      const raws = fresh.slice(0, ANSWER_TRANSACTIONS)
      fresh = fresh.slice(raws.length)
      return form === 'batches' && raws.length > 1 ? [packBatch(raws)] : raws
    },
    prepareProposal: async () => [...pool.values()].slice(0, blockTransactions),
    processProposal: async () => true,
    finalizeBlock: async (request) => {
      finalised = { height: request.height, keys: request.txs.map(keyOf) }
      const result = { code: 0, data: new Uint8Array(0), gasWanted: 0, gasUsed: 0 }
      const txResults = request.txs.map(() => result)
      return { txResults, validatorUpdates: [], appHash: appHashOf(request.height) }
    },
    commit: async () => {
      for (const key of finalised.keys) {
        // One that is known and does not wait any more was in a block before.
        if (pool.delete(key) || !seen.has(key)) committed++
        seen.add(key)
        own.delete(key)
      }
      height = finalised.height
      return { retainHeight: 0 }
    },
    discard: () => {},
    listSnapshots: () => [],
    loadSnapshotChunk: async () => new Uint8Array(0),
    offerSnapshot: async () => 'abort',
    applySnapshotChunk: async () => ({ result: 'abort', refetchChunks: [], rejectSenders: [] }),
  }

  return {
    application,
    get height() {
      return height
    },
    get committed() {
      return committed
    },
    feed: (open) => {
      const timer = setInterval(() => make(open), FEED_EVERY_MS)
      return () => clearInterval(timer)
    },
  }
}

function appHashOf(height: number): Uint8Array {
  return sha256(u64ToBytes(height))
}

/** 16 random bytes are enough to tell them apart. */
function keyOf(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, 16).toString('latin1')
}
