import { PublicKey, SecretKey, Signature, verify } from '@chainsafe/blst'
import { assert } from './assert.ts'
import { concatBytes, utf8ToBytes } from './bytes.ts'

/**
 * BLS12-381 signatures as Ethereum's consensus uses them: public keys in G1 (48 bytes), signatures in G2 (96 bytes),
 * ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_ (draft-irtf-cfrg-bls-signature).
 */
export const BLS_PUBLIC_KEY_BYTES = 48
export const BLS_SIGNATURE_BYTES = 96
export const BLS_SECRET_KEY_BYTES = 32

/**
 * What a proof of possession signs: this tag and the public key. As in Ethereum's deposits the tag stands in the message,
 * not in the hash to the curve: the native library fixes that one, and plain JavaScript takes 27 ms for what a registration
 * must not cost. No other message that a node signs begins with the tag.
 */
const POSSESSION_TAG = utf8ToBytes('BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_')

/** A secret key (32 bytes) from a seed of 32 bytes: HKDF as in the draft's KeyGen; the same seed gives the same key. */
export function blsSecretKeyFromSeed(seed: Uint8Array): Uint8Array {
  assert(seed.length === 32, 'a BLS seed has 32 bytes')
  return SecretKey.fromKeygen(seed).toBytes()
}

/** The public key (48 bytes) of a secret key. Throws when the secret key is 0 or not below the order. */
export function blsPublicKey(secretKey: Uint8Array): Uint8Array {
  return SecretKey.fromBytes(secretKey).toPublicKey().toBytes()
}

/** Signs `message`: 96 bytes. The same key and message give the same signature. Throws on a bad secret key. */
export function signBls(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return SecretKey.fromBytes(secretKey).sign(message).toBytes()
}

/** Whether the bytes are a usable public key: a point of the right group in compressed form, not infinity. Never throws. */
export function isBlsPublicKey(publicKey: Uint8Array): boolean {
  return readPublicKey(publicKey) !== undefined
}

/** Whether `signature` is the signature of `message` by `publicKey`. Never throws: bad bytes are false. PERF: 0.8 ms. */
export function verifyBls(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = readPublicKey(publicKey)
  const point = readSignature(signature)
  return key !== undefined && point !== undefined && verify(message, key, point)
}

/** Proof that the holder of the secret key asks for its public key to be used (against rogue keys): 96 bytes. */
export function proveBlsPossession(secretKey: Uint8Array): Uint8Array {
  return signBls(secretKey, possessionMessage(blsPublicKey(secretKey)))
}

/** Whether `proof` was made by the holder of `publicKey`'s secret key. Never throws. */
export function verifyBlsPossession(publicKey: Uint8Array, proof: Uint8Array): boolean {
  return verifyBls(publicKey, possessionMessage(publicKey), proof)
}

function possessionMessage(publicKey: Uint8Array): Uint8Array {
  return concatBytes(POSSESSION_TAG, publicKey)
}

function readPublicKey(bytes: Uint8Array): PublicKey | undefined {
  // The length first: the library would also take the uncompressed form, a second form of the same key.
  if (bytes.length !== BLS_PUBLIC_KEY_BYTES) return undefined
  try {
    return PublicKey.fromBytes(bytes, true)
  } catch {
    return undefined
  }
}

function readSignature(bytes: Uint8Array): Signature | undefined {
  if (bytes.length !== BLS_SIGNATURE_BYTES) return undefined
  try {
    return Signature.fromBytes(bytes, true, true)
  } catch {
    return undefined
  }
}
