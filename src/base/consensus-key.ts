import { assert } from './assert.ts'
import { sha256 } from './hash.ts'
import { toHex } from './hex.ts'

/** Bytes of an ed25519 public key. */
export const CONSENSUS_KEY_BYTES = 32

/** The consensus address of an ed25519 public key, as CometBFT forms it: the first 20 bytes of its SHA-256. */
export function consensusAddress(publicKey: Uint8Array): Uint8Array {
  assert(publicKey.length === CONSENSUS_KEY_BYTES, 'an ed25519 public key has 32 bytes')
  return sha256(publicKey).subarray(0, 20)
}

/** Bytes as CometBFT prints addresses and hashes: upper-case hex without a prefix. */
export function toUpperHex(bytes: Uint8Array): string {
  return toHex(bytes).slice(2).toUpperCase()
}
