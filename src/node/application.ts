import { assert } from '#base/assert.ts'
import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { SubmitResult } from '#mempool/admission.ts'
import type { TransactionMemory } from '#mempool/transaction-memory.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import type {
  Application,
  CommitInfo,
  FinalizeBlockRequest,
  InitChainResponse,
  InsertTxResult,
  PrepareProposalRequest,
  Snapshot,
} from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { Machine } from '#protocol/machine.ts'
import { mostTransactions } from '#protocol/proposal.ts'
import type { StateRoots } from '#protocol/store.ts'
import { findMissingVersion } from './missing-version.ts'
import type { SignReveal } from './reveal-signer.ts'

/** What is written for each block: enough to execute it again, and what that must give. */
export interface BlockToStore {
  readonly request: FinalizeBlockRequest
  readonly roots: StateRoots
}

/** How transactions come in by the engine and go out to other nodes. */
export interface TransactionPorts {
  /** Takes a transaction that somebody handed to the engine, as if it had come by the RPC. */
  submit(raw: Uint8Array): Promise<SubmitResult>
  /** A transaction that another node has sent. */
  insert(raw: Uint8Array): InsertTxResult
  /** Transactions for other nodes. */
  reap(maxBytes: number): readonly Uint8Array[]
}

/** Where snapshots for other nodes come from. */
export interface SnapshotSource {
  list(): readonly Snapshot[]
  /** `undefined` when there is no such chunk (any more). */
  loadChunk(height: number, chunk: number): Promise<Uint8Array | undefined>
}

/** How long the parts of a block took, in milliseconds. */
export interface BlockTimings {
  /** From the senders being known to the roots. */
  readonly executeMs: number
  /** Until it was on disk. */
  readonly storeMs: number
}

export interface ApplicationOptions {
  readonly machine: Machine
  readonly pool: TransactionPool
  readonly memory: TransactionMemory
  readonly transactions: TransactionPorts
  /** The first state is there already, built when the node opened an empty directory: the engine's `initChain` gets this answer. */
  readonly initialised?: InitChainResponse | undefined
  /** Signs the proposer's contribution to the randomness. */
  readonly signReveal: SignReveal
  /** Resolves when the block is on disk. Nobody reads the state in between: see README. */
  readonly storeBlock: (block: BlockToStore) => Promise<void>
  /** The block is on disk and part of the state; `lastCommit` is what it says of the block before. The engine waits until this resolves. */
  readonly onCommitted: (
    block: ExecutedBlock,
    timings: BlockTimings,
    lastCommit: CommitInfo,
  ) => Promise<void>
  readonly snapshots?: SnapshotSource
  /** Blocks below this height are not needed by anybody any more, after the block of `height`; 0 keeps all. */
  readonly retainHeight?: (height: number) => number
  /** The engine wants a state though there is one. */
  readonly onSnapshotOffered?: () => void
}

/** The application, and what only its own node may ask of it. */
export interface NodeApplication extends Application {
  /**
   * Between the execution of a block and its commit the state is nobody's: resolves when it is that of a committed block again.
   * `undefined` when it is now.
   */
  settled(): Promise<void> | undefined
}

interface OpenBlock {
  readonly request: FinalizeBlockRequest
  readonly executed: ExecutedBlock
  readonly executeMs: number
  readonly settled: Promise<void>
  readonly settle: () => void
}

/** The state machine behind the interface that engines drive: with pool, signatures in other threads, and disk. */
export function createApplication(options: ApplicationOptions): NodeApplication {
  const { machine, memory, transactions } = options
  let open: OpenBlock | undefined
  let { initialised } = options
  /** Left out of the proposal that was prepared last, for lack of room or as invalid. */
  let leftOut: readonly Hex[] = []

  const discard = (): void => {
    machine.discard()
    open?.settle()
    open = undefined
  }

  return {
    settled: () => open?.settled,
    discard,
    info: () => machine.info(),
    initChain: (request) => {
      initialised ??= machine.initChain(request)
      assert(machine.info().lastBlockHeight === 0, 'a chain with blocks is not initialised again')
      return initialised
    },
    // An engine asks before it answers a client of its own: what it says yes to must be in the pool.
    checkTx: async (raw) => {
      const result = await transactions.submit(raw)
      return result.ok ? { code: 0, log: '' } : { code: 1, log: result.message }
    },
    insertTx: async (raw) => transactions.insert(raw),
    reapTxs: (maxBytes) => transactions.reap(maxBytes),
    prepareProposal: async (request) => {
      const proposal = prepare(options, request)
      leftOut = proposal.leftOut
      return proposal.txs
    },
    processProposal: async (request) => {
      // Before anything is decoded: a block of millions of tiny transactions would keep all nodes busy.
      if (request.txs.length > mostTransactions(machine.rules())) return false
      await memory.prefetch(request.txs)
      return machine.processProposal(request)
    },
    finalizeBlock: async (request) => {
      discard()
      const missing = findMissingVersion(machine)
      if (missing !== undefined) throw missing
      await memory.prefetch(request.txs)
      const startMs = performance.now()
      const executed = machine.finalizeBlock(request)
      const { promise: settled, resolve: settle } = Promise.withResolvers<void>()
      const executeMs = performance.now() - startMs
      open = { request, executed, executeMs, settled, settle }
      return executed.response
    },
    commit: async () => {
      assert(open !== undefined, 'a commit follows a finalised block')
      const { request, executed, executeMs, settle } = open
      const startMs = performance.now()
      await options.storeBlock({ request, roots: executed.roots })
      const storeMs = performance.now() - startMs
      machine.commit()
      open = undefined
      updatePool(options, request, leftOut)
      leftOut = []
      const timings = { executeMs, storeMs }
      const told = options.onCommitted(executed, timings, request.decidedLastCommit)
      settle()
      await told
      return { retainHeight: options.retainHeight?.(request.height) ?? 0 }
    },
    listSnapshots: () => options.snapshots?.list() ?? [],
    // The formats of one program do not differ; an empty chunk says that it is gone, as ABCI has it.
    loadSnapshotChunk: async (height, _format, chunk) =>
      (await options.snapshots?.loadChunk(height, chunk)) ?? new Uint8Array(0),
    // Only a node without any state takes one from others: see restore-application.ts.
    offerSnapshot: async () => {
      options.onSnapshotOffered?.()
      return 'abort'
    },
    applySnapshotChunk: async () => ({ result: 'abort', refetchChunks: [], rejectSenders: [] }),
  }
}

interface Proposal {
  readonly txs: readonly Uint8Array[]
  readonly leftOut: readonly Hex[]
}

function prepare(
  { machine, pool, signReveal }: ApplicationOptions,
  request: PrepareProposalRequest,
): Proposal {
  const { maxBlockBytes, maxBlockGas } = machine.rules()
  const chosen = pool.select(Math.min(request.maxTxBytes, maxBlockBytes), maxBlockGas)
  const candidates = chosen.map((signed) => signed.transaction.raw)
  const reveal = signReveal(request.proposerAddress, request.height)
  const txs = machine.prepareProposal(request, candidates, reveal)
  const taken = new Set(txs)
  const leftOut = chosen
    .filter((signed) => !taken.has(signed.transaction.raw))
    .map((signed) => signed.transaction.hash)
  return { txs, leftOut }
}

function updatePool(
  { machine, pool, memory }: ApplicationOptions,
  request: FinalizeBlockRequest,
  leftOut: readonly Hex[],
): void {
  const senders: Address[] = []
  for (const raw of request.txs) {
    const signed = memory.peek(raw)
    if (signed !== undefined) senders.push(signed.sender)
  }
  pool.onCommitted({
    height: request.height,
    baseFeeRau: machine.rules().gasPriceRau,
    senders,
  })
  // Most only lacked room. One that has become invalid would be offered, and left out, for ever.
  for (const hash of leftOut) {
    const signed = pool.get(hash)
    if (signed !== undefined && machine.checkTx(signed).code !== 0) pool.remove(hash)
  }
}
