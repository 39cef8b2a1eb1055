import type { RawLog } from '../events/decode-event.ts'

/** A block as it came from the node, with everything that happened in it. */
export interface FetchedBlock {
  readonly height: number
  readonly hash: string
  readonly parentHash: string
  readonly timeMs: number
  readonly epoch: number
  /** Identity of the delegate that was due; undefined when nobody was. */
  readonly producer: string | undefined
  readonly gasUsed: number
  readonly gasLimit: number
  readonly gasPriceRau: bigint
  readonly size: number
  readonly appHash: string
  readonly transactionsRoot: string
  readonly receiptsRoot: string
  readonly reveal: string | undefined
  readonly transactions: readonly FetchedTransaction[]
  /** What the block did by itself, before and after its transactions. */
  readonly ownLogs: readonly RawLog[]
}

export interface FetchedTransaction {
  readonly hash: string
  readonly sender: string
  readonly recipient: string | undefined
  readonly valueRau: bigint
  readonly nonce: number
  readonly type: number
  readonly input: string
  readonly succeeded: boolean
  readonly code: number
  readonly error: string | undefined
  readonly gasLimit: number
  readonly gasUsed: number
  readonly gasPriceRau: bigint
  readonly logs: readonly RawLog[]
}
