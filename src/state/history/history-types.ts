import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { Log } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'

/** A block as the history gives it back: all of it but what only the engine needed. */
export type IndexedBlock = Omit<ExecutedBlock, 'response'>

/** A block by height and hash. */
export interface BlockName {
  readonly height: number
  readonly hash: Uint8Array
}

/** Where a transaction is. An index equal to the number of transactions means the system transaction of the block. */
export interface TransactionPlace {
  readonly height: number
  readonly index: number
}

/** Which logs are wanted. */
export interface LogFilter {
  readonly fromHeight: number
  readonly toHeight: number
  /** Any of these; empty means every address. */
  readonly addresses: readonly Address[]
  /** By position: any of these; empty means anything, but the log must have that many topics. */
  readonly topics: readonly (readonly Hex[])[]
  /** One more than this is given back at most, which says that there are more. */
  readonly limit: number
}

/** A log and where it stands. */
export interface FoundLog {
  readonly log: Log
  readonly height: number
  readonly timeMs: number
  readonly blockHash: Uint8Array
  readonly transactionHash: Hex
  readonly transactionIndex: number
  /** Counts within the block: those of the transactions first, then the block's own. */
  readonly logIndex: number
}
