import type { ArgumentsOf, EventName } from '../events/decode-event.ts'
import type { FetchedTransaction } from '../node/fetched-block.ts'
import type { IndexState } from './index-state.ts'

/** Where an event happened, and what it changes. */
export interface EventContext {
  readonly state: IndexState
  /** Of the event: `events.id`. */
  readonly eventId: number
  readonly height: number
  readonly timeMs: number
  /** Block time as buckets reckon with it. */
  readonly timeSeconds: number
  readonly epoch: number
  /** Undefined for what the block did by itself. */
  readonly transaction: FetchedTransaction | undefined
}

/** One writer for each event of a module: changes rows by the event alone, so that reading the chain again gives the same tables. */
export type WritersOf<N extends EventName> = {
  readonly [E in N]: (context: EventContext, args: ArgumentsOf<E>) => void
}

/** The columns that say when and by which transaction. */
export function placeOf({ height, timeMs, epoch, transaction }: EventContext): {
  readonly height: number
  readonly timeMs: number
  readonly epoch: number
  readonly transactionHash: string
} {
  return { height, timeMs, epoch, transactionHash: transaction?.hash ?? '' }
}

/** Who sent the transaction; the empty text for what the block did by itself. */
export function senderOf({ transaction }: EventContext): string {
  return transaction?.sender ?? ''
}
