/**
 * `missing-binary`, `wrong-version`: no CometBFT that could be used. `install`: it could not be built. `bad-config`: an option or
 * file of the home folder is wrong. `port`: a port or socket is taken. `key`: a key file is wrong, missing or open to others.
 * `app-ahead`: the state is ahead of CometBFT's blocks. `failed`: the application broke down; the node stops.
 */
export const COMETBFT_ERROR_CODES = [
  'missing-binary',
  'wrong-version',
  'install',
  'bad-config',
  'port',
  'key',
  'app-ahead',
  'failed',
] as const
export type CometbftErrorCode = (typeof COMETBFT_ERROR_CODES)[number]

/** `message` is one line that says what is wrong and what would be right. */
export class CometbftError extends Error {
  override readonly name = 'CometbftError'
  readonly code: CometbftErrorCode

  constructor(code: CometbftErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
