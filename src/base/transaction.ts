import { type Address, addressFromBytes } from './address.ts'
import { keccak256 } from './hash.ts'
import { type Hex, toHex } from './hex.ts'
import { RlpCursor, RlpError, writeListHeader } from './rlp.ts'

/** The longest transaction that is taken, in bytes of its raw form. */
export const MAX_TRANSACTION_BYTES = 65_536

/** Why bytes are not a transaction that this network takes. The codes are stable; the texts are for people. */
export type TransactionErrorCode =
  | 'empty'
  | 'oversized'
  | 'unknown-type'
  | 'unsupported-type'
  | 'malformed'
  | 'bad-recipient'
  | 'no-chain-id'
  | 'chain-id-too-large'
  | 'nonce-too-large'
  | 'gas-limit-too-large'
  | 'tip-above-fee-cap'
  | 'bad-signature'
  | 'high-s'

/** The bytes are refused; `code` says why for programs, `message` for people. */
export class TransactionError extends Error {
  override readonly name = 'TransactionError'
  readonly code: TransactionErrorCode

  constructor(code: TransactionErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** 0: legacy with EIP-155. 1: EIP-2930 (access list). 2: EIP-1559 (fee market). */
export type TransactionType = 0 | 1 | 2

/** One entry of an EIP-2930 access list. It has no effect here (there is no EVM) but is signed and hashed. */
export interface AccessListEntry {
  readonly address: Address
  /** 32 bytes each. */
  readonly storageKeys: readonly Hex[]
}

/** What the sender signs. */
export interface TransactionFields {
  readonly type: TransactionType
  readonly chainId: number
  readonly nonce: number
  readonly gasLimit: number
  /** Most that is paid per gas, in Rau. The gas price for types 0 and 1. */
  readonly maxFeePerGasRau: bigint
  /** Most that is paid per gas on top of the base fee, in Rau. The gas price for types 0 and 1. */
  readonly maxPriorityFeePerGasRau: bigint
  /** Missing in a contract creation, which has no meaning here but is well formed. */
  readonly to: Address | undefined
  readonly valueRau: bigint
  readonly data: Uint8Array
  readonly accessList: readonly AccessListEntry[]
}

/** A decoded transaction. Its signature is well formed, but the sender is not yet recovered. */
export interface Transaction extends TransactionFields {
  /** 32 bytes, from 1 to the curve's order − 1. */
  readonly r: Uint8Array
  /** 32 bytes, from 1 to half the curve's order (EIP-2). */
  readonly s: Uint8Array
  readonly yParity: 0 | 1
  /** Keccak-256 of `raw`: what explorers and wallets call the transaction hash. */
  readonly hash: Hex
  /** Keccak-256 of what the sender signed. */
  readonly signingHash: Uint8Array
  /** The bytes that were decoded, by reference: they must not change any more. */
  readonly raw: Uint8Array
}

/** The order of secp256k1, and half of it rounded down: bounds of r and s (SEC 2; EIP-2). */
const ORDER = orderBytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const HALF_ORDER = orderBytes('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

const NO_ACCESS_LIST: readonly AccessListEntry[] = Object.freeze([])

/** What is signed is built here: a type byte, a list header of at most 5 bytes, the fields, at most 12 bytes of EIP-155. */
const signingScratch = new Uint8Array(MAX_TRANSACTION_BYTES + 32)

/** What remains of the fields while a transaction is decoded. */
interface Signed {
  readonly fields: TransactionFields
  readonly r: Uint8Array
  readonly s: Uint8Array
  readonly yParity: 0 | 1
  /** Bytes of `signingScratch` that are signed. */
  readonly signedLength: number
}

/**
 * Decodes a signed Ethereum transaction of type 0, 1 or 2. Encoding the result again gives the same bytes.
 * PERF: under 4 µs for a staking call, most of it the two hashes; linear in the length, which is bounded.
 * Throws `TransactionError` and nothing else on bad bytes.
 */
export function decodeTransaction(raw: Uint8Array): Transaction {
  if (raw.length === 0) throw new TransactionError('empty', 'the transaction has no bytes')
  if (raw.length > MAX_TRANSACTION_BYTES) {
    throw new TransactionError(
      'oversized',
      `the transaction has ${raw.length} bytes; at most ${MAX_TRANSACTION_BYTES} are taken`,
    )
  }
  const signed = decodeSigned(raw)
  const { fields } = signed
  checkSignature(signed.r, signed.s)
  return {
    type: fields.type,
    chainId: fields.chainId,
    nonce: fields.nonce,
    gasLimit: fields.gasLimit,
    maxFeePerGasRau: fields.maxFeePerGasRau,
    maxPriorityFeePerGasRau: fields.maxPriorityFeePerGasRau,
    to: fields.to,
    valueRau: fields.valueRau,
    data: fields.data,
    accessList: fields.accessList,
    r: signed.r,
    s: signed.s,
    yParity: signed.yParity,
    hash: toHex(keccak256(raw)),
    signingHash: keccak256(signingScratch.subarray(0, signed.signedLength)),
    raw,
  }
}

function decodeSigned(raw: Uint8Array): Signed {
  const first = raw[0] as number
  try {
    if (first >= 0xc0) return decodeLegacy(raw)
    if (first === 1 || first === 2) return decodeTyped(raw, first)
  } catch (error) {
    if (error instanceof RlpError) {
      throw new TransactionError(
        'malformed',
        `the transaction is not well formed: ${error.message}`,
      )
    }
    throw error
  }
  throw refusedType(first)
}

function refusedType(first: number): TransactionError {
  if (first === 3) {
    return new TransactionError(
      'unsupported-type',
      'blob transactions (type 3, EIP-4844) are not taken; send type 0, 1 or 2',
    )
  }
  if (first === 4) {
    return new TransactionError(
      'unsupported-type',
      'set-code transactions (type 4, EIP-7702) are not taken; send type 0, 1 or 2',
    )
  }
  if (first < 0x80) {
    return new TransactionError(
      'unknown-type',
      `transaction type ${first} is not known; send type 0, 1 or 2`,
    )
  }
  return new TransactionError('malformed', 'the transaction is neither a list nor a typed one')
}

/** rlp([nonce, gasPrice, gasLimit, to, value, data, v, r, s]) with v = 35 + 2 · chainId + yParity (EIP-155). */
function decodeLegacy(raw: Uint8Array): Signed {
  const cursor = new RlpCursor(raw)
  const mark = cursor.enterList()
  const from = cursor.offset
  const nonce = readNonce(cursor)
  const gasPriceRau = cursor.uint256()
  const gasLimit = readGasLimit(cursor)
  const to = readRecipient(cursor)
  const valueRau = cursor.uint256()
  const data = cursor.bytes()
  const signedEnd = cursor.offset
  const { chainId, yParity } = readEip155(cursor)
  const r = cursor.uint256Bytes()
  const s = cursor.uint256Bytes()
  finish(cursor, mark)
  return {
    fields: {
      type: 0,
      chainId,
      nonce,
      gasLimit,
      maxFeePerGasRau: gasPriceRau,
      maxPriorityFeePerGasRau: gasPriceRau,
      to,
      valueRau,
      data,
      accessList: NO_ACCESS_LIST,
    },
    r,
    s,
    yParity,
    signedLength: writeLegacySigned(raw, from, signedEnd, chainId),
  }
}

/**
 * 0x01 ‖ rlp([chainId, nonce, gasPrice, gasLimit, to, value, data, accessList, yParity, r, s]) (EIP-2930), or
 * 0x02 ‖ rlp([chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, …]) (EIP-1559).
 */
function decodeTyped(raw: Uint8Array, type: 1 | 2): Signed {
  const cursor = new RlpCursor(raw, 1)
  const mark = cursor.enterList()
  const from = cursor.offset
  const chainId = cursor.safeInteger()
  if (chainId === undefined) throw chainIdTooLarge()
  const nonce = readNonce(cursor)
  const maxPriorityFeePerGasRau = cursor.uint256()
  const maxFeePerGasRau = type === 2 ? cursor.uint256() : maxPriorityFeePerGasRau
  if (maxPriorityFeePerGasRau > maxFeePerGasRau) {
    // Refused here, as EIP-1559 makes it a property of the transaction alone. The words are those that clients know.
    throw new TransactionError(
      'tip-above-fee-cap',
      'max priority fee per gas higher than max fee per gas; raise the latter or lower the former',
    )
  }
  const gasLimit = readGasLimit(cursor)
  const to = readRecipient(cursor)
  const valueRau = cursor.uint256()
  const data = cursor.bytes()
  const accessList = readAccessList(cursor)
  const signedEnd = cursor.offset
  const yParity = cursor.safeInteger()
  if (yParity !== 0 && yParity !== 1) {
    throw new TransactionError('bad-signature', 'yParity of the signature is neither 0 nor 1')
  }
  const r = cursor.uint256Bytes()
  const s = cursor.uint256Bytes()
  finish(cursor, mark)
  return {
    fields: {
      type,
      chainId,
      nonce,
      gasLimit,
      maxFeePerGasRau,
      maxPriorityFeePerGasRau,
      to,
      valueRau,
      data,
      accessList,
    },
    r,
    s,
    yParity,
    signedLength: writeTypedSigned(raw, from, signedEnd),
  }
}

function finish(cursor: RlpCursor, mark: number): void {
  cursor.leaveList(mark)
  if (!cursor.atEnd) throw new RlpError('bytes are left over after the transaction')
}

function readNonce(cursor: RlpCursor): number {
  const nonce = cursor.safeInteger()
  if (nonce === undefined) {
    throw new TransactionError('nonce-too-large', 'the nonce is above 2^53 - 1')
  }
  return nonce
}

function readGasLimit(cursor: RlpCursor): number {
  const gasLimit = cursor.safeInteger()
  if (gasLimit === undefined) {
    throw new TransactionError('gas-limit-too-large', 'the gas limit is above 2^53 - 1')
  }
  return gasLimit
}

function readRecipient(cursor: RlpCursor): Address | undefined {
  const bytes = cursor.bytes()
  if (bytes.length === 20) return addressFromBytes(bytes)
  if (bytes.length === 0) return undefined
  throw new TransactionError(
    'bad-recipient',
    `the recipient has ${bytes.length} bytes; an address has 20`,
  )
}

function chainIdTooLarge(): TransactionError {
  return new TransactionError('chain-id-too-large', 'the chain id is above what is taken')
}

/** `v` of a legacy transaction. Chain ids above 2⁵² − 18 do not fit into a safe `v` and are refused. */
function readEip155(cursor: RlpCursor): { chainId: number; yParity: 0 | 1 } {
  const v = cursor.safeInteger()
  if (v === undefined) throw chainIdTooLarge()
  // 35 and 36 name chain 0, which no network has: such a signature is as replayable as one without a chain id.
  if (v === 27 || v === 28 || v === 35 || v === 36) {
    throw new TransactionError(
      'no-chain-id',
      'the signature names no chain (before EIP-155) and could be replayed; sign with the chain id',
    )
  }
  if (v < 35) {
    throw new TransactionError('bad-signature', `v of the signature is ${v}, which has no meaning`)
  }
  const yParity = (v - 35) % 2 === 0 ? 0 : 1
  return { chainId: (v - 35 - yParity) / 2, yParity }
}

function readAccessList(cursor: RlpCursor): readonly AccessListEntry[] {
  const mark = cursor.enterList()
  if (cursor.atEnd) {
    cursor.leaveList(mark)
    return NO_ACCESS_LIST
  }
  const entries: AccessListEntry[] = []
  while (!cursor.atEnd) {
    const entryMark = cursor.enterList()
    const address = addressFromBytes(cursor.fixedBytes(20))
    const keysMark = cursor.enterList()
    const storageKeys: Hex[] = []
    while (!cursor.atEnd) storageKeys.push(toHex(cursor.fixedBytes(32)))
    cursor.leaveList(keysMark)
    cursor.leaveList(entryMark)
    entries.push({ address, storageKeys })
  }
  cursor.leaveList(mark)
  return entries
}

/** type ‖ rlp([fields without signature]): the fields are already encoded, only the list's header changes. */
function writeTypedSigned(raw: Uint8Array, from: number, to: number): number {
  signingScratch[0] = raw[0] as number
  const at = writeListHeader(signingScratch, 1, to - from)
  signingScratch.set(raw.subarray(from, to), at)
  return at + to - from
}

/** rlp([nonce, gasPrice, gasLimit, to, value, data, chainId, 0, 0]) (EIP-155). */
function writeLegacySigned(raw: Uint8Array, from: number, to: number, chainId: number): number {
  let chainIdBytes = 0
  for (let rest = chainId; rest > 0; rest = Math.floor(rest / 256)) chainIdBytes++
  const small = chainId < 0x80
  const tail = (small ? 1 : 1 + chainIdBytes) + 2
  let at = writeListHeader(signingScratch, 0, to - from + tail)
  signingScratch.set(raw.subarray(from, to), at)
  at += to - from
  if (!small) signingScratch[at++] = 0x80 + chainIdBytes
  let rest = chainId
  for (let i = chainIdBytes - 1; i >= 0; i--) {
    signingScratch[at + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  at += chainIdBytes
  signingScratch[at++] = 0x80
  signingScratch[at++] = 0x80
  return at
}

function checkSignature(r: Uint8Array, s: Uint8Array): void {
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
