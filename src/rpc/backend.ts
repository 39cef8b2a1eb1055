/**
 * Everything that the RPC server needs from a node. The node implements it in `src/node/rpc-backend.ts`; nothing here knows
 * HTTP or JSON. Reads see the state after the last committed block (the *head*). Look-ups in history may be asynchronous.
 *
 * Blocks count from 1; height 0 is the genesis: it has a record, too, without transactions (see `BlockRecord`).
 */
import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { BundleStatus } from '#bundles/bundle-status.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Log, ValidatorAddress } from '#protocol/abci.ts'
import type { Receipt, SignedTransaction } from '#protocol/block.ts'
import type { CallRequest, CallResult } from '#protocol/machine.ts'
import type { ImpactPort } from './impact/create-impact-port.ts'
import type { BouleQueries } from './queries.ts'

export type Awaitable<T> = T | Promise<T>

/** Ends a subscription. A second call does nothing. */
export type Unsubscribe = () => void

export interface RpcBackend {
  /** Ethereum chain id. */
  readonly chainId: number
  /** What the network began with. */
  readonly genesis: Genesis
  /** Such as `Boule/0.1.0/linux-x64/node24`: the answer of `web3_clientVersion`. */
  readonly clientVersion: string
  /**
   * A promise while the state is not that of a committed block and nothing can be read; it resolves when the state may be that of
   * one again. `undefined` when it is now.
   */
  settled(): Promise<void> | undefined
  /** Other nodes that this one is connected to. */
  peerCount(): number
  /** `undefined` when the node has all blocks. */
  syncing(): SyncProgress | undefined

  /** The newest committed block; the genesis record before the first. Cheap: asked for by most methods. */
  head(): BlockRecord
  /** `undefined` when there is none (yet). Recent blocks should come from memory. */
  blockByHeight(height: number): Awaitable<BlockRecord | undefined>
  blockByHash(hash: Uint8Array): Awaitable<BlockRecord | undefined>
  /** Where a committed transaction is. Knows the system transaction of a block, too: see `system-transaction.ts`. */
  locateTransaction(hash: Hex): Awaitable<TransactionLocation | undefined>
  /**
   * Logs in order of block and place, at most `limit + 1` of them (one more than wanted says that there are more).
   * `block-logs.ts` gives the records of one block and `matchesLogFilter`.
   */
  logs(filter: LogQuery): Awaitable<readonly LogRecord[]>

  /** State of an account at the head; nonce 0 and nothing when nobody touched it. */
  account(address: Address): AccountRecord
  /** The same with the pool's executable transactions on top. */
  pendingAccount(address: Address): AccountRecord
  /** Whether a module listens at this address, so that calls with data make sense. */
  isSystemAddress(address: Address): boolean
  /** Rules of the next block. */
  rules(): Rules
  /**
   * Runs a read or an action and undoes it; on top of the pool's executable transactions when `pending`. A refusal is
   * `ok: false` with an ABI-encoded error. A transfer of more than the caller has is `ok: false` with a `reason`.
   */
  call(request: CallRequest, pending: boolean): CallAnswer

  /** Admission of one raw transaction. Resolves once it is in the pool (or refused); never rejects for bad input. */
  submit(raw: Uint8Array): Promise<SubmitResult>
  /** The same for many: answers in the order of `raws`. Checked together, so that signatures are recovered in batches. */
  submitBatch(raws: readonly Uint8Array[]): Promise<readonly SubmitResult[]>
  /** Counts of transactions that could be in the next blocks, and of those that wait for an earlier nonce. */
  poolStatus(): PoolStatus
  /** Up to `limit` transactions of the pool, of one sender when given, by sender and nonce. */
  poolContent(limit: number, sender?: Address): PoolContent
  pooledTransaction(hash: Hex): SignedTransaction | undefined

  /**
   * Proof that a record is (or is not) part of the state at the head, as the JSON document that the SDK's verifier takes.
   * `undefined` when the module has no such collection. Throws `RpcFault` (errors.ts) for a key that cannot be one.
   */
  proof(module: string, collection: string, key: string | number): Awaitable<JsonObject | undefined>
  /** Root of a collection at the head and its way to the app hash, as the SDK's verifier takes it; `undefined` when there is none. */
  collectionProof(module: string, collection: string): Awaitable<JsonObject | undefined>
  /** Reads of the `boule_` namespace. `createQueries` in `queries/create-queries.ts` implements them over a `World`. */
  readonly queries: BouleQueries
  /** What a change would have done. `createImpactPort` in `impact/create-impact-port.ts` implements it over a machine. */
  readonly impact: ImpactPort
  readonly bundles: BundlePort

  /** Called after each committed block, in order, with the state already at that block. */
  onBlock(listener: (block: BlockRecord) => void): Unsubscribe
  /** Called for each transaction taken into the pool. The server listens only while somebody subscribes. */
  onPendingTransaction(listener: (transaction: SignedTransaction) => void): Unsubscribe

  /** Controls of a development network; `undefined` on any other: then their methods do not exist. */
  readonly dev: DevControls | undefined
}

export interface JsonObject {
  readonly [name: string]: JsonValue
}
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/**
 * A committed block as RPC shows it: an `ExecutedBlock` without what only the engine needs. `toBlockRecord` makes one.
 * The genesis has height 0, epoch 0, no transactions and logs, and the genesis hash as its hash.
 */
export interface BlockRecord {
  readonly height: number
  readonly epoch: number
  readonly timeMs: number
  readonly hash: Uint8Array
  /** Hash of block height − 1; 32 zero bytes at height 0. */
  readonly parentHash: Uint8Array
  readonly proposerAddress: ValidatorAddress
  readonly proposer: Address | undefined
  readonly transactions: readonly SignedTransaction[]
  readonly receipts: readonly Receipt[]
  readonly systemLogs: readonly Log[]
  /** The reveal of the randomness (96 bytes) or its keccak256; shown as `mixHash`. */
  readonly reveal: Uint8Array | undefined
  readonly gasLimit: number
  readonly gasUsed: number
  readonly gasPriceRau: bigint
  readonly transactionsRoot: Uint8Array
  readonly receiptsRoot: Uint8Array
  readonly appHash: Uint8Array
}

/** `index` equal to the number of transactions of the block means its system transaction. */
export interface TransactionLocation {
  readonly height: number
  readonly index: number
}

export interface LogQuery {
  readonly fromHeight: number
  readonly toHeight: number
  /** Any of these; empty means every address. */
  readonly addresses: readonly Address[]
  /** By position: any of these; empty means anything, but the log must have that many topics. */
  readonly topics: readonly (readonly Hex[])[]
  readonly limit: number
}

/** A log and where it stands. */
export interface LogRecord {
  readonly log: Log
  readonly height: number
  readonly timeMs: number
  readonly blockHash: Uint8Array
  readonly transactionHash: Hex
  readonly transactionIndex: number
  /** Counts within the block: those of the transactions first, then the block's own. */
  readonly logIndex: number
}

export interface AccountRecord {
  readonly nonce: number
  readonly balanceRau: bigint
}

export interface CallAnswer extends CallResult {
  /** One sentence: why it cannot run. Missing when it ran or was refused with an ABI error. */
  readonly reason?: string
}

/**
 * `code` is a stable word such as `nonce-too-low`; `message` begins with the text that Ethereum clients know
 * (`nonce too low`, `insufficient funds for gas * price + value`, …) and may go on with figures.
 */
export type SubmitResult =
  | { readonly ok: true; readonly hash: Hex }
  | { readonly ok: false; readonly code: string; readonly message: string }

export interface PoolStatus {
  readonly pending: number
  readonly queued: number
}

export interface PoolContent {
  readonly pending: readonly SignedTransaction[]
  readonly queued: readonly SignedTransaction[]
}

/** Bundles that proposals carry, as the node keeps them. Bytes that it gives are those of the hash. */
export interface BundlePort {
  /** `undefined` when the node neither has nor needs it. */
  status(root: Hex): BundleStatus | undefined
  /** `undefined` when it is not there. */
  readIndex(root: Hex): Promise<Uint8Array | undefined>
  readChunk(hash: Hex): Promise<Uint8Array | undefined>
  /** Whether it was new. Both throw `BundleError`: `not-needed`, `mismatch`, `no-room`, and for an index what makes it none. */
  putIndex(root: Hex, bytes: Uint8Array): Promise<boolean>
  putChunk(hash: Hex, bytes: Uint8Array): Promise<boolean>
}

export interface SyncProgress {
  readonly startingHeight: number
  readonly currentHeight: number
  readonly highestHeight: number
}

/** What a tester may do. Each throws `RpcFault` (errors.ts) when it cannot. */
export interface DevControls {
  /** Produces `blocks` blocks at once, each `intervalSeconds` (0: the least possible) after the one before. */
  mine(blocks: number, intervalSeconds: number): Promise<void>
  /** A block as soon as there is a transaction. */
  readonly automine: boolean
  setAutomine(on: boolean): void
  /** A block every so many milliseconds of real time; 0 stops it. */
  setIntervalMining(intervalMs: number): void
  /** Moves the clock of the next blocks ahead. Returns by how many seconds it is ahead in all. */
  increaseTime(seconds: number): number
  /** Time of the next block in Unix seconds; must be later than the head's. */
  setNextBlockTimestamp(seconds: number): void
  /** The delegate stops (or begins again) to produce and sign. */
  setOffline(delegate: Address, offline: boolean): void
  offlineDelegates(): readonly Address[]
}
