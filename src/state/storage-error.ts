/** What went wrong with the data directory. The codes are stable, the texts are for people; the README explains each. */
export const STORAGE_ERROR_CODES = [
  'disk-full',
  'disk-failed',
  'damaged',
  'blocks-missing',
  'state-mismatch',
  'locked',
  'foreign',
  'unknown-format',
  'stopped',
] as const
export type StorageErrorCode = (typeof STORAGE_ERROR_CODES)[number]

/** An operational error of the data directory: one plain line that says what is wrong and what would help. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly code: StorageErrorCode
  /** The file or directory concerned. */
  readonly path: string

  constructor(code: StorageErrorCode, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.path = path
  }
}

/** An error of the operating system as a `StorageError`; one that is a `StorageError` already stays as it is. */
export function fromSystemError(error: unknown, doing: string, path: string): StorageError {
  if (error instanceof StorageError) return error
  const system = error as NodeJS.ErrnoException
  const code = system.code ?? 'unknown error'
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StorageError(
      'disk-full',
      path,
      `the disk is full (${code}) while ${doing} ${path}; make room and start again, nothing that was confirmed is lost`,
      error,
    )
  }
  return new StorageError(
    'disk-failed',
    path,
    `${doing} ${path} failed with ${code}; check disk and permissions and start again`,
    error,
  )
}
