import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { Database, Lock } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { readBlockHash, readGenesis, readTip } from '../node/read-chain.ts'
import { createRpcClient, NodeError, type RpcClient } from '../node/rpc-client.ts'
import { BlockBatches } from './block-batches.ts'
import { IndexWriter } from './index-writer.ts'
import { pause } from './pause.ts'
import { openBlockSignal } from './wait-for-blocks.ts'

export interface FollowOptions {
  readonly database: Database
  /** HTTP address of a node that keeps all blocks. */
  readonly rpcUrl: string
  /** Ends it in order. */
  readonly signal: AbortSignal
  /** One line for people: what happens beside the ordinary. */
  readonly log: (line: string) => void
  /** When another process indexes this database: wait for it to end (true), or throw `DatabaseError` `in-use`. */
  readonly waitForLock?: boolean
  /** Called when blocks are in the tables; for whoever follows the progress. */
  readonly onProgress?: (progress: Progress) => void
  /** Reads up to this height and ends. */
  readonly untilHeight?: number
}

export interface Progress {
  readonly height: number
  readonly headHeight: number
  readonly blocks: number
  readonly events: number
}

/** Who holds the lock of this name is the one that writes the index. */
export const LOCK_NAME = 'boule index'
const LOCK_POLL_MS = 2_000
/** How long nothing is heard of a new block before it is asked for. */
const POLL_MS = 1_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000

/**
 * Follows the chain into the database until it is told to end: one follower for each database. A node that is away is waited for; a chain that is
 * another one than the tables have makes them begin anew. Throws `DatabaseError`, `NodeError` for what is no node, `UnknownEventError`.
 */
export async function followChain(options: FollowOptions): Promise<void> {
  const { database, signal } = options
  await migrate(database, CHAIN_MIGRATIONS)
  const lock = await takeLock(options)
  if (lock === undefined) return
  const lost = new AbortController()
  void lock.lost.then(() => lost.abort())
  try {
    await follow({ ...options, signal: AbortSignal.any([signal, lost.signal]) })
    if (lost.signal.aborted && !signal.aborted) {
      throw new DatabaseError('unreachable', `the connection to ${database.where} was lost`)
    }
  } finally {
    await lock.release()
  }
}

async function takeLock(options: FollowOptions): Promise<Lock | undefined> {
  const { database, signal, log } = options
  for (let attempt = 0; !signal.aborted; attempt++) {
    const lock = await database.lock(LOCK_NAME)
    if (lock !== undefined) return lock
    const message = `another process indexes the database ${database.where}`
    if (options.waitForLock !== true) {
      throw new DatabaseError('in-use', `${message}; stop it, or wait with --wait`)
    }
    if (attempt === 0) log(`${message}: waiting for it to end`)
    await pause(LOCK_POLL_MS, signal)
  }
  return undefined
}

async function follow(options: FollowOptions): Promise<void> {
  const { signal, log } = options
  const rpc = createRpcClient(options.rpcUrl)
  const blocks = openBlockSignal(options.rpcUrl)
  const onAbort = (): void => blocks.close()
  signal.addEventListener('abort', onAbort)
  const writer = await IndexWriter.open(options.database)
  let waitMs = FIRST_RETRY_MS
  try {
    while (!signal.aborted) {
      try {
        const isDone = await catchUp(options, rpc, writer, () => {
          waitMs = FIRST_RETRY_MS
        })
        if (isDone) return
        if (!signal.aborted) await blocks.next(POLL_MS)
      } catch (error) {
        if (!(error instanceof NodeError) || !error.retryable || signal.aborted) throw error
        if (waitMs === FIRST_RETRY_MS) log(`${error.message}; trying again`)
        await pause(waitMs, signal)
        waitMs = Math.min(LAST_RETRY_MS, waitMs * 2)
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    blocks.close()
    // Whoever has the lock next finds nothing on its way. What fails here was told above, or is read again.
    await writer.settle().catch(() => undefined)
  }
}

/** Reads up to the head of the node. True when that is as far as is wanted. */
async function catchUp(
  options: FollowOptions,
  rpc: RpcClient,
  writer: IndexWriter,
  onAnswer: () => void,
): Promise<boolean> {
  const { signal, untilHeight = Number.MAX_SAFE_INTEGER } = options
  const tip = await readTip(rpc)
  onAnswer()
  await agreeOnChain(options, rpc, writer, tip)
  const head = Math.min(tip.height, untilHeight)
  const batches = new BlockBatches(rpc)
  while (!signal.aborted) {
    const { height, blockHash } = placeOf(writer)
    if (height >= head) break
    const blocks = await batches.read(height + 1, head)
    if (blocks[0]?.block.parentHash !== blockHash) {
      await rebuild(options, writer, `block ${height + 1} does not follow on the one before`)
      return false
    }
    await writer.add(blocks, (applied) => {
      options.onProgress?.({
        height: applied.height,
        headHeight: tip.height,
        blocks: applied.blocks,
        events: applied.events,
      })
    })
  }
  await writer.settle()
  return placeOf(writer).height >= untilHeight
}

/** Begins where there is nothing yet, and anew where the node has another chain than the tables. */
async function agreeOnChain(
  options: FollowOptions,
  rpc: RpcClient,
  writer: IndexWriter,
  tip: { readonly height: number; readonly genesisHash: string },
): Promise<void> {
  const { place } = writer
  if (place !== undefined) {
    if (place.genesisHash !== tip.genesisHash) {
      await rebuild(options, writer, 'the node has another chain')
    } else if (place.height > 0) {
      // A node that is behind must have what it has in common with the tables.
      const height = Math.min(place.height, tip.height)
      const known = await writer.hashOf(height)
      const hash = height === 0 ? known : await readBlockHash(rpc, height)
      if (hash !== known) await rebuild(options, writer, `block ${height} of the node is another`)
    }
  }
  if (writer.place === undefined) await writer.begin(await readGenesis(rpc))
}

async function rebuild(options: FollowOptions, writer: IndexWriter, why: string): Promise<void> {
  options.log(`${why}: the index is made anew`)
  await writer.reset()
}

function placeOf(writer: IndexWriter): { readonly height: number; readonly blockHash: string } {
  const { place } = writer
  if (place === undefined) throw new Error('the index has begun')
  return place
}
