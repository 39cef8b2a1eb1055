import type { Address } from './address.ts'
import type { Hex } from './hex.ts'

/** The longest transaction that is taken, in bytes of its raw form. */
export const MAX_TRANSACTION_BYTES = 65_536

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

/** Bytes of the addresses and storage keys of an access list. */
export function countAccessListBytes(list: readonly AccessListEntry[]): number {
  let bytes = 0
  for (const { storageKeys } of list) bytes += 20 + 32 * storageKeys.length
  return bytes
}
