import { CliError } from './cli-error.ts'

/** Any failure as one line. Errors of the program itself keep their kind, so that they can be reported. */
export function describeError(error: unknown): string {
  if (error instanceof CliError) return oneLine(error.message)
  if (!(error instanceof Error)) return oneLine(String(error))
  if (error.name === 'SdkError') return oneLine(error.message)
  const system = describeSystemError(error)
  if (system !== undefined) return system
  // viem's errors carry a short message beside a long one with the request and its own version.
  const short = (error as { readonly shortMessage?: unknown }).shortMessage
  if (typeof short === 'string') return oneLine(short)
  return oneLine(error.message === '' ? error.name : error.message)
}

function oneLine(text: string): string {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join(' ')
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
  if (code === 'EADDRINUSE') {
    const { port } = error as { port?: number }
    return `port ${port ?? ''} is in use by another program; choose another with --port`
  }
  const meaning = code === undefined ? undefined : SYSTEM_ERRORS[code]
  return meaning === undefined || path === undefined ? undefined : `${path}: ${meaning}`
}
