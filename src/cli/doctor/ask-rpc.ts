/** An answer, and when it was given. */
export interface RpcAnswer<T> {
  readonly result: T
  /** This machine's clock before and after. */
  readonly sentMs: number
  readonly receivedMs: number
  /** The other machine's clock, cut to whole seconds; `undefined` when it does not tell. */
  readonly dateMs: number | undefined
}

const PATIENCE_MS = 5_000

/** Asks a node of Boule or a CometBFT. Rejects when there is no result. */
export async function askRpc<T>(
  url: string,
  method: string,
  params: unknown = [],
): Promise<RpcAnswer<T>> {
  const sentMs = Date.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const receivedMs = Date.now()
  const answer = (await response.json()) as {
    readonly result?: T
    readonly error?: { readonly message?: string }
  }
  if (answer.result === undefined) {
    throw new Error(`${method}: ${answer.error?.message ?? 'no result'}`)
  }
  const dateMs = Date.parse(response.headers.get('date') ?? '')
  return {
    result: answer.result,
    sentMs,
    receivedMs,
    dateMs: Number.isNaN(dateMs) ? undefined : dateMs,
  }
}
