import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * One kept-alive HTTP connection with one request at a time, and nothing else: the client shares two cores with the node that it
 * measures, and Node's own HTTP client takes more time for a request than the node for its answer.
 */
export class HttpConnection {
  readonly #socket: Socket
  readonly #head: string
  #received: Buffer = Buffer.alloc(0)
  #settle: ((body: string) => void) | undefined

  static async open(url: URL): Promise<HttpConnection> {
    const socket = connect(Number(url.port), url.hostname)
    socket.setNoDelay(true)
    await once(socket, 'connect')
    return new HttpConnection(socket, url.host)
  }

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#head = `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: `
    socket.on('data', (bytes: Buffer) => this.#onData(bytes))
  }

  /** Sends a body and resolves with the body of the answer. */
  post(body: string): Promise<string> {
    this.#socket.write(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
    return new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #onData(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end).toLowerCase()
    const at = head.indexOf('content-length: ')
    if (at < 0) throw new Error(`the answer has no content-length: ${head}`)
    const length = Number.parseInt(head.slice(at + 16), 10)
    if (this.#received.length < end + 4 + length) return
    const body = this.#received.toString('utf8', end + 4, end + 4 + length)
    this.#received = this.#received.subarray(end + 4 + length)
    const settle = this.#settle
    this.#settle = undefined
    settle?.(body)
  }
}
