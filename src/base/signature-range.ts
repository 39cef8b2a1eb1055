import { TransactionError } from './transaction-error.ts'

/** The order of secp256k1, and half of it rounded down: bounds of r and s (SEC 2; EIP-2). */
const ORDER = orderBytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const HALF_ORDER = orderBytes('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

/** Refuses r and s (32 bytes each) that no signer of Ethereum transactions makes. Throws `TransactionError`. */
export function checkSignatureRange(r: Uint8Array, s: Uint8Array): void {
  if (isZero(r) || isZero(s)) {
    throw new TransactionError('bad-signature', 'r or s of the signature is 0')
  }
  if (!isBelow(r, ORDER) || !isBelow(s, ORDER)) {
    throw new TransactionError('bad-signature', 'r or s of the signature is not below the order')
  }
  if (isBelow(HALF_ORDER, s)) {
    throw new TransactionError(
      'high-s',
      's of the signature is in the upper half (EIP-2); sign again with a library that gives low s',
    )
  }
}

function isZero(bytes: Uint8Array): boolean {
  for (let i = 0; i < 32; i++) if (bytes[i] !== 0) return false
  return true
}

function isBelow(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 32; i++) {
    const x = a[i] as number
    const y = b[i] as number
    if (x !== y) return x < y
  }
  return false
}

function orderBytes(digits: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  )
}
