import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction, type Transaction, type TransactionFields } from '#base/transaction.ts'
import type { Operation } from './operation.ts'
import type { Random } from './random.ts'
import { SIM_CHAIN_ID, simPrivateKey } from './sim-keys.ts'

export const GAS_PRICE_RAU = 1_000_000_000_000n

/** Makes the transaction of an operation. */
export type Sign = (
  fields: TransactionFields,
  sender: Operation['sender'],
  place: number,
) => Transaction

/** As if it had been signed: quick, for those who know the sender anyway. `place` sets equal ones of a block apart. */
export const pretendToSign: Sign = (fields, sender, place) => {
  const raw = utf8ToBytes(`${sender} ${fields.nonce} ${place}`)
  const hash = sha256(raw)
  return {
    ...fields,
    r: new Uint8Array(32),
    s: new Uint8Array(32),
    yParity: 0,
    hash: toHex(hash),
    signingHash: hash,
    raw,
  }
}

/** Really signed: the bytes that a wallet would send. */
export const reallySign: Sign = (fields, sender) =>
  decodeTransaction(signTransaction(fields, simPrivateKey(sender), signDigest))

/** The parts of an operation's transaction, with one of the ways in which it may pay. */
export function makeFields(operation: Operation, nonce: number, random: Random): TransactionFields {
  const isDynamic = random.oneIn(3)
  const tipRau = BigInt(random.below(3)) * (GAS_PRICE_RAU / 2n)
  const maxFeePerGasRau = GAS_PRICE_RAU + (random.oneIn(2) ? tipRau : GAS_PRICE_RAU)
  return {
    type: isDynamic ? 2 : 0,
    chainId: SIM_CHAIN_ID,
    nonce,
    gasLimit: operation.gasLimit ?? 200_000,
    maxFeePerGasRau,
    maxPriorityFeePerGasRau: isDynamic ? tipRau : maxFeePerGasRau,
    to: operation.to,
    valueRau: operation.valueRau,
    data: operation.data,
    accessList: [],
  }
}
