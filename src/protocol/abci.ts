import type { Hex } from '#base/hex.ts'

/**
 * The only way in: the methods of ABCI 2.0 as plain data. Every engine drives an `Application`; none knows what is behind it.
 * Field names follow CometBFT's `tendermint.abci` in camel case. Validators are named by the first 20 bytes of
 * sha256(ed25519 public key), as upper-case hex without prefix, as CometBFT prints them.
 */
export type ValidatorAddress = string

export interface ValidatorUpdate {
  /** ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  /** 0 removes the validator. */
  readonly power: number
}

export interface InfoResponse {
  /** Last committed height; 0 before the first block. */
  readonly lastBlockHeight: number
  readonly lastBlockAppHash: Uint8Array
}

export interface InitChainRequest {
  readonly timeMs: number
  readonly chainId: string
  readonly initialHeight: number
}

export interface InitChainResponse {
  readonly validators: readonly ValidatorUpdate[]
  readonly appHash: Uint8Array
}

/** What became of a transaction at admission. `code` 0 is taken. */
export interface CheckTxResponse {
  readonly code: number
  /** Plain sentence for people; not part of consensus. */
  readonly log: string
}

/** How a validator's signature of the last block came in. An absent one is a miss; a nil one is not. */
export type BlockIdFlag = 'absent' | 'commit' | 'nil'

export interface CommitInfo {
  readonly round: number
  readonly votes: readonly { readonly validator: ValidatorAddress; readonly flag: BlockIdFlag }[]
}

export interface Misbehavior {
  readonly type: 'duplicate-vote' | 'light-client-attack'
  readonly validator: ValidatorAddress
  readonly height: number
  readonly timeMs: number
}

export interface PrepareProposalRequest {
  readonly height: number
  readonly timeMs: number
  readonly proposerAddress: ValidatorAddress
  readonly maxTxBytes: number
  readonly localLastCommit: CommitInfo
  readonly misbehavior: readonly Misbehavior[]
}

export interface ProcessProposalRequest {
  readonly height: number
  readonly timeMs: number
  readonly proposerAddress: ValidatorAddress
  readonly txs: readonly Uint8Array[]
  readonly proposedLastCommit: CommitInfo
  readonly misbehavior: readonly Misbehavior[]
}

export interface FinalizeBlockRequest {
  readonly height: number
  readonly timeMs: number
  /** The engine's block hash, 32 bytes. */
  readonly hash: Uint8Array
  readonly proposerAddress: ValidatorAddress
  readonly txs: readonly Uint8Array[]
  /** Signatures and round of the block before; empty at the first. */
  readonly decidedLastCommit: CommitInfo
  readonly misbehavior: readonly Misbehavior[]
}

/** What CometBFT hashes of each result. */
export interface ExecTxResult {
  readonly code: number
  readonly data: Uint8Array
  readonly gasWanted: number
  readonly gasUsed: number
}

export interface FinalizeBlockResponse {
  readonly txResults: readonly ExecTxResult[]
  readonly validatorUpdates: readonly ValidatorUpdate[]
  readonly appHash: Uint8Array
}

export interface CommitResponse {
  /** Blocks below may be dropped by the engine; 0 keeps all. */
  readonly retainHeight: number
}

/**
 * What becomes of a transaction that another node has sent: `taken` says no more than that this node deals with it, whether its
 * pool then wants it or not; `retry` asks for it again later; `refused` is for bytes that can never be a transaction here.
 */
export type InsertTxResult = 'taken' | 'retry' | 'refused'

export interface Snapshot {
  readonly height: number
  readonly format: number
  readonly chunks: number
  readonly hash: Uint8Array
  readonly metadata: Uint8Array
}

/** Whether a snapshot that another node has is taken, and if not what to look for instead. */
export type OfferSnapshotResult = 'accept' | 'abort' | 'reject' | 'reject-format'

export interface ApplyChunkResponse {
  /** `retry-snapshot` begins with its first chunk again; `reject-snapshot` looks for another one. */
  readonly result: 'accept' | 'abort' | 'retry' | 'retry-snapshot' | 'reject-snapshot'
  /** Chunks to fetch anew. */
  readonly refetchChunks: readonly number[]
  /** Nodes that sent what is wrong; nothing more is taken from them. */
  readonly rejectSenders: readonly string[]
}

/**
 * Driven by an engine: one call at a time for blocks (`initChain` to `commit`, and `discard`), one at a time for transactions,
 * one at a time for snapshots; these three may overlap.
 */
export interface Application {
  /** Of the last committed block, also while another one is finalised. */
  info(): InfoResponse
  initChain(request: InitChainRequest): InitChainResponse
  checkTx(tx: Uint8Array): Promise<CheckTxResponse>
  prepareProposal(request: PrepareProposalRequest): Promise<readonly Uint8Array[]>
  processProposal(request: ProcessProposalRequest): Promise<boolean>
  finalizeBlock(request: FinalizeBlockRequest): Promise<FinalizeBlockResponse>
  /** Persists the block that was finalised last. Returns when it is on disk. */
  commit(): Promise<CommitResponse>
  /** Drops a block that was finalised and not committed: the engine was interrupted and begins with the last committed one. */
  discard(): void
  /** What another node has sent: a transaction, or several as one. */
  insertTx(tx: Uint8Array): Promise<InsertTxResult>
  /** The same for other nodes: what was not handed out yet, at most `maxBytes` in all (0: without limit). */
  reapTxs(maxBytes: number): readonly Uint8Array[]
  listSnapshots(): readonly Snapshot[]
  loadSnapshotChunk(height: number, format: number, chunk: number): Promise<Uint8Array>
  /** `appHash` is what the chain says of the state at the snapshot's height; it is the only thing here that is proven. */
  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): Promise<OfferSnapshotResult>
  /** A chunk of the snapshot that was accepted last; they come in order. After the last one the state is that of the snapshot. */
  applySnapshotChunk(index: number, chunk: Uint8Array, sender: string): Promise<ApplyChunkResponse>
}

/** A log as Ethereum knows it. */
export interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Uint8Array
}
