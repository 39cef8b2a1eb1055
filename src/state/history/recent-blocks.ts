import { type Hex, toHex } from '#base/hex.ts'
import { systemTransactionHash } from '#base/system-transaction.ts'
import type { IndexedBlock, TransactionPlace } from './history-types.ts'

/** Indexed blocks are kept as long as they have no more transactions than these in all. */
const KEPT_TRANSACTIONS = 10_000

/** The newest blocks in memory: all that are not indexed yet, and some that are. */
export class RecentBlocks {
  readonly #byHeight = new Map<number, IndexedBlock>()
  readonly #byHash = new Map<Hex, number>()
  readonly #places = new Map<Hex, TransactionPlace>()
  /** Blocks above this height are not in `#places`: only who asks for a transaction needs that. */
  #placedHeight = 0
  #transactions = 0

  add(block: IndexedBlock): void {
    this.#byHeight.set(block.height, block)
    this.#byHash.set(toHex(block.hash), block.height)
    this.#transactions += block.receipts.length
  }

  /** Forgets the oldest of the indexed ones as long as there are too many. */
  trim(indexedHeight: number): void {
    for (const [height, block] of this.#byHeight) {
      if (height > indexedHeight || this.#transactions <= KEPT_TRANSACTIONS) return
      this.#remove(block)
    }
  }

  byHeight(height: number): IndexedBlock | undefined {
    return this.#byHeight.get(height)
  }

  byHash(hash: Uint8Array): IndexedBlock | undefined {
    const height = this.#byHash.get(toHex(hash))
    return height === undefined ? undefined : this.#byHeight.get(height)
  }

  place(hash: Hex): TransactionPlace | undefined {
    for (const block of this.above(this.#placedHeight)) this.#putPlaces(block)
    return this.#places.get(hash)
  }

  /** Blocks above a height, ascending. */
  *above(height: number): Generator<IndexedBlock> {
    for (const block of this.#byHeight.values()) if (block.height > height) yield block
  }

  #putPlaces({ height, receipts, systemLogs }: IndexedBlock): void {
    for (const [index, { transactionHash }] of receipts.entries()) {
      this.#places.set(transactionHash, { height, index })
    }
    if (systemLogs.length > 0) {
      this.#places.set(systemTransactionHash(height), { height, index: receipts.length })
    }
    this.#placedHeight = height
  }

  #remove(block: IndexedBlock): void {
    this.#byHeight.delete(block.height)
    this.#byHash.delete(toHex(block.hash))
    if (block.height <= this.#placedHeight) {
      for (const { transactionHash } of block.receipts) this.#places.delete(transactionHash)
      this.#places.delete(systemTransactionHash(block.height))
    }
    this.#transactions -= block.receipts.length
  }
}
