import { type Address, addressFromBytes } from './address.ts'
import { keccak256 } from './hash.ts'
import { recoverPublicKey } from './secp256k1-native.ts'

/**
 * Who signed: the address whose key made the signature (`r`, `s`: 32 bytes each) over `signingHash`, or `undefined`
 * when no key did. High s is not refused here but by `decodeTransaction`.
 * PERF: 42 to 65 µs on one core, nearly all of it in the native library; the workers of `mempool/signatures` share it out.
 */
export function recoverSender(
  signingHash: Uint8Array,
  r: Uint8Array,
  s: Uint8Array,
  yParity: 0 | 1,
): Address | undefined {
  const publicKey = recoverPublicKey(signingHash, r, s, yParity)
  return publicKey === undefined ? undefined : addressFromBytes(keccak256(publicKey).subarray(12))
}
