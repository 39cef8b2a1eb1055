/** Kinds of failure that the SDK reports by itself; those of viem pass through unchanged. */
export type SdkErrorCode =
  | 'bad-amount'
  | 'bad-answer'
  | 'bad-payload'
  | 'bad-proof'
  | 'no-account'
  | 'refused'

/** An error of the SDK: `code` for programs, one plain sentence for people, `details` as data. */
export class SdkError extends Error {
  override readonly name = 'SdkError'
  readonly code: SdkErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: SdkErrorCode,
    message: string,
    options: {
      readonly details?: Readonly<Record<string, unknown>>
      readonly cause?: unknown
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }
}
