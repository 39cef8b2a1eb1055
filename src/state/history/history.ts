import fs from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { must } from '#base/assert.ts'
import { Writer } from '#base/codec.ts'
import type { Hex } from '#base/hex.ts'
import { fromSystemError, StorageError } from '../storage-error.ts'
import { decodeBlock, encodeBlock } from './block-codec.ts'
import { findLogs } from './find-logs.ts'
import { HISTORY_FILE } from './history-database.ts'
import type {
  BlockName,
  FoundLog,
  IndexedBlock,
  LogFilter,
  TransactionPlace,
} from './history-types.ts'
import type { HistoryReply, HistoryRequest } from './messages.ts'
import { RecentBlocks } from './recent-blocks.ts'

/** Blocks that wait to be indexed; beyond these the caller waits. */
const MOST_WAITING_BLOCKS = 256
const MOST_WAITING_BYTES = 64 * 1024 * 1024
/** Older blocks that are kept after a look-up. */
const LOOKED_UP_BLOCKS = 8
/** The question that the opening itself answers. */
const OPENING = 0

export interface HistoryOptions {
  /** False when the newest indexed block is not one of the chain: then the history is built anew. */
  readonly isKnown?: (height: number, hash: Uint8Array) => boolean
  readonly notice?: (text: string) => void
}

/**
 * Opens the history in `dir`, which is made when missing. It only repeats what executing the blocks gives: a file that is
 * missing, damaged or of another format is built anew as blocks are fed. Throws `StorageError` when there can be none.
 */
export async function openHistory(dir: string, options: HistoryOptions = {}): Promise<History> {
  const path = join(dir, HISTORY_FILE)
  try {
    fs.mkdirSync(dir, { recursive: true })
  } catch (error) {
    throw fromSystemError(error, 'making the directory of', path)
  }
  const notice = options.notice ?? (() => {})
  const history = new History(path, notice)
  const newest = await history.opened()
  if (newest !== undefined && options.isKnown?.(newest.height, newest.hash) === false) {
    notice(`the history ${path} is of another chain at height ${newest.height}; it is built anew`)
    await history.beginBehind(undefined)
  }
  return history
}

interface Question {
  resolve(reply: HistoryReply): void
  reject(error: Error): void
}

/**
 * Look-ups of blocks, transactions and logs. Tables and their thread are behind; blocks that are not in them yet are answered
 * from memory, so a receipt is there as soon as the block is handed over.
 */
export class History {
  readonly #worker: Worker
  readonly #ended: Promise<void>
  readonly #path: string
  readonly #notice: (text: string) => void
  readonly #recent = new RecentBlocks()
  readonly #lookedUp = new Map<number, IndexedBlock>()
  readonly #questions = new Map<number, Question>()
  readonly #writer = new Writer(256 * 1024)
  /** Sizes of the blocks that wait, by height. */
  readonly #waiting = new Map<number, number>()
  #waitingBytes = 0
  #nextId = 1
  #indexedHeight = 0
  #queuedHeight = 0
  #firstHeight = 1
  #failure: StorageError | undefined
  /** Called whenever blocks were indexed, or will not be. */
  #listeners: (() => void)[] = []

  constructor(path: string, notice: (text: string) => void) {
    this.#path = path
    this.#notice = notice
    const script = new URL('./history-worker.ts', import.meta.url)
    this.#worker = new Worker(script, { name: 'history', workerData: { path } })
    this.#ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.on('message', (reply: HistoryReply) => this.#receive(reply))
    this.#worker.on('error', (error) => this.#fail(error.message))
    this.#worker.on('exit', () => this.#fail('its thread has ended'))
  }

  /** Resolves when the tables are open, with the newest block in them. Rejects with `StorageError`. */
  async opened(): Promise<BlockName | undefined> {
    const reply = await this.#answerTo(OPENING)
    return reply.kind === 'opened' ? reply.newest : undefined
  }

  /** Blocks up to this height are in the tables. */
  indexedHeight(): number {
    return this.#indexedHeight
  }

  /** Blocks below this height are not kept. */
  get firstHeight(): number {
    return this.#firstHeight
  }

  /**
   * Takes a committed block; one that is known already is passed over. Resolves at once unless too many blocks wait to be
   * indexed: then when there is room. A failing history takes no more blocks, says so once, and is built on after a restart.
   */
  async append(block: IndexedBlock): Promise<void> {
    if (block.height <= this.#queuedHeight) return
    this.#queuedHeight = block.height
    this.#recent.add(block)
    if (this.#failure !== undefined) return
    const body = encodeBlock(this.#writer, block)
    this.#waiting.set(block.height, body.length)
    this.#waitingBytes += body.length
    this.#send({ kind: 'index', height: block.height, body }, [body.buffer as ArrayBuffer])
    while (this.#isFull()) await this.#progress()
  }

  /** Resolves when the blocks handed over so far, up to `height`, are in the tables. Rejects with `StorageError`. */
  async flush(height = Number.MAX_SAFE_INTEGER): Promise<void> {
    const wanted = Math.min(height, this.#queuedHeight)
    while (this.#indexedHeight < wanted) {
      if (this.#failure !== undefined) throw this.#failure
      await this.#progress()
    }
  }

  /** Undefined when there is no such block (yet). */
  async block(heightOrHash: number | Uint8Array): Promise<IndexedBlock | undefined> {
    const recent =
      typeof heightOrHash === 'number'
        ? this.#recent.byHeight(heightOrHash)
        : this.#recent.byHash(heightOrHash)
    if (recent !== undefined) return recent
    const known = typeof heightOrHash === 'number' ? this.#lookedUp.get(heightOrHash) : undefined
    if (known !== undefined) return known
    const reply = await this.#ask({ kind: 'body', id: 0, block: heightOrHash })
    if (reply.kind !== 'body' || reply.body === undefined) return undefined
    const block = decodeBlock(reply.body)
    this.#remember(block)
    return block
  }

  /** Hash of a block that is kept, or of the one before the first that is. */
  async hashOf(height: number): Promise<Uint8Array | undefined> {
    const known = this.#recent.byHeight(height) ?? this.#lookedUp.get(height)
    if (known !== undefined) return known.hash
    const reply = await this.#ask({ kind: 'hash', id: 0, height })
    return reply.kind === 'hash' ? reply.hash : undefined
  }

  /** Where a transaction is, or the system transaction of a block. */
  async locate(hash: Hex): Promise<TransactionPlace | undefined> {
    const recent = this.#recent.place(hash)
    if (recent !== undefined) return recent
    const reply = await this.#ask({ kind: 'locate', id: 0, hash })
    return reply.kind === 'located' ? reply.place : undefined
  }

  /** A transaction with its block: `block.transactions[index]` and `block.receipts[index]`, or the system transaction. */
  async transaction(
    hash: Hex,
  ): Promise<{ readonly block: IndexedBlock; readonly index: number } | undefined> {
    const place = await this.locate(hash)
    if (place === undefined) return undefined
    const block = must(await this.block(place.height), 'the block of a located transaction')
    return { block, index: place.index }
  }

  /** Logs in order of block and place; one more than the limit says that there are more. */
  async logs(filter: LogFilter): Promise<readonly FoundLog[]> {
    const indexed = this.#indexedHeight
    const newer = [...this.#recent.above(Math.max(indexed, filter.fromHeight - 1))]
    const found: FoundLog[] = []
    if (filter.fromHeight <= indexed) {
      const toHeight = Math.min(filter.toHeight, indexed)
      const reply = await this.#ask({ kind: 'logs', id: 0, filter: { ...filter, toHeight } })
      if (reply.kind === 'logs') found.push(...reply.logs)
    }
    for (const block of newer) {
      if (block.height <= filter.toHeight) findLogs(block, filter, found)
    }
    return found
  }

  /** Indexes what waits, and ends the thread. */
  async close(): Promise<void> {
    this.#failure ??= new StorageError('stopped', this.#path, 'the history is closed')
    this.#send({ kind: 'close' })
    await this.#ended
  }

  /** Empties the tables, before the first block is handed over. The next block is the one behind `base`; 1 without it. */
  async beginBehind(base: BlockName | undefined): Promise<void> {
    await this.#ask({ kind: 'restart', id: 0, base })
    this.#startAt(base, undefined)
  }

  /** Takes out the blocks below a height, which must be in the tables. Resolves when they are gone. */
  async prune(below: number): Promise<void> {
    if (below <= this.#firstHeight) return
    this.#firstHeight = below
    await this.#ask({ kind: 'prune', id: 0, below })
  }

  #startAt(base: BlockName | undefined, newest: BlockName | undefined): void {
    this.#firstHeight = (base?.height ?? 0) + 1
    this.#indexedHeight = newest?.height ?? base?.height ?? 0
    this.#queuedHeight = this.#indexedHeight
  }

  /** Receipts of one block are mostly asked for one after another. */
  #remember(block: IndexedBlock): void {
    this.#lookedUp.set(block.height, block)
    for (const height of this.#lookedUp.keys()) {
      if (this.#lookedUp.size <= LOOKED_UP_BLOCKS) return
      this.#lookedUp.delete(height)
    }
  }

  #isFull(): boolean {
    if (this.#failure !== undefined) return false
    return this.#waiting.size > MOST_WAITING_BLOCKS || this.#waitingBytes > MOST_WAITING_BYTES
  }

  #progress(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve))
  }

  #send(request: HistoryRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer)
  }

  #ask(request: Extract<HistoryRequest, { id: number }>): Promise<HistoryReply> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    const id = this.#nextId++
    this.#send({ ...request, id })
    return this.#answerTo(id)
  }

  #answerTo(id: number): Promise<HistoryReply> {
    return new Promise((resolve, reject) => this.#questions.set(id, { resolve, reject }))
  }

  #receive(reply: HistoryReply): void {
    if (reply.kind === 'indexed') this.#indexed(reply.height)
    else if (reply.kind === 'failed') this.#fail(reply.message)
    else if (reply.kind === 'opened') {
      if (reply.notice !== undefined) this.#notice(reply.notice)
      this.#startAt(reply.base, reply.newest)
      this.#settle(OPENING, reply)
    } else this.#settle(reply.id, reply)
  }

  #settle(id: number, reply: HistoryReply): void {
    const question = this.#questions.get(id)
    this.#questions.delete(id)
    if (reply.kind !== 'refused') question?.resolve(reply)
    else {
      const message = `the history ${this.#path} could not answer: ${reply.message}`
      question?.reject(new StorageError('disk-failed', this.#path, message))
    }
  }

  #indexed(height: number): void {
    for (const [waiting, bytes] of this.#waiting) {
      if (waiting > height) break
      this.#waiting.delete(waiting)
      this.#waitingBytes -= bytes
    }
    this.#indexedHeight = height
    this.#recent.trim(height)
    this.#wake()
  }

  #fail(problem: string): void {
    if (this.#failure === undefined) {
      this.#failure = new StorageError(
        'disk-failed',
        this.#path,
        `the history ${this.#path} stopped (${problem}); blocks go on, look-ups of older ones do not; it is built on after a restart`,
      )
      this.#notice(this.#failure.message)
    }
    const failure = this.#failure
    for (const question of this.#questions.values()) question.reject(failure)
    this.#questions.clear()
    this.#wake()
  }

  #wake(): void {
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }
}
