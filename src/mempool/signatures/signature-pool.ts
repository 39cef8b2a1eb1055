import { Worker } from 'node:worker_threads'
import type { Address } from '#base/address.ts'
import { assert, must } from '#base/assert.ts'
import { packRequests, type RecoveryRequest, unpackAnswers } from './recovery-batch.ts'

/** A worker broke down, or the pool was closed; nothing was recovered. `cause` is what the worker said. */
export class SignaturePoolError extends Error {
  override readonly name = 'SignaturePoolError'
}

export interface SignaturePoolOptions {
  /** Threads; 2 when not given. */
  readonly workers?: number
  /** The worker's file; the one beside this file when not given (packing the program points that at the packed worker). */
  readonly workerFile?: URL | string
  /** Told once when a worker breaks down; the pool then refuses everything. */
  readonly onFailure?: (error: SignaturePoolError) => void
}

/** Requests that one message to a worker carries at most: 4 ms of work, so that the threads finish together. */
const CHUNK_REQUESTS = 64
/** Messages that a worker has at a time: 60 ms of work, so that it is not idle while this thread executes a block. */
const CHUNKS_IN_FLIGHT = 16

/** One call of `recover`. */
interface Batch {
  readonly requests: readonly RecoveryRequest[]
  readonly senders: (Address | undefined)[]
  /** Requests that were sent to a worker. */
  sent: number
  /** Requests whose answer is missing. */
  missing: number
  readonly resolve: (senders: (Address | undefined)[]) => void
  readonly reject: (error: SignaturePoolError) => void
}

/** A run of requests of one batch inside a message. */
interface Part {
  readonly batch: Batch
  readonly from: number
  readonly to: number
}

interface Member {
  readonly worker: Worker
  /** Messages in the order sent, which is the order of the answers. */
  readonly inFlight: (readonly Part[])[]
  /** Settled once the worker is loaded or gone: ending one while it loads its native part ends the whole process. */
  readonly loaded: Promise<void>
}

async function endWorker({ worker, loaded }: Member): Promise<void> {
  await loaded
  await worker.terminate()
}

/** Recovers senders in worker threads. Owns the threads: `close` it. */
export class SignaturePool {
  readonly #members: readonly Member[]
  readonly #onFailure: ((error: SignaturePoolError) => void) | undefined
  readonly #ready: Promise<void>
  #reportReady: () => void = () => {}
  #reportNotReady: (error: SignaturePoolError) => void = () => {}
  #readyWorkers = 0
  /** Batches that are not wholly sent, and how many of their requests are not. */
  #queue: Batch[] = []
  /** Batches of `#queue` that are wholly sent: taking from the front of a long array would be slow. */
  #queueStart = 0
  #queuedRequests = 0
  #stopped: SignaturePoolError | undefined
  #closing: Promise<void> | undefined

  constructor(options: SignaturePoolOptions = {}) {
    const count = options.workers ?? 2
    if (!Number.isSafeInteger(count) || count < 1 || count > 64) {
      throw new RangeError(`signature workers: ${count} is no count; give 1 to 64`)
    }
    this.#onFailure = options.onFailure
    this.#ready = new Promise((resolve, reject) => {
      this.#reportReady = resolve
      this.#reportNotReady = reject
    })
    // A failure also reaches `onFailure` and every batch; nobody has to wait for `ready`.
    this.#ready.catch(() => {})
    const file = options.workerFile ?? new URL('./signature-worker.ts', import.meta.url)
    this.#members = Array.from({ length: count }, () => this.#start(file))
  }

  /** Settles when all workers have loaded: then the native library is there. */
  get ready(): Promise<void> {
    return this.#ready
  }

  /**
   * The sender of each request, in order; `undefined` where no key made the signature.
   * Rejects with `SignaturePoolError` when a worker breaks down or the pool is closed.
   */
  recover(requests: readonly RecoveryRequest[]): Promise<(Address | undefined)[]> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped)
    if (requests.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      const count = requests.length
      const senders: (Address | undefined)[] = new Array(count).fill(undefined)
      this.#queue.push({ requests, senders, sent: 0, missing: count, resolve, reject })
      this.#queuedRequests += count
      this.#dispatch()
    })
  }

  /** Stops the threads; batches that are not done are rejected. May be called more than once. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown()
    return this.#closing
  }

  async #shutDown(): Promise<void> {
    this.#stop(new SignaturePoolError('the signature pool is closed'))
    await Promise.all(this.#members.map(endWorker))
  }

  #start(file: URL | string): Member {
    const worker = new Worker(file, { name: 'signatures' })
    const loaded = new Promise<void>((resolve) => {
      worker.once('message', () => resolve())
      worker.once('exit', () => resolve())
    })
    const member: Member = { worker, inFlight: [], loaded }
    worker.on('message', (message: 'ready' | Uint8Array) => {
      if (message === 'ready') this.#onReady()
      else this.#onAnswers(member, message)
    })
    worker.on('error', (cause) => {
      this.#fail(
        new SignaturePoolError(`a signature worker broke down: ${textOf(cause)}`, { cause }),
      )
    })
    worker.on('messageerror', (cause) => {
      this.#fail(
        new SignaturePoolError('an answer of a signature worker was unreadable', { cause }),
      )
    })
    worker.on('exit', (code) => {
      this.#fail(new SignaturePoolError(`a signature worker ended with code ${code}`))
    })
    return member
  }

  #onReady(): void {
    this.#readyWorkers++
    if (this.#readyWorkers === this.#members.length) this.#reportReady()
  }

  #onAnswers(member: Member, answers: Uint8Array): void {
    if (this.#stopped !== undefined) return
    const parts = must(member.inFlight.shift(), 'the requests of an answer')
    let at = 0
    for (const { batch, from, to } of parts) {
      at = unpackAnswers(answers, at, batch.senders, from, to)
      batch.missing -= to - from
      assert(batch.missing >= 0, 'a batch has no more answers than requests')
      if (batch.missing === 0) batch.resolve(batch.senders)
    }
    assert(at === answers.length, 'an answer covers its requests')
    this.#dispatch()
  }

  /** Gives waiting requests to the workers that have the least to do. */
  #dispatch(): void {
    for (let load = 0; load < CHUNKS_IN_FLIGHT; load++) {
      for (const member of this.#members) {
        if (this.#queuedRequests === 0) return
        if (member.inFlight.length <= load) this.#send(member)
      }
    }
  }

  /** Sends the next requests of the queue, of several batches when they are small, as one message. */
  #send(member: Member): void {
    // Few requests are shared out evenly, so that all threads work on them.
    const share = Math.ceil(this.#queuedRequests / this.#members.length)
    let room = Math.min(CHUNK_REQUESTS, share)
    const parts: Part[] = []
    while (room > 0 && this.#queuedRequests > 0) {
      const batch = must(this.#queue[this.#queueStart], 'the batch of a queued request')
      const from = batch.sent
      const to = Math.min(from + room, batch.requests.length)
      parts.push({ batch, from, to })
      batch.sent = to
      room -= to - from
      this.#queuedRequests -= to - from
      if (to === batch.requests.length) this.#queueStart++
    }
    if (this.#queueStart === this.#queue.length) {
      this.#queue = []
      this.#queueStart = 0
    }
    const packed = packRequests(parts)
    member.inFlight.push(parts)
    member.worker.postMessage(packed, [packed.buffer])
  }

  #fail(error: SignaturePoolError): void {
    if (this.#stopped !== undefined) return
    this.#stop(error)
    this.#onFailure?.(error)
    for (const member of this.#members) void endWorker(member)
  }

  #stop(error: SignaturePoolError): void {
    if (this.#stopped !== undefined) return
    this.#stopped = error
    this.#reportNotReady(error)
    const waiting = this.#queue.slice(this.#queueStart)
    this.#queue = []
    this.#queueStart = 0
    this.#queuedRequests = 0
    for (const batch of waiting) batch.reject(error)
    for (const member of this.#members) {
      for (const parts of member.inFlight) for (const { batch } of parts) batch.reject(error)
      member.inFlight.length = 0
    }
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
