/** The node cannot be asked, or answers with an error. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  /** Worth another try: it is away or busy. Otherwise it is no node that the index can follow. */
  readonly retryable: boolean

  constructor(message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options)
    this.retryable = retryable
  }
}

export interface RpcCall {
  readonly method: string
  readonly params: readonly unknown[]
}

interface RpcAnswer {
  readonly id?: number | null
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

/** JSON-RPC's «the answer of the batch is too large», which a smaller batch mends. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** Asks a node over HTTP. All calls of one batch that only read see the same state, and are answered in order. */
export interface RpcClient {
  readonly url: string
  /** Answers in the order of `calls`. Throws `NodeError`, or `TooLargeError`. */
  batch(calls: readonly RpcCall[]): Promise<readonly unknown[]>
}

const TIMEOUT_MS = 60_000

export function createRpcClient(url: string): RpcClient {
  return {
    url,
    batch: async (calls) => {
      const answers = await post(url, calls)
      const byId = new Map(answers.map((answer) => [answer.id, answer]))
      return calls.map((call, id) => {
        const answer = byId.get(id)
        if (answer === undefined) throw new NodeError(`${url} left ${call.method} unanswered`, true)
        if (answer.error !== undefined) throw readError(url, call, answer.error)
        return answer.result
      })
    },
  }
}

function readError(
  url: string,
  { method }: RpcCall,
  { code, message }: { readonly code: number; readonly message: string },
): Error {
  if (/the answer is longer than/.test(message)) return new TooLargeError(message)
  const isOld = code === -32_601
  const hint = isOld ? '; the node is older than this program' : ''
  return new NodeError(`${url} answers ${method} with an error: ${message}${hint}`, !isOld)
}

async function post(url: string, calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
  const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })))
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    text = await response.text()
  } catch (error) {
    throw new NodeError(`the node at ${url} does not answer`, true, { cause: error })
  }
  try {
    const answer: unknown = JSON.parse(text)
    if (Array.isArray(answer)) return answer as readonly RpcAnswer[]
  } catch {
    // What is no JSON is no answer of a node.
  }
  const isBusy = response.status === 503 || response.status === 429
  throw new NodeError(
    `${url} answers with HTTP ${response.status} and no JSON-RPC; name the address of a node`,
    isBusy || response.status >= 500,
  )
}
