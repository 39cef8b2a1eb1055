/** A JSON-RPC answer. */
export interface Answer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/** Sends a body as it is. */
export async function post(url: string, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body })
  return (await response.json()) as Answer
}

export function ask(url: string, method: string, ...params: readonly unknown[]): Promise<Answer> {
  return post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
}

/** The result; throws when there is none. */
export async function resultOf<T>(
  url: string,
  method: string,
  ...params: readonly unknown[]
): Promise<T> {
  const { result, error } = await ask(url, method, ...params)
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
  return result as T
}

/** The number of the error; `none` for a result. */
export function errorCodeOf({ error }: Answer): string {
  return String(error?.code ?? 'none')
}

/** The word in `data.code` of error −32000. */
export function wordOf({ error }: Answer): string {
  if (error?.code !== -32_000) return `no error -32000: ${JSON.stringify(error)}`
  return String((error.data as { code?: unknown } | undefined)?.code)
}
