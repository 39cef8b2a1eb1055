import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { assert } from './assert.ts'
import type { Signature } from './sign-transaction.ts'

/** The calls of secp256k1@5's native addon that are used here. Each returns 0 or the number of the step that failed. */
interface NativeSecp256k1 {
  ecdsaRecover(
    output: Uint8Array,
    signature: Uint8Array,
    recoveryId: number,
    digest: Uint8Array,
  ): number
  ecdsaSign(
    output: { signature: Uint8Array; recid: number },
    digest: Uint8Array,
    privateKey: Uint8Array,
    data: undefined,
    nonce: undefined,
  ): number
}

/** The native library is missing, and the JavaScript stand-in is too slow for a node. */
export class NativeLibraryError extends Error {
  override readonly name = 'NativeLibraryError'
}

let native: NativeSecp256k1 | undefined

/**
 * Loads the native addon of secp256k1@5, or throws `NativeLibraryError`. A node calls this when it starts, so that a
 * machine without it says so at once. The package's own entry point would fall back to JavaScript without a word, at
 * about a thirtieth of the speed: hence the addon is loaded directly, in the way the package itself does.
 */
export function loadNativeSecp256k1(): NativeSecp256k1 {
  native ??= load(createRequire(import.meta.url))
  return native
}

function load(require: NodeJS.Require): NativeSecp256k1 {
  try {
    const manifest = require.resolve('secp256k1/package.json')
    const addon = createRequire(manifest)('node-gyp-build')(dirname(manifest))
    return new addon.Secp256k1()
  } catch (error) {
    throw new NativeLibraryError(
      `the native part of the package secp256k1 is missing for ${process.platform}-${process.arch}, ` +
        `Node ${process.versions.node}: install python3, make and a C++ compiler, then run "npm rebuild secp256k1"`,
      { cause: error },
    )
  }
}

const signatureScratch = new Uint8Array(64)
const publicKeyScratch = new Uint8Array(65)

/**
 * The public key (64 bytes, x ‖ y) that made the signature over `digest`, or `undefined` when none did.
 * The result is valid until the next call.
 */
export function recoverPublicKey(
  digest: Uint8Array,
  r: Uint8Array,
  s: Uint8Array,
  yParity: 0 | 1,
): Uint8Array | undefined {
  assert(
    digest.length === 32 && r.length === 32 && s.length === 32,
    'digest, r and s have 32 bytes',
  )
  signatureScratch.set(r)
  signatureScratch.set(s, 32)
  const step = loadNativeSecp256k1().ecdsaRecover(
    publicKeyScratch,
    signatureScratch,
    yParity,
    digest,
  )
  // 1: r or s is not below the order; 2: no point has this r. Both are properties of the input.
  if (step === 1 || step === 2) return undefined
  assert(step === 0, 'a recovered public key can be written out')
  return publicKeyScratch.subarray(1)
}

/** Signs 32 bytes (RFC 6979, low s) with a private key of 32 bytes. Throws `RangeError` when the key is 0 or not below the order. */
export function signDigest(digest: Uint8Array, privateKey: Uint8Array): Signature {
  const output = { signature: new Uint8Array(64), recid: 0 }
  const step = loadNativeSecp256k1().ecdsaSign(output, digest, privateKey, undefined, undefined)
  if (step === 1) throw new RangeError('the private key is 0 or not below the order of secp256k1')
  assert(step === 0, 'a signature can be written out')
  const yParity = output.recid
  assert(yParity === 0 || yParity === 1, 'the recovery id of a signature is 0 or 1')
  return { r: output.signature.slice(0, 32), s: output.signature.slice(32), yParity }
}
