import type { Address } from '#base/address.ts'
import type { Codec } from '#base/codec.ts'
import { addressKey, type Collection, type CollectionSchema, type Store } from '../store.ts'

export interface Account {
  /** Transactions sent so far, which is the nonce of the next. */
  readonly nonce: number
  readonly balanceRau: bigint
}

const accountCodec: Codec<Account> = {
  encode: (writer, value) => {
    writer.u64(value.nonce).uint(value.balanceRau)
  },
  decode: (reader) => ({ nonce: reader.u64(), balanceRau: reader.uint() }),
}

const accountsSchema: CollectionSchema<Address, Account> = {
  module: 'accounts',
  name: 'accounts',
  key: addressKey,
  value: accountCodec,
}

export interface AccountsState {
  readonly accounts: Collection<Address, Account>
}

export function openAccounts(store: Store): AccountsState {
  return { accounts: store.open(accountsSchema) }
}
