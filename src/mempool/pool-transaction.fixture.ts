import { type Address, addressFromBytes } from '#base/address.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'

let made = 0

/** The address of account number `index`. */
export function testAccount(index: number): Address {
  const bytes = new Uint8Array(20)
  new DataView(bytes.buffer).setUint32(16, index + 1)
  return addressFromBytes(bytes)
}

export interface TestTransaction {
  readonly chainId?: number
  readonly sender?: Address
  readonly nonce?: number
  readonly feeRau?: bigint
  readonly tipRau?: bigint
  readonly valueRau?: bigint
  readonly gasLimit?: number
  readonly bytes?: number
}

/** A transaction as the pool sees it: decoded, with its sender. No two have the same hash or bytes. */
export function testTransaction(options: TestTransaction = {}): SignedTransaction {
  const id = new Uint8Array(32)
  new DataView(id.buffer).setUint32(28, ++made)
  const feeRau = options.feeRau ?? 1n
  const raw = new Uint8Array(options.bytes ?? 110)
  raw[0] = 2
  raw.set(id.subarray(28), raw.length - 4)
  return {
    sender: options.sender ?? testAccount(0),
    transaction: {
      type: 2,
      chainId: options.chainId ?? 4_242,
      nonce: options.nonce ?? 0,
      gasLimit: options.gasLimit ?? 10_000,
      maxFeePerGasRau: feeRau,
      maxPriorityFeePerGasRau: options.tipRau ?? feeRau,
      to: testAccount(9_999),
      valueRau: options.valueRau ?? 0n,
      data: new Uint8Array(0),
      accessList: [],
      r: id,
      s: id,
      yParity: 0,
      hash: toHex(id),
      signingHash: id,
      raw,
    },
  }
}

export function hashesOf(transactions: readonly SignedTransaction[]): Hex[] {
  return transactions.map((signed) => signed.transaction.hash)
}
