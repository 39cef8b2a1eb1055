import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { Transaction } from '#base/transaction.ts'
import type { FinalizeBlockResponse, Log, ValidatorAddress } from './abci.ts'
import type { StateRoots } from './store.ts'

/** A transaction with its sender, who was recovered from the signature. */
export interface SignedTransaction {
  readonly transaction: Transaction
  readonly sender: Address
}

/** What a transaction did. Under the app hash, with its logs. */
export interface Receipt {
  readonly transactionHash: Hex
  /** 1 done, 0 refused; either way the fee is paid. */
  readonly status: 0 | 1
  /** Outcome code of the refusal; 0 when done. */
  readonly code: number
  /** ABI-encoded custom error of the refusal; empty when done. */
  readonly error: Uint8Array
  readonly gasUsed: number
  readonly gasPriceRau: bigint
  readonly logs: readonly Log[]
}

/** A block after execution: what RPC, index and tools are fed with. */
export interface ExecutedBlock {
  readonly height: number
  readonly epoch: number
  readonly timeMs: number
  readonly hash: Uint8Array
  readonly proposerAddress: ValidatorAddress
  /** Identity of the delegate that was due in round 0, when the validator is a delegate's. */
  readonly proposer: Address | undefined
  /** The transactions of people, in order; system transactions (the reveal) are not among them. */
  readonly transactions: readonly SignedTransaction[]
  readonly receipts: readonly Receipt[]
  /** Logs of the block itself: boundary work, grants, elections. */
  readonly systemLogs: readonly Log[]
  /** The proposer's reveal of 96 bytes, when the block carried one that counted. */
  readonly reveal: Uint8Array | undefined
  readonly gasLimit: number
  readonly gasUsed: number
  readonly gasPriceRau: bigint
  readonly transactionsRoot: Uint8Array
  readonly receiptsRoot: Uint8Array
  readonly roots: StateRoots
  readonly response: FinalizeBlockResponse
}
