import type { Address } from '#base/address.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import type { Application } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { DevControls, SyncProgress } from '#rpc/backend.ts'
import type { NodeConfig } from '../config.ts'
import type { Logger } from '../logging/logger.ts'
import type { Chain } from '../open-chain.ts'
import type { RecentBlocks } from '../recent-blocks.ts'

export interface EngineHealth {
  /** Whether what makes blocks runs. */
  readonly isUp: boolean
  /** How often it was started again by the node. */
  readonly restarts: number
}

/** The engine of a node: it takes one block after another through the application. The rest of the node knows no more of it. */
export interface NodeEngine {
  /** Gets ready for blocks. None is made before `run`. */
  start(): Promise<void>
  /** The node serves: from now on blocks are made. */
  run(): void
  /** Finishes the block at hand and makes no more. */
  stop(): Promise<void>
  /** The pool has taken a transaction. Cheap. */
  onTransaction(): void
  /** A block is on disk and part of the state. */
  onCommitted(block: ExecutedBlock): void
  /** Whether a tester has taken the delegate offline. */
  isOffline(delegate: Address): boolean
  /** Other nodes that this one is connected to. */
  peerCount(): number
  health(): EngineHealth
  /** `undefined` when the node has all blocks. */
  syncing(): SyncProgress | undefined
  /** Controls of time, blocks and delegates, on a devnet. */
  readonly dev: DevControls | undefined
}

/** What an engine is built from. */
export interface EngineParts {
  readonly config: NodeConfig
  readonly logger: Logger
  readonly chain: Chain
  readonly recent: RecentBlocks
  readonly pool: TransactionPool
  readonly application: Application
  readonly clock: Clock
  /** The engine has stopped for good: `error.message` is one line that says why. */
  readonly onFailure: (error: Error) => void
}
