import { ed25519 } from '@noble/curves/ed25519.js'

/** Bytes of an ed25519 signature. */
const ED25519_SIGNATURE_BYTES = 64

/**
 * Whether the bytes are a usable public key: a canonical point that is not one of the eight of small order, for which anyone
 * can sign. Never throws.
 */
export function isEd25519PublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false
  try {
    return !ed25519.Point.fromBytes(publicKey).isSmallOrder()
  } catch {
    return false
  }
}

/** Whether `signature` is the signature of `message` by `publicKey`, by the strict rules of RFC 8032. Never throws. PERF: 3 ms. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== ED25519_SIGNATURE_BYTES) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** The public key (32 bytes) of a secret key (a seed of 32 bytes). */
export function ed25519PublicKey(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey)
}

/** Signs `message` with a secret key (a seed of 32 bytes): 64 bytes. */
export function signEd25519(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, secretKey)
}
