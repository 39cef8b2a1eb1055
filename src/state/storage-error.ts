/** What went wrong on disk. The codes are stable; the texts are for people. */
export type StorageErrorCode =
  /** No room, or over quota. */
  | 'disk-full'
  /** The disk or the file system failed, or refused. */
  | 'disk-failed'
  /** A file is not what was written. */
  | 'damaged'
  /** Blocks are missing between two that are there, or before the first. */
  | 'blocks-missing'
  /** Executing a stored block gives another state than it gave when it was stored. */
  | 'state-mismatch'
  /** The directory is in use by another process. */
  | 'locked'
  /** The directory belongs to another network. */
  | 'foreign'
  /** The directory was written in a format that this version does not know. */
  | 'unknown-format'
  /** An earlier failure: nothing more is taken until a restart. */
  | 'stopped'

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
