import { AssertionError } from '#base/assert.ts'
import type {
  Application,
  ApplyChunkResponse,
  OfferSnapshotResult,
  Snapshot,
} from '#protocol/abci.ts'
import type { Database } from '#state/database.ts'
import { SnapshotReceiver } from '#state/snapshot/snapshot-receiver.ts'
import { StorageError } from '#state/storage-error.ts'
import type { Logger } from './logging/logger.ts'
import { NodeError } from './node-error.ts'

export interface RestoreOptions {
  /** Empty. */
  readonly database: Database
  readonly logger: Logger
  /** The state of the store is that of a snapshot now. */
  readonly onFilled: () => void
  /** The restore cannot go on. */
  readonly onFailure: (error: Error) => void
}

/** The state of other nodes, taken through the engine in place of blocks from the first one on. */
export interface Restore {
  /** What the engine speaks with meanwhile. */
  readonly application: Application
  /** Resolves when the state is there. The engine waits for the answer to the last chunk until `goOn`. */
  readonly restored: Promise<void>
  /** The application that has the state is in its place: the engine goes on with it. */
  goOn(): void
  /** The node stops: the engine is told so, if it waits. */
  giveUp(): void
  /** Removes what was received in part; the engine has ended. */
  close(): Promise<void>
}

const NOTHING = new Uint8Array(0)
/** Progress is told at most so often. */
const SAY_EVERY_MS = 3_000
const ACCEPTED: ApplyChunkResponse = { result: 'accept', refetchChunks: [], rejectSenders: [] }
const ABORTED: ApplyChunkResponse = { result: 'abort', refetchChunks: [], rejectSenders: [] }

/**
 * The application of a node without a state, until it has one: it takes a snapshot and knows nothing of blocks. Everything in a
 * snapshot is checked against the app hash, which is the only thing that the engine vouches for.
 */
export function createRestore(options: RestoreOptions): Restore {
  const { database, logger } = options
  const { promise: restored, resolve: resolveRestored } = Promise.withResolvers<void>()
  const { promise: answer, resolve: resolveAnswer } = Promise.withResolvers<ApplyChunkResponse>()
  let receiver: SnapshotReceiver | undefined
  let senders = new Set<string>()
  let isFilled = false
  let saidAtMs = 0

  const offerSnapshot = async (
    snapshot: Snapshot,
    appHash: Uint8Array,
  ): Promise<OfferSnapshotResult> => {
    if (isFilled) {
      options.onFailure(stateLost())
      return 'abort'
    }
    await receiver?.abandon()
    receiver = undefined
    const { height, chunks } = snapshot
    const taken = database.offerSnapshot(snapshot, appHash)
    if (taken instanceof SnapshotReceiver) {
      receiver = taken
      senders = new Set()
      saidAtMs = performance.now()
      logger.info('taking a snapshot of other nodes', { height, chunks })
      return 'accept'
    }
    logger.warn('a snapshot of other nodes is refused', { height, reason: taken })
    return taken === 'format' ? 'reject-format' : 'reject'
  }

  const sayProgress = ({ missing, total }: SnapshotReceiver): void => {
    if (performance.now() - saidAtMs < SAY_EVERY_MS) return
    saidAtMs = performance.now()
    logger.info('taking a snapshot of other nodes', { chunks: total - missing.length, of: total })
  }

  /** Fills the store from what was received. Lies in it are those of all who sent it: each piece is what the offer said. */
  const fill = async (complete: SnapshotReceiver): Promise<ApplyChunkResponse> => {
    receiver = undefined
    try {
      const { height } = await database.adoptSnapshot(complete)
      options.onFilled()
      logger.info('state restored', { height })
    } catch (error) {
      if (!(error instanceof StorageError) || error.code.startsWith('disk')) throw error
      logger.warn('the snapshot is not good', { reason: error.message })
      return { result: 'reject-snapshot', refetchChunks: [], rejectSenders: [...senders] }
    }
    isFilled = true
    resolveRestored()
    return answer
  }

  const applySnapshotChunk = async (
    index: number,
    chunk: Uint8Array,
    sender: string,
  ): Promise<ApplyChunkResponse> => {
    if (receiver === undefined) return ABORTED
    const rejectSenders = sender === '' ? [] : [sender]
    if (!(await receiver.apply(index, chunk))) {
      logger.warn('a chunk of the snapshot is wrong', { index, sender })
      return { result: 'retry', refetchChunks: [index], rejectSenders }
    }
    for (const one of rejectSenders) senders.add(one)
    if (receiver.missing.length === 0) return fill(receiver)
    sayProgress(receiver)
    return ACCEPTED
  }

  const noBlocks = (): never => {
    throw new AssertionError('a node without a state takes no blocks')
  }
  return {
    restored,
    goOn: () => resolveAnswer(ACCEPTED),
    giveUp: () => resolveAnswer(ABORTED),
    close: async () => {
      await receiver?.abandon()
      receiver = undefined
    },
    application: {
      info: () => ({ lastBlockHeight: 0, lastBlockAppHash: NOTHING }),
      // An engine that has blocks takes no snapshot: it would begin with the first one.
      initChain: () => {
        throw engineHasBlocks()
      },
      prepareProposal: noBlocks,
      processProposal: noBlocks,
      finalizeBlock: noBlocks,
      commit: noBlocks,
      discard: () => {},
      checkTx: async () => ({ code: 1, log: 'the node has no state yet' }),
      insertTx: async () => 'retry',
      reapTxs: () => [],
      listSnapshots: () => [],
      loadSnapshotChunk: async () => NOTHING,
      offerSnapshot,
      // What goes wrong here is the node's own trouble; the engine would only stand still.
      applySnapshotChunk: async (index, chunk, sender) => {
        try {
          return await applySnapshotChunk(index, chunk, sender)
        } catch (error) {
          options.onFailure(error as Error)
          return ABORTED
        }
      },
    },
  }
}

/** The engine asks for a snapshot though there is a state. */
export function stateLost(): NodeError {
  return new NodeError(
    'failed',
    'CometBFT ended before it took over the height of the snapshot: start the node again, which repeats the restore',
  )
}

function engineHasBlocks(): NodeError {
  return new NodeError(
    'failed',
    'CometBFT has blocks and takes no snapshot, but this node has no state: start without --state-sync, or remove *.db in cometbft/data of the data directory',
  )
}
