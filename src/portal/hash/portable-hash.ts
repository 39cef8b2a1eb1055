import { blake2b } from '@noble/hashes/blake2.js'
import { sha256 as sha2 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'

// Takes the place of base/hash.ts in the portal (scripts/build-portal.mjs): that one is WebAssembly, which the
// Content-Security-Policy of the portal does not allow. Slower, and the same bytes.

export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes)
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return sha2(bytes)
}

export function blake2b256(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 32 })
}
