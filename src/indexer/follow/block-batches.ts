import { type DecodedBlock, decodeBlock } from '../apply/decode-block.ts'
import { readBlocks } from '../node/read-chain.ts'
import { type RpcClient, TooLargeError } from '../node/rpc-client.ts'

/** A node takes up to 1,000 calls at once, and a block needs two. */
const MAX_BLOCKS = 400
/** Logs of a batch that are aimed at: enough for bulk statements, few enough that others are not kept waiting. */
const WANTED_LOGS = 10_000

/** Reads and decodes blocks in batches that fit, one ahead of the one that is being written. */
export class BlockBatches {
  readonly #rpc: RpcClient
  #blocks = 20
  #ahead: { readonly from: number; readonly result: Promise<readonly DecodedBlock[]> } | undefined

  constructor(rpc: RpcClient) {
    this.#rpc = rpc
  }

  /** The next blocks from a height on, up to `head`; at least one. Throws `NodeError`, `UnknownEventError`. */
  async read(from: number, head: number): Promise<readonly DecodedBlock[]> {
    const ahead = this.#ahead
    this.#ahead = undefined
    const blocks = ahead?.from === from ? await ahead.result : await this.#fetch(from, head)
    const next = (blocks.at(-1)?.block.height ?? from) + 1
    if (next <= head) {
      const result = this.#fetch(next, head)
      // Whoever asks for it hears of the failure.
      result.catch(() => undefined)
      this.#ahead = { from: next, result }
    }
    return blocks
  }

  async #fetch(from: number, head: number): Promise<readonly DecodedBlock[]> {
    for (;;) {
      const to = Math.min(head, from + this.#blocks - 1)
      try {
        const blocks = (await readBlocks(this.#rpc, from, to)).map(decodeBlock)
        this.#adapt(blocks)
        return blocks
      } catch (error) {
        if (!(error instanceof TooLargeError) || this.#blocks === 1) throw error
        this.#blocks = Math.ceil(this.#blocks / 2)
      }
    }
  }

  /** So many blocks next time that their logs come near to what is wanted; at most twice as many as this time. */
  #adapt(blocks: readonly DecodedBlock[]): void {
    let logs = 0
    for (const { events, transactions } of blocks) logs += events.length + transactions.length
    const fitting = Math.floor((WANTED_LOGS * blocks.length) / Math.max(1, logs))
    this.#blocks = Math.max(1, Math.min(MAX_BLOCKS, 2 * this.#blocks, fitting))
  }
}
