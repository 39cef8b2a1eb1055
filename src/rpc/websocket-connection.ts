import type { RawData, WebSocket } from 'ws'
import type { Dispatcher } from './dispatch.ts'
import { rejection } from './envelope.ts'
import { RpcFault } from './errors.ts'
import type { FlowBudget } from './flow-budget.ts'
import type { RpcLimits } from './limits.ts'
import type { Subscriber, Subscriptions } from './subscriptions.ts'
import type { CloseCode } from './wire-codes.ts'

export interface ConnectionOptions {
  readonly limits: RpcLimits
  readonly dispatcher: Dispatcher
  readonly subscriptions: Subscriptions
  readonly budget: FlowBudget
}

const SLOW_READER = 1008
const BUSY = 1013

const BINARY = rejection(new RpcFault('invalidRequest', 'invalid request: send text, not binary'))

/** Answers the messages of one connection, one after another, and hands on its notifications. */
export class WebSocketConnection implements Subscriber {
  readonly #webSocket: WebSocket
  readonly #options: ConnectionOptions
  readonly #queue: Buffer[] = []
  #queuedBytes = 0
  #isBusy = false
  /** Notifications that must wait until the answer before them is out. */
  #held: string[] = []
  #heldBytes = 0
  /** Of the answer that is being sent. */
  #answerBytes = 0

  constructor(webSocket: WebSocket, options: ConnectionOptions) {
    this.#webSocket = webSocket
    this.#options = options
    webSocket.on('message', (data, isBinary) => this.#take(data, isBinary))
    webSocket.on('error', () => webSocket.terminate())
    webSocket.on('close', () => this.#release())
  }

  notify(text: string): void {
    if (!this.#isBusy) {
      this.#push(text)
      return
    }
    this.#held.push(text)
    this.#heldBytes += text.length
    if (this.#heldBytes > this.#options.limits.maxWebSocketBacklogBytes) this.#cutSlowReader()
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN
  }

  #take(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.#push(BINARY)
      return
    }
    const { limits, budget } = this.#options
    const body = toBuffer(data)
    if (!budget.take(body.length)) {
      this.#cut(BUSY, 'the node is busy')
      return
    }
    this.#queue.push(body)
    this.#queuedBytes += body.length
    const isFull =
      this.#queue.length >= limits.maxRequestsPerConnection ||
      this.#queuedBytes >= limits.maxBodyBytes
    if (isFull) this.#webSocket.pause()
    if (!this.#isBusy) void this.#work()
  }

  /** The next message is taken only when the answer before it is out: a reader that is slow slows itself down. */
  async #work(): Promise<void> {
    const { dispatcher, budget, subscriptions } = this.#options
    this.#isBusy = true
    for (let body = this.#queue.shift(); body !== undefined; body = this.#queue.shift()) {
      this.#queuedBytes -= body.length
      budget.give(body.length)
      const sent = this.#answer(await dispatcher.handle(body, this))
      this.#flush()
      await sent
    }
    this.#isBusy = false
    this.#flush()
    // A request that was still at work when the connection ended may have subscribed.
    if (this.#isOpen) this.#webSocket.resume()
    else subscriptions.removeAll(this)
  }

  #answer(text: string | undefined): Promise<void> {
    if (text === undefined || !this.#isOpen) return Promise.resolve()
    const { budget } = this.#options
    const bytes = Buffer.from(text)
    if (!budget.take(bytes.length)) {
      this.#cut(BUSY, 'the node is busy')
      return Promise.resolve()
    }
    this.#answerBytes = bytes.length
    return new Promise((resolve) => {
      this.#webSocket.send(bytes, { binary: false }, () => {
        budget.give(bytes.length)
        this.#answerBytes = 0
        resolve()
      })
    })
  }

  #flush(): void {
    const texts = this.#held
    this.#held = []
    this.#heldBytes = 0
    for (const text of texts) this.#push(text)
  }

  #push(text: string): void {
    if (!this.#isOpen) return
    this.#webSocket.send(text)
    const backlog = this.#webSocket.bufferedAmount - this.#answerBytes
    if (backlog > this.#options.limits.maxWebSocketBacklogBytes) this.#cutSlowReader()
  }

  #cutSlowReader(): void {
    this.#cut(SLOW_READER, 'the reader is too slow')
  }

  #cut(code: CloseCode, reason: string): void {
    this.#webSocket.close(code, reason)
    // A reader that does not read will not see the close, either.
    this.#webSocket.terminate()
  }

  #release(): void {
    this.#options.budget.give(this.#queuedBytes)
    this.#queuedBytes = 0
    this.#queue.length = 0
    this.#held = []
    this.#options.subscriptions.removeAll(this)
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}
