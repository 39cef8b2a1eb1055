import { assert, must } from '#base/assert.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { BlockRecord, TransactionLocation } from '#rpc/backend.ts'
import { hasSystemTransaction, systemTransactionHash } from '#rpc/system-transaction.ts'

export interface RecentBlocksLimits {
  readonly maxBlocks: number
  /** Blocks are kept as long as they have at most so many transactions together; the newest one in any case. */
  readonly maxTransactions: number
}

/** The newest blocks in memory: most questions are about them, and they are there before any index is. */
export interface RecentBlocks {
  readonly head: BlockRecord
  /** Height of the oldest block that is kept. */
  readonly lowest: number
  add(block: BlockRecord): void
  byHeight(height: number): BlockRecord | undefined
  byHash(hash: Uint8Array): BlockRecord | undefined
  /** PERF: the first question behind a block also takes up its transactions, 0.3 µs each. */
  locate(transactionHash: Hex): TransactionLocation | undefined
}

const DEFAULT_LIMITS: RecentBlocksLimits = { maxBlocks: 128, maxTransactions: 10_000 }

export interface RecentBlocksOptions {
  readonly limits?: RecentBlocksLimits
  /** The node knows only the header of the first block, which is shown as long as it is the newest one. */
  readonly isHeaderOnly?: boolean
}

/** `first` is the last block of the chain when the node starts, or the genesis. */
export function createRecentBlocks(
  first: BlockRecord,
  { limits = DEFAULT_LIMITS, isHeaderOnly = false }: RecentBlocksOptions = {},
): RecentBlocks {
  const blocks = new Map<number, BlockRecord>()
  const heights = new Map<Hex, number>()
  const locations = new Map<Hex, TransactionLocation>()
  /** Blocks from here on are not in `locations`: that costs as much as taking them, and only who asks for a transaction needs it. */
  let nextLocated = first.height
  let head = first
  let lowest = first.height
  let transactions = 0

  const put = (block: BlockRecord): void => {
    head = block
    blocks.set(block.height, block)
    heights.set(toHex(block.hash), block.height)
    transactions += block.transactions.length
  }
  const locateNew = (): void => {
    for (; nextLocated <= head.height; nextLocated++) {
      const block = must(blocks.get(nextLocated), 'a recent block')
      for (const [index, hash] of hashesOf(block).entries()) {
        locations.set(hash, { height: block.height, index })
      }
    }
  }
  const dropLowest = (): void => {
    const block = must(blocks.get(lowest), 'the lowest recent block')
    blocks.delete(lowest)
    heights.delete(toHex(block.hash))
    transactions -= block.transactions.length
    if (lowest < nextLocated) for (const hash of hashesOf(block)) locations.delete(hash)
    lowest++
    nextLocated = Math.max(nextLocated, lowest)
  }
  put(first)

  return {
    get head() {
      return head
    },
    get lowest() {
      return lowest
    },
    add: (block) => {
      assert(block.height === head.height + 1, 'blocks come one after another')
      put(block)
      if (isHeaderOnly && lowest === first.height) dropLowest()
      while (
        blocks.size > 1 &&
        (blocks.size > limits.maxBlocks || transactions > limits.maxTransactions)
      ) {
        dropLowest()
      }
    },
    byHeight: (height) => blocks.get(height),
    byHash: (hash) => {
      const height = heights.get(toHex(hash))
      return height === undefined ? undefined : blocks.get(height)
    },
    locate: (hash) => {
      locateNew()
      return locations.get(hash)
    },
  }
}

/** Hashes of a block's transactions in order, the system transaction last. */
function hashesOf(block: BlockRecord): Hex[] {
  const hashes: Hex[] = block.transactions.map((signed) => signed.transaction.hash)
  if (hasSystemTransaction(block)) hashes.push(systemTransactionHash(block.height))
  return hashes
}
