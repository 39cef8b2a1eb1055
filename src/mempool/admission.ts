import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import { type Transaction, TransactionError } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { BatchRecovery } from './signatures/sender-cache.ts'
import { type TransactionMemory, tryDecode } from './transaction-memory.ts'
import type { TransactionPool } from './transaction-pool.ts'

/** Why a transaction was not taken: a stable word for programs and a sentence for people. */
export interface AdmissionRefusal {
  readonly code: string
  readonly message: string
}

export type SubmitResult =
  | { readonly ok: true; readonly hash: Hex }
  | ({ readonly ok: false } & AdmissionRefusal)

export interface AdmissionOptions {
  /** Ethereum chain id that every signature must name. */
  readonly chainId: number
  readonly pool: TransactionPool
  readonly memory: TransactionMemory
  readonly recovery: BatchRecovery
  /** The state machine's own check against the committed state; `undefined` when it has nothing against it. */
  readonly check: (signed: SignedTransaction) => AdmissionRefusal | undefined
  /** A promise while the state is not that of a committed block: nothing is checked against it then. */
  readonly settled?: () => Promise<void> | undefined
  /** Told of each transaction that the pool took. */
  readonly onTaken?: (signed: SignedTransaction) => void
  /** Transactions that may wait for the check of their signature; more are refused. */
  readonly maxWaiting?: number
  /** Calls `flush` once when the events at hand are handled. */
  readonly schedule?: (flush: () => void) => void
  /** Calls `flush` once a few milliseconds later. */
  readonly scheduleLater?: (flush: () => void) => void
}

/** The way into the pool: bytes → decoded → chain id → sender → state machine → pool. */
export interface Admission {
  /** Resolves once the transaction is in the pool or refused. Never rejects for bad input. */
  submit(raw: Uint8Array): Promise<SubmitResult>
  /** The same for many; answers in the order of `raws`. */
  submitBatch(raws: readonly Uint8Array[]): Promise<readonly SubmitResult[]>
  /** Transactions that wait for the check of their signature. */
  readonly waiting: number
}

type Settle = (result: SubmitResult) => void

/** The same way in without promises, for gossip: it has to answer at once. */
export interface DirectAdmission {
  /** Transactions that wait for the check of their signature. */
  readonly waiting: number
  /** As many may wait; more are refused. */
  readonly maxWaiting: number
  /**
   * `settle` is called once: before this returns if the bytes are no transaction of this chain, are known or too many wait;
   * otherwise when the transaction is in the pool or refused, after `onTaken`. `isPatient`: nobody waits for it, so that it may be
   * gathered with others for a few milliseconds.
   */
  start(raw: Uint8Array, settle: Settle, isPatient?: boolean): void
}

interface Submission {
  readonly transaction: Transaction
  readonly settle: Settle
}

const DEFAULT_MAX_WAITING = 50_000
/** Patient transactions wait for others so long, and until they are so many: one message to another thread. */
const GATHER_MS = 5
const GATHER_TRANSACTIONS = 64

/**
 * Signatures are recovered in batches by other threads. What arrives while the events at hand are handled goes out together: one
 * transaction by itself waits for nobody, and under load the batches grow by themselves. Peers send one after another, each after
 * the answer to the one before, so theirs would go out one by one: a message to a thread costs as much as half of a check.
 */
export function createAdmission(options: AdmissionOptions): Admission & DirectAdmission {
  const { chainId, pool, memory, recovery } = options
  const maxWaiting = options.maxWaiting ?? DEFAULT_MAX_WAITING
  const schedule = options.schedule ?? ((flush) => void setImmediate(flush))
  const scheduleLater =
    options.scheduleLater ?? ((flush) => void setTimeout(flush, GATHER_MS).unref())
  let gathered: Submission[] = []
  let isFlushNear = false
  let isFlushPlanned = false
  let waiting = 0

  const take = (signed: SignedTransaction | TransactionError): SubmitResult => {
    if (signed instanceof TransactionError) return refuse(signed)
    const { hash } = signed.transaction
    // Twice in one batch: the first is in the pool by now.
    if (pool.has(hash)) return ALREADY_KNOWN
    const objection = options.check(signed)
    if (objection !== undefined) return { ok: false, ...objection }
    const added = pool.add(signed)
    if (!added.ok) return { ok: false, ...added.refusal }
    options.onTaken?.(signed)
    return { ok: true, hash }
  }

  const flush = async (): Promise<void> => {
    const batch = gathered
    gathered = []
    if (batch.length === 0) return
    const transactions = batch.map((submission) => submission.transaction)
    // One that comes again after it has left the pool: in other company, so that no engine knows it for the same.
    const recalled = transactions.map((transaction) => memory.recall(transaction))
    const fresh = transactions.filter((_, at) => recalled[at] === undefined)
    let senders: readonly (Address | undefined)[] = []
    try {
      if (fresh.length > 0) senders = await recovery.recover(fresh)
      await options.settled?.()
    } catch (error) {
      const refusal = unavailable(error)
      for (const { settle } of batch) settle(refusal)
      return
    } finally {
      waiting -= batch.length
    }
    let next = 0
    for (const [at, { transaction, settle }] of batch.entries()) {
      settle(take(recalled[at] ?? memory.remember(transaction, senders[next++])))
    }
  }

  const plan = (isPatient: boolean): void => {
    if (isPatient && gathered.length < GATHER_TRANSACTIONS) {
      if (isFlushPlanned || isFlushNear) return
      isFlushPlanned = true
      scheduleLater(() => {
        isFlushPlanned = false
        void flush()
      })
    } else if (!isFlushNear) {
      isFlushNear = true
      schedule(() => {
        isFlushNear = false
        void flush()
      })
    }
  }

  const start = (raw: Uint8Array, settle: Settle, isPatient = false): void => {
    const twin = memory.peek(raw)
    if (twin !== undefined && pool.has(twin.transaction.hash)) return settle(ALREADY_KNOWN)
    const transaction = tryDecode(raw)
    if (transaction instanceof TransactionError) return settle(refuse(transaction))
    if (transaction.chainId !== chainId) return settle(wrongChain(transaction.chainId, chainId))
    if (pool.has(transaction.hash)) return settle(ALREADY_KNOWN)
    if (waiting >= maxWaiting) return settle(TOO_MANY)
    waiting++
    gathered.push({ transaction, settle })
    plan(isPatient)
  }

  return {
    get waiting() {
      return waiting
    },
    maxWaiting,
    start,
    submit: (raw) => new Promise((resolve) => start(raw, resolve)),
    submitBatch: (raws) => submitAll(raws, start),
  }
}

function submitAll(
  raws: readonly Uint8Array[],
  start: (raw: Uint8Array, settle: Settle) => void,
): Promise<readonly SubmitResult[]> {
  if (raws.length === 0) return Promise.resolve([])
  return new Promise((resolve) => {
    const results: SubmitResult[] = new Array(raws.length)
    let left = raws.length
    for (const [at, raw] of raws.entries()) {
      start(raw, (result) => {
        results[at] = result
        left--
        if (left === 0) resolve(results)
      })
    }
  })
}

const ALREADY_KNOWN: SubmitResult = { ok: false, code: 'already-known', message: 'already known' }
const TOO_MANY: SubmitResult = {
  ok: false,
  code: 'pool-full',
  message: 'txpool is full: too many transactions wait for their signature check; try again',
}

function refuse({ code, message }: TransactionError): SubmitResult {
  return { ok: false, code, message }
}

function wrongChain(given: number, expected: number): SubmitResult {
  return {
    ok: false,
    code: 'wrong-chain-id',
    message: `invalid chain id: the transaction is signed for chain ${given}, this is ${expected}`,
  }
}

function unavailable(error: unknown): SubmitResult {
  const cause = error instanceof Error ? error.message : String(error)
  return {
    ok: false,
    code: 'unavailable',
    message: `the signature cannot be checked now: ${cause}`,
  }
}
