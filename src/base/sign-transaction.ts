import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Address, addressFromBytes, addressToBytes } from './address.ts'
import { assert } from './assert.ts'
import { concatBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'
import { fromHex } from './hex.ts'
import { encodeRlp, integerBytes, type RlpItem } from './rlp.ts'
import type { TransactionFields } from './transaction.ts'

/** A recoverable signature with low s. */
export interface Signature {
  readonly r: Uint8Array
  readonly s: Uint8Array
  readonly yParity: 0 | 1
}

/** Signs 32 bytes with a private key of 32 bytes. */
export type DigestSigner = (digest: Uint8Array, privateKey: Uint8Array) => Signature

/** Signs in plain JavaScript (noble, RFC 6979): works everywhere. `signDigest` of `secp256k1-native.ts` gives the same and is faster. */
export function signDigestPortable(digest: Uint8Array, privateKey: Uint8Array): Signature {
  const bytes = secp256k1.sign(digest, privateKey, { prehash: false, format: 'recovered' })
  const yParity = bytes[0]
  assert(yParity === 0 || yParity === 1, 'the recovery id of a signature is 0 or 1')
  return { r: bytes.slice(1, 33), s: bytes.slice(33, 65), yParity }
}

/** The address of a private key of 32 bytes. */
export function addressOfPrivateKey(privateKey: Uint8Array): Address {
  const publicKey = secp256k1.getPublicKey(privateKey, false)
  return addressFromBytes(keccak256(publicKey.subarray(1)).subarray(12))
}

/** What the sender signs: its Keccak-256 is the signing hash. Fields are taken as they are. */
export function encodeTransactionForSigning(fields: TransactionFields): Uint8Array {
  if (fields.type === 0) {
    const tail = [integerBytes(fields.chainId), new Uint8Array(0), new Uint8Array(0)]
    return encodeRlp([...legacyItems(fields), ...tail])
  }
  return concatBytes(Uint8Array.of(fields.type), encodeRlp(typedItems(fields)))
}

/** The raw transaction: the fields with their signature. */
export function encodeTransaction(fields: TransactionFields, signature: Signature): Uint8Array {
  const r = stripZeros(signature.r)
  const s = stripZeros(signature.s)
  if (fields.type === 0) {
    const v = integerBytes(BigInt(fields.chainId) * 2n + 35n + BigInt(signature.yParity))
    return encodeRlp([...legacyItems(fields), v, r, s])
  }
  const items = [...typedItems(fields), integerBytes(signature.yParity), r, s]
  return concatBytes(Uint8Array.of(fields.type), encodeRlp(items))
}

/** Signs the fields and returns the raw transaction. For tests and tools. */
export function signTransaction(
  fields: TransactionFields,
  privateKey: Uint8Array,
  sign: DigestSigner = signDigestPortable,
): Uint8Array {
  const digest = keccak256(encodeTransactionForSigning(fields))
  return encodeTransaction(fields, sign(digest, privateKey))
}

function recipient(to: Address | undefined): Uint8Array {
  return to === undefined ? new Uint8Array(0) : addressToBytes(to)
}

function legacyItems(fields: TransactionFields): RlpItem[] {
  return [
    integerBytes(fields.nonce),
    integerBytes(fields.maxFeePerGasRau),
    integerBytes(fields.gasLimit),
    recipient(fields.to),
    integerBytes(fields.valueRau),
    fields.data,
  ]
}

function typedItems(fields: TransactionFields): RlpItem[] {
  const fees =
    fields.type === 2
      ? [integerBytes(fields.maxPriorityFeePerGasRau), integerBytes(fields.maxFeePerGasRau)]
      : [integerBytes(fields.maxFeePerGasRau)]
  return [
    integerBytes(fields.chainId),
    integerBytes(fields.nonce),
    ...fees,
    integerBytes(fields.gasLimit),
    recipient(fields.to),
    integerBytes(fields.valueRau),
    fields.data,
    fields.accessList.map((entry) => [
      addressToBytes(entry.address),
      entry.storageKeys.map((key) => fromHex(key)),
    ]),
  ]
}

function stripZeros(bytes: Uint8Array): Uint8Array {
  let from = 0
  while (from < bytes.length && bytes[from] === 0) from++
  return bytes.subarray(from)
}
