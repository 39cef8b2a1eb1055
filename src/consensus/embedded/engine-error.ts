/** What an engine cannot do, and what would help. */
export type EngineErrorCode =
  /** The state machine or the disk failed: the engine has stopped for good. */
  | 'failed'
  /** The engine was stopped. */
  | 'stopped'
  /** Nobody who could propose the block is online. */
  | 'all-offline'
  /** The engine's last block and the application's state do not belong together. */
  | 'mismatch'
  /** A control was given a value that makes no sense. */
  | 'bad-control'

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: EngineErrorCode

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
