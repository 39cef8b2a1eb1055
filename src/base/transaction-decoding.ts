import { type Address, addressFromBytes } from './address.ts'
import { type Hex, toHex } from './hex.ts'
import { RlpCursor, RlpError, writeListHeader } from './rlp.ts'
import { TransactionError } from './transaction-error.ts'
import {
  type AccessListEntry,
  MAX_TRANSACTION_BYTES,
  type TransactionFields,
} from './transaction-fields.ts'

const NO_ACCESS_LIST: readonly AccessListEntry[] = Object.freeze([])

/** What is signed is built here: a type byte, a list header of at most 5 bytes, the fields, at most 12 bytes of EIP-155. */
const signingScratch = new Uint8Array(MAX_TRANSACTION_BYTES + 32)

/** A transaction in parts: what was signed, and the signature. */
export interface Signed {
  readonly fields: TransactionFields
  readonly r: Uint8Array
  readonly s: Uint8Array
  readonly yParity: 0 | 1
  /** What the sender signed: valid until the next transaction is decoded. */
  readonly signedBytes: Uint8Array
}

/** rlp([nonce, gasPrice, gasLimit, to, value, data, v, r, s]) with v = 35 + 2 · chainId + yParity (EIP-155). */
export function decodeLegacy(raw: Uint8Array): Signed {
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
    signedBytes: writeLegacySigned(raw, from, signedEnd, chainId),
  }
}

/**
 * 0x01 ‖ rlp([chainId, nonce, gasPrice, gasLimit, to, value, data, accessList, yParity, r, s]) (EIP-2930), or
 * 0x02 ‖ rlp([chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, …]) (EIP-1559).
 */
export function decodeTyped(raw: Uint8Array, type: 1 | 2): Signed {
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
    signedBytes: writeTypedSigned(raw, from, signedEnd),
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

/** The largest chain id whose `v` is a safe integer with either parity: 2⁵² − 19. */
const MAX_LEGACY_CHAIN_ID = 4_503_599_627_370_477

/** `v` of a legacy transaction. */
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
  const chainId = (v - 35 - yParity) / 2
  if (chainId > MAX_LEGACY_CHAIN_ID) throw chainIdTooLarge()
  return { chainId, yParity }
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
function writeTypedSigned(raw: Uint8Array, from: number, to: number): Uint8Array {
  signingScratch[0] = raw[0] as number
  const at = writeListHeader(signingScratch, 1, to - from)
  signingScratch.set(raw.subarray(from, to), at)
  return signingScratch.subarray(0, at + to - from)
}

/** rlp([nonce, gasPrice, gasLimit, to, value, data, chainId, 0, 0]) (EIP-155). */
function writeLegacySigned(raw: Uint8Array, from: number, to: number, chainId: number): Uint8Array {
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
  return signingScratch.subarray(0, at)
}
