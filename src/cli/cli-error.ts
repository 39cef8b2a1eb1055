/** A failure that the person at the keyboard can act on: one line, and the exit code. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: 1 | 2

  /** `exitCode` 1 (when left out): it did not work; 2: the command was not understood. */
  constructor(message: string, exitCode: 1 | 2 = 1, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.exitCode = exitCode
  }
}
