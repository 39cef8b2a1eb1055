/** The node is not there, or refused. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const PATIENCE_MS = 5_000

/** A call of JSON-RPC, of Boule or of CometBFT. Throws `NoAnswer`; a node that is paused never answers. */
export async function ask<T>(url: string, method: string, params: unknown = []): Promise<T> {
  let answer: {
    readonly result?: T
    readonly error?: { readonly message?: string; readonly data?: unknown }
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    answer = (await response.json()) as typeof answer
  } catch (error) {
    throw new NoAnswer(`${method}: ${String(error)}`, { cause: error })
  }
  if (answer.error !== undefined) {
    const { message, data } = answer.error
    throw new NoAnswer(`${method}: ${message} ${typeof data === 'string' ? data : ''}`.trimEnd())
  }
  return answer.result as T
}

export async function askHeight(rpcUrl: string): Promise<number> {
  return Number(await ask<string>(rpcUrl, 'eth_blockNumber'))
}

/** Height that a node is at, or undefined when it does not answer. */
export async function tryHeight(rpcUrl: string): Promise<number | undefined> {
  try {
    return await askHeight(rpcUrl)
  } catch (error) {
    if (error instanceof NoAnswer) return undefined
    throw error
  }
}
