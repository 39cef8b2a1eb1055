import { setImmediate } from 'node:timers/promises'
import { type DecodedBlock, decodeBlock } from '../apply/decode-block.ts'
import { readBlocks } from '../node/read-chain.ts'
import { type RpcClient, TooLargeError } from '../node/rpc-client.ts'

/** A node takes up to 1,000 calls at once, and a block needs two. */
const MAX_BLOCKS = 400
/** Logs and transactions of a batch that are aimed at: many change the same rows, which are written once; few enough that others are not kept waiting. */
const WANTED = 20_000

/** Reads and decodes blocks in batches that fit, one ahead of the one that is being written. */
export class BlockBatches {
  readonly #rpc: RpcClient
  /** Few at first, so that the database soon has something to do. */
  #blocks = 5
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
        const blocks: DecodedBlock[] = []
        for (const block of await readBlocks(this.#rpc, from, to)) {
          // Whatever else waits for this thread gets it between two.
          await setImmediate()
          blocks.push(decodeBlock(block))
        }
        this.#adapt(blocks)
        return blocks
      } catch (error) {
        if (!(error instanceof TooLargeError) || this.#blocks === 1) throw error
        this.#blocks = Math.ceil(this.#blocks / 2)
      }
    }
  }

  /** So many blocks next time that they come near to what is wanted; at most twice as many as this time. */
  #adapt(blocks: readonly DecodedBlock[]): void {
    let count = 0
    for (const { events, transactions } of blocks) count += events.length + transactions.length
    const fitting = Math.floor((WANTED * blocks.length) / Math.max(1, count))
    this.#blocks = Math.max(1, Math.min(MAX_BLOCKS, 2 * this.#blocks, fitting))
  }
}
