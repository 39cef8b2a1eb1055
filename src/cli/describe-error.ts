/** Any failure as one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error))
  return oneLine(describeRpcError(error) ?? describeSystemError(error) ?? describePlainly(error))
}

function describePlainly(error: Error): string {
  // viem's errors carry a short message beside a long one with the request and its own version.
  const short = (error as { readonly shortMessage?: unknown }).shortMessage
  if (typeof short === 'string' && short !== '') return short
  return error.message === '' ? error.name : error.message
}

function oneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}

interface RpcErrorLike {
  readonly name?: string
  readonly details?: string
  readonly url?: string
  readonly status?: number
  readonly cause?: unknown
}

/** What the node itself says, without the wrapping of the client library. */
function describeRpcError(error: Error): string | undefined {
  let at: RpcErrorLike | undefined = error
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 16; depth++) {
    switch (at.name) {
      case 'RpcRequestError':
        if (at.details) return at.details
        break
      case 'HttpRequestError':
        return at.status === undefined
          ? `the node at ${at.url ?? ''} does not answer any more`
          : `the node at ${at.url ?? ''} answers with HTTP status ${at.status}`
      case 'TimeoutError':
        return 'the node took too long to answer'
      case 'WaitForTransactionReceiptTimeoutError':
        return 'the transaction was sent, and is in no block yet; ask for it later'
    }
    at = at.cause as RpcErrorLike | undefined
  }
  return undefined
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'access is denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}

function describeSystemError(error: Error): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException
  const meaning = code === undefined ? undefined : SYSTEM_ERRORS[code]
  return meaning === undefined || path === undefined ? undefined : `${path}: ${meaning}`
}
