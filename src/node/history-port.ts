import type { BlockRecord } from '#rpc/backend.ts'
import type { BlockHistory } from './rpc-backend.ts'

/** All blocks of the chain, for questions. Can be built again from the block log. */
export interface NodeHistory extends BlockHistory {
  /** All blocks up to this height are in it. */
  readonly height: number
  /** Takes the next block; what is at or below `height` is left out. */
  add(block: BlockRecord): void
  /** Resolves when the blocks up to `height` are on disk. */
  flush(height: number): Promise<void>
  close(): Promise<void>
}
