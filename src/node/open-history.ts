import { join } from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import type { Hex } from '#base/hex.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { BlockRecord, LogQuery, LogRecord, TransactionLocation } from '#rpc/backend.ts'
import { toBlockRecord } from '#rpc/block-record.ts'
import type { Database } from '#state/database.ts'
import { openHistory } from '#state/history/history.ts'
import type { BlockName, IndexedBlock } from '#state/history/history-types.ts'
import type { Logger } from './logging/logger.ts'

/** All blocks that the node keeps, for questions. Only repeats what the block log gives, and is built again from it when missing. */
export interface NodeHistory {
  /** All blocks up to this height are in it for good. */
  readonly height: number
  /** Blocks below this height are not kept; the genesis is. */
  readonly firstHeight: number
  /** Throws everything away: the next block is the one behind `base`. */
  beginBehind(base: BlockName): Promise<void>
  /** The same, unless all blocks up to `base` are here: a node goes on behind it. */
  followOn(base: BlockName): Promise<void>
  /** Drops the blocks below a height. */
  prune(below: number): Promise<void>
  /** Takes the next block; one that it has is passed over. Resolves when it can take another. */
  add(block: ExecutedBlock): Promise<void>
  /** Resolves when the blocks up to `height` are on disk. */
  flush(height: number): Promise<void>
  blockByHeight(height: number): Promise<BlockRecord | undefined>
  blockByHash(hash: Uint8Array): Promise<BlockRecord | undefined>
  locate(hash: Hex): Promise<TransactionLocation | undefined>
  logs(filter: LogQuery): Promise<readonly LogRecord[]>
  close(): Promise<void>
}

export interface NodeHistoryOptions {
  readonly dataDir: string
  readonly database: Database
  readonly genesis: BlockRecord
  readonly logger: Logger
}

/** Opens the history that belongs to the block log of `database`. Throws `StorageError`. */
export async function openNodeHistory(options: NodeHistoryOptions): Promise<NodeHistory> {
  const { database, genesis } = options
  const history = await openHistory(join(options.dataDir, 'history'), {
    notice: (text) => options.logger.warn(text),
    isKnown: (height, hash) => isInLog(database, height, hash),
  })
  const find = async (heightOrHash: number | Uint8Array): Promise<BlockRecord | undefined> => {
    const block = await history.block(heightOrHash)
    if (block === undefined) return undefined
    const parentHash = block.height === 1 ? genesis.hash : await history.hashOf(block.height - 1)
    return parentHash === undefined ? undefined : toRecord(block, parentHash)
  }
  const beginBehind = ({ height, hash }: BlockName): Promise<void> =>
    history.beginBehind({ height, hash })
  return {
    get height() {
      return history.indexedHeight()
    },
    get firstHeight() {
      return history.firstHeight
    },
    beginBehind,
    followOn: async (base) => {
      const isThere =
        history.firstHeight <= base.height + 1 && base.height <= history.indexedHeight()
      if (isThere) return
      const { firstHeight: from } = history
      options.logger.warn('blocks are missing in the history, which begins anew', {
        from,
        to: base.height,
      })
      await beginBehind(base)
    },
    prune: (below) => history.prune(below),
    add: (block) => history.append(block),
    flush: (height) => history.flush(height),
    blockByHeight: async (height) => (height === 0 ? genesis : find(height)),
    blockByHash: async (hash) => (equalBytes(hash, genesis.hash) ? genesis : find(hash)),
    locate: (hash) => history.locate(hash),
    logs: (filter) => history.logs(filter),
    close: () => history.close(),
  }
}

/** The history leaves out what only the engine needed. */
function toRecord(block: IndexedBlock, parentHash: Uint8Array): BlockRecord {
  const response = { txResults: [], validatorUpdates: [], appHash: block.roots.appHash }
  return toBlockRecord({ ...block, response }, parentHash)
}

function isInLog({ log }: Database, height: number, hash: Uint8Array): boolean {
  if (height > log.tip) return false
  const block = log.read(height)
  // A log that begins later cannot tell.
  return block === undefined || equalBytes(block.request.hash, hash)
}
