import type { TransactionErrorCode } from '#base/transaction-error.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'

/** A stable word for why a transaction is refused, beside the text for people. */
interface SubmissionCode {
  readonly code: string
  readonly meaning: string
}

/** Bytes that are no transaction (`base/transaction-error.ts`). */
const MALFORMED: Readonly<Record<TransactionErrorCode, string>> = {
  empty: 'There are no bytes.',
  oversized: 'The transaction is longer than 65,536 bytes.',
  'unknown-type': 'The first byte names no transaction type; send type 0, 1 or 2.',
  'unsupported-type': 'Blob and set-code transactions are not taken; send type 0, 1 or 2.',
  malformed: 'The bytes are not a well-formed transaction (RLP).',
  'bad-recipient': 'The recipient has neither 20 bytes nor none.',
  'no-chain-id': 'The signature names no chain and could be replayed; sign with the chain id.',
  'chain-id-too-large': 'The chain id is beyond what any network has.',
  'nonce-too-large': 'The nonce is 2^53 or more.',
  'gas-limit-too-large': 'The gas limit is 2^53 or more.',
  'tip-above-fee-cap': 'The priority fee is above the fee cap.',
  'bad-signature': 'The signature is out of range, or nobody made it.',
  'high-s': 'The signature has a high s (EIP-2), so it could be changed by others.',
}

/** Every word that `data.code` of a refused transaction can be. Words of the pool and of admission are theirs; a test keeps the lists equal. */
export const SUBMISSION_CODES: readonly SubmissionCode[] = [
  ...Object.entries(MALFORMED).map(([code, meaning]) => ({ code, meaning })),
  {
    code: 'wrong-chain-id',
    meaning: 'The transaction is signed for another network: see eth_chainId.',
  },
  { code: 'refused', meaning: 'The recipient cannot do what the transaction asks for.' },
  {
    code: 'gas-too-low',
    meaning: 'The gas limit is below what the action costs: see eth_estimateGas.',
  },
  { code: 'gas-too-high', meaning: 'The gas limit is above that of a block.' },
  { code: 'underpriced', meaning: 'The fee cap is below the gas price: see eth_gasPrice.' },
  { code: 'nonce-too-low', meaning: 'The nonce was used already: see eth_getTransactionCount.' },
  { code: 'nonce-too-high', meaning: 'The nonce is too far ahead of the account.' },
  {
    code: 'insufficient-funds',
    meaning:
      'The balance does not cover gas limit × fee cap + value, with what the account has waiting.',
  },
  { code: 'already-known', meaning: 'The pool has this transaction.' },
  {
    code: 'replacement-underpriced',
    meaning: 'A transaction with this nonce waits; to replace it, offer a clearly higher fee.',
  },
  { code: 'pool-full', meaning: 'The pool has no room; offer a higher fee or try again later.' },
  { code: 'unavailable', meaning: 'The node cannot check signatures at the moment; try again.' },
]

const WORDS: Readonly<Record<Exclude<keyof typeof ADMISSION_CODES, 'ok'>, string>> = {
  malformed: 'malformed',
  wrongChain: 'wrong-chain-id',
  refused: 'refused',
  gasTooLow: 'gas-too-low',
  gasTooHigh: 'gas-too-high',
  underpriced: 'underpriced',
  nonceTooLow: 'nonce-too-low',
  nonceTooHigh: 'nonce-too-high',
  insufficientFunds: 'insufficient-funds',
}

/** The word for a code of the state machine's check (`protocol/admission.ts`). */
export function toSubmissionCode(checkCode: number): string {
  for (const [name, word] of Object.entries(WORDS)) {
    if (ADMISSION_CODES[name as keyof typeof ADMISSION_CODES].code === checkCode) return word
  }
  return 'refused'
}
