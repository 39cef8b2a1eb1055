export type DatabaseErrorCode =
  | 'unreachable'
  | 'refused'
  | 'no-database'
  | 'no-rights'
  | 'in-use'
  | 'bad-url'
  | 'broken'

/** A database that cannot be used, in one line that says what would be right. Never names a password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

interface PostgresFault {
  readonly code?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  '57P01',
  '57P03',
  '08006',
])

/** A failure of the driver or of PostgreSQL, as the user should read it; `where` is the database without its password. */
export function explainDatabaseError(error: unknown, where: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const { code, message, text } = readFault(error)
  const options = { cause: error }
  if (UNREACHABLE.has(code) || /timeout|terminated|Connection ended/i.test(message)) {
    return new DatabaseError(
      'unreachable',
      `the database ${where} does not answer (${text}); start it, or correct DATABASE_URL`,
      options,
    )
  }
  if (code === '28P01' || code === '28000' || /SASL|password/i.test(message)) {
    return new DatabaseError(
      'refused',
      `the database ${where} refuses the user or its password; correct them in DATABASE_URL`,
      options,
    )
  }
  if (code === '3D000') {
    return new DatabaseError(
      'no-database',
      `the database ${where} does not exist; make it with createdb, or correct DATABASE_URL`,
      options,
    )
  }
  if (code === '42501') {
    return new DatabaseError(
      'no-rights',
      `the user of ${where} may not do this (${text}); it must own the database`,
      options,
    )
  }
  return new DatabaseError('broken', `the database ${where} failed: ${text}`, options)
}

/** Drivers wrap the cause: the innermost one tells. */
function readFault(error: unknown): { code: string; message: string; text: string } {
  let fault = error as PostgresFault
  for (let depth = 0; depth < 5 && fault.cause instanceof Error; depth++) {
    fault = fault.cause
  }
  const first: unknown = fault instanceof AggregateError ? fault.errors[0] : undefined
  if (first !== undefined) fault = first as PostgresFault
  const code = typeof fault.code === 'string' ? fault.code : ''
  const message = typeof fault.message === 'string' ? fault.message : ''
  const [line = ''] = message.split('\n')
  return { code, message, text: line.slice(0, 200) || code || 'no reason given' }
}
