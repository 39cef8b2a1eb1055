import type { Address } from '#base/address.ts'
import { Reader } from '#base/codec.ts'

export interface ProvenAccount {
  readonly nonce: number
  readonly balanceRau: bigint
}

/** The record of `accounts.accounts` in its canonical form. */
export function decodeAccountRecord(value: Uint8Array): ProvenAccount {
  const reader = new Reader(value)
  const record = { nonce: reader.u64(), balanceRau: reader.uint() }
  reader.end()
  return record
}

export interface ProvenBucket {
  readonly index: number
  /** Identity of the delegate. */
  readonly delegate: Address
  readonly owner: Address
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  readonly createdSeconds: number
  readonly stakedSeconds: number
  /** 0 while it is staked. */
  readonly unstakedSeconds: number
}

/** The record of `staking.buckets` in its canonical form. */
export function decodeBucketRecord(value: Uint8Array): ProvenBucket {
  const reader = new Reader(value)
  const record = {
    index: reader.u64(),
    delegate: reader.address(),
    owner: reader.address(),
    amountRau: reader.uint(),
    durationDays: reader.u32(),
    autoStake: reader.bool(),
    createdSeconds: reader.u64(),
    stakedSeconds: reader.u64(),
    unstakedSeconds: reader.u64(),
  }
  reader.end()
  return record
}
