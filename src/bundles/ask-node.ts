import { BundleError } from './bundle-error.ts'
import { quote } from './plain-text.ts'

export interface AskOptions {
  readonly url: string
  readonly method: string
  readonly params: readonly unknown[]
  /** For the whole answer. */
  readonly timeoutMs: number
  /** A longer answer is not read to its end. */
  readonly maxBytes: number
  readonly signal: AbortSignal | undefined
}

/**
 * The result of one JSON-RPC request to a node that nobody trusts. Throws `BundleError`: `refused` with the words of the node,
 * `no-answer` when none comes that may be read, `stopped` when `signal` says so.
 */
export async function askNode(options: AskOptions): Promise<unknown> {
  const text = await readAnswer(options).catch((error: unknown) => {
    throw toBundleError(error, options)
  })
  const answer = parseAnswer(text, options.url)
  if (answer.error === undefined) return answer.result
  const { message } = answer.error as { readonly message?: unknown }
  const words = typeof message === 'string' ? quote(message) : 'without words'
  throw new BundleError('refused', `the node at ${options.url} refuses: ${words}`)
}

async function readAnswer(options: AskOptions): Promise<string> {
  const { url, method, params, timeoutMs, signal, maxBytes } = options
  const patience = AbortSignal.timeout(timeoutMs)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    redirect: 'error',
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new BundleError('no-answer', `${url} answers with HTTP status ${response.status}`)
  }
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > maxBytes) {
      throw new BundleError(
        'no-answer',
        `${url} answers ${method} with more than ${maxBytes} bytes`,
      )
    }
    text += decoder.decode(part, { stream: true })
  }
  return text + decoder.decode()
}

function toBundleError(
  error: unknown,
  { url, method, timeoutMs, signal }: AskOptions,
): BundleError {
  if (error instanceof BundleError) return error
  if (signal?.aborted === true)
    return new BundleError('stopped', 'stopped before it was done', { cause: error })
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  const reason = isTimeout
    ? `takes longer than ${timeoutMs / 1_000} s for ${method}`
    : 'does not answer'
  return new BundleError('no-answer', `${url} ${reason}`, { cause: error })
}

function parseAnswer(
  text: string,
  url: string,
): { readonly result?: unknown; readonly error?: unknown } {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer === 'object' && answer !== null) {
      if ('error' in answer && typeof answer.error === 'object' && answer.error !== null)
        return answer
      if ('result' in answer) return { result: answer.result }
    }
  } catch {
    // Said below.
  }
  throw new BundleError(
    'no-answer',
    `${url} gives no JSON-RPC answer; is it the address of a node?`,
  )
}
