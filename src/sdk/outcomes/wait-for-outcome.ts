import type { Hex, TransactionReceipt } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { type BouleEvent, decodeEvents } from '../events/decode-events.ts'
import type { ReaderClient } from '../reads/ask.ts'
import { decodeRefusal, type Refusal } from './decode-refusal.ts'

/** What became of a transaction. */
export interface Outcome {
  /** False: it was refused and changed nothing but the fee. */
  readonly done: boolean
  readonly receipt: TransactionReceipt
  readonly events: readonly BouleEvent[]
  /** Why it was refused; undefined when it was not, or when the node does not say. */
  readonly refusal: Refusal | undefined
}

/** Waits until a transaction is in a block and reads its receipt. Rejects when it takes longer than `timeoutMs`. */
export async function waitForOutcome(
  client: ReaderClient,
  parameters: { readonly hash: Hex; readonly timeoutMs?: number },
): Promise<Outcome> {
  const receipt = await waitForTransactionReceipt(client, {
    hash: parameters.hash,
    ...(parameters.timeoutMs === undefined ? {} : { timeout: parameters.timeoutMs }),
  })
  // The node adds the refusal to the receipt of a failed transaction; Ethereum's receipts have no place for it.
  const { revertReason } = receipt as { readonly revertReason?: Hex }
  return {
    done: receipt.status === 'success',
    receipt,
    events: decodeEvents(receipt.logs),
    refusal: revertReason === undefined ? undefined : decodeRefusal(revertReason),
  }
}
