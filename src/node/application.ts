import { assert } from '#base/assert.ts'
import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import { TransactionError } from '#base/transaction.ts'
import type { TransactionMemory } from '#mempool/transaction-memory.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import type {
  Application,
  FinalizeBlockRequest,
  InitChainResponse,
  PrepareProposalRequest,
  Snapshot,
} from '#protocol/abci.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { Machine } from '#protocol/machine.ts'
import type { StateRoots } from '#protocol/store.ts'
import type { SignReveal } from './reveal-signer.ts'

/** What is written for each block: enough to execute it again, and what that must give. */
export interface BlockToStore {
  readonly request: FinalizeBlockRequest
  readonly roots: StateRoots
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
  /** The first state is there already, built when the node opened an empty directory: the engine's `initChain` gets this answer. */
  readonly initialised?: InitChainResponse | undefined
  /** Signs the proposer's contribution to the randomness. */
  readonly signReveal: SignReveal
  /** Resolves when the block is on disk. Nothing else of the node may run in between: see README. */
  readonly storeBlock: (block: BlockToStore) => Promise<void>
  /** The block is on disk and part of the state. The engine waits until this resolves. */
  readonly onCommitted: (block: ExecutedBlock, timings: BlockTimings) => Promise<void>
  readonly snapshots?: SnapshotSource
}

/** The application, and what only its own node may ask of it. */
export interface NodeApplication extends Application {
  /** Height of a block that is executed and not committed; reads of the state are not possible then. */
  readonly openHeight: number | undefined
  /** Drops a block that was executed and not committed, as when an engine connects anew. */
  discard(): void
}

interface OpenBlock {
  readonly request: FinalizeBlockRequest
  readonly executed: ExecutedBlock
  readonly executeMs: number
}

/** The state machine behind the interface that engines drive: with pool, signatures in other threads, and disk. */
export function createApplication(options: ApplicationOptions): NodeApplication {
  const { machine, memory } = options
  let open: OpenBlock | undefined
  let { initialised } = options
  /** Left out of the proposal that was prepared last, for lack of room or as invalid. */
  let leftOut: readonly Hex[] = []

  const discard = (): void => {
    machine.discard()
    open = undefined
  }

  return {
    get openHeight() {
      return open?.request.height
    },
    discard,
    info: () => machine.info(),
    initChain: (request) => {
      initialised ??= machine.initChain(request)
      assert(machine.info().lastBlockHeight === 0, 'a chain with blocks is not initialised again')
      return initialised
    },
    checkTx: async (raw) => {
      await memory.prefetch([raw])
      const signed = memory.resolve(raw)
      if (!(signed instanceof TransactionError)) return machine.checkTx(signed)
      return { code: ADMISSION_CODES.malformed.code, log: signed.message }
    },
    prepareProposal: async (request) => {
      const proposal = prepare(options, request)
      leftOut = proposal.leftOut
      return proposal.txs
    },
    processProposal: async (request) => {
      await memory.prefetch(request.txs)
      return machine.processProposal(request)
    },
    finalizeBlock: async (request) => {
      discard()
      await memory.prefetch(request.txs)
      const startMs = performance.now()
      const executed = machine.finalizeBlock(request)
      open = { request, executed, executeMs: performance.now() - startMs }
      return executed.response
    },
    commit: async () => {
      assert(open !== undefined, 'a commit follows a finalised block')
      const { request, executed, executeMs } = open
      const startMs = performance.now()
      await options.storeBlock({ request, roots: executed.roots })
      const storeMs = performance.now() - startMs
      machine.commit()
      open = undefined
      updatePool(options, request, leftOut)
      leftOut = []
      await options.onCommitted(executed, { executeMs, storeMs })
      return { retainHeight: 0 }
    },
    listSnapshots: () => options.snapshots?.list() ?? [],
    // The formats of one program do not differ; an empty chunk says that it is gone, as ABCI has it.
    loadSnapshotChunk: async (height, _format, chunk) =>
      (await options.snapshots?.loadChunk(height, chunk)) ?? new Uint8Array(0),
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
  const chosen = pool.select(request.maxTxBytes, machine.rules().maxBlockGas)
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
