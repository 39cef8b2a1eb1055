/** Why bytes are not a transaction that this network takes. The codes are stable; the texts are for people. */
export const TRANSACTION_ERROR_CODES = [
  'empty',
  'oversized',
  'unknown-type',
  'unsupported-type',
  'malformed',
  'bad-recipient',
  'no-chain-id',
  'chain-id-too-large',
  'nonce-too-large',
  'gas-limit-too-large',
  'tip-above-fee-cap',
  'bad-signature',
  'high-s',
] as const

export type TransactionErrorCode = (typeof TRANSACTION_ERROR_CODES)[number]

/** The bytes are refused; `code` says why for programs, `message` for people. */
export class TransactionError extends Error {
  override readonly name = 'TransactionError'
  readonly code: TransactionErrorCode

  constructor(code: TransactionErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
