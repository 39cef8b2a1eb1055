import type { Hex } from '#base/hex.ts'
import type { BlockName, FoundLog, LogFilter, TransactionPlace } from './history-types.ts'

/** To the worker. `id` names a question; an `index` has no answer but the `indexed` that covers it. */
export type HistoryRequest =
  | { readonly kind: 'index'; readonly height: number; readonly body: Uint8Array }
  | { readonly kind: 'locate'; readonly id: number; readonly hash: Hex }
  | { readonly kind: 'body'; readonly id: number; readonly block: number | Uint8Array }
  | { readonly kind: 'logs'; readonly id: number; readonly filter: LogFilter }
  | { readonly kind: 'hash'; readonly id: number; readonly height: number }
  /** Begins anew behind a block; at the genesis without one. */
  | { readonly kind: 'restart'; readonly id: number; readonly base: BlockName | undefined }
  /** Takes out the blocks below a height. */
  | { readonly kind: 'prune'; readonly id: number; readonly below: number }
  | { readonly kind: 'close' }

/** From the worker. */
export type HistoryReply =
  | {
      readonly kind: 'opened'
      readonly newest: BlockName | undefined
      readonly base: BlockName | undefined
      readonly notice: string | undefined
    }
  /** All blocks up to this height are in the tables. */
  | { readonly kind: 'indexed'; readonly height: number }
  | { readonly kind: 'located'; readonly id: number; readonly place: TransactionPlace | undefined }
  | { readonly kind: 'body'; readonly id: number; readonly body: Uint8Array | undefined }
  | { readonly kind: 'logs'; readonly id: number; readonly logs: readonly FoundLog[] }
  | { readonly kind: 'hash'; readonly id: number; readonly hash: Uint8Array | undefined }
  | { readonly kind: 'restarted'; readonly id: number }
  | { readonly kind: 'pruned'; readonly id: number }
  /** A question could not be answered. */
  | { readonly kind: 'refused'; readonly id: number; readonly message: string }
  /** The tables cannot be written to any more. */
  | { readonly kind: 'failed'; readonly message: string }
