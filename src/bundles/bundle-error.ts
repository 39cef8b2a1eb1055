/** What can be wrong with a bundle, or with moving one. The README explains each. */
export const BUNDLE_ERROR_CODES = [
  'malformed',
  'limit',
  'path',
  'file',
  'folder',
  'mismatch',
  'missing',
  'not-needed',
  'no-room',
  'no-answer',
  'refused',
  'stopped',
] as const
export type BundleErrorCode = (typeof BUNDLE_ERROR_CODES)[number]

/** `message` is one line for people: what is wrong, and where. */
export class BundleError extends Error {
  override readonly name = 'BundleError'
  readonly code: BundleErrorCode

  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
