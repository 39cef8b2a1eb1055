import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Account, AccountsState } from './state.ts'

const EMPTY: Account = { nonce: 0, balanceRau: 0n }

/** The account at `address`; one that nobody touched has nonce 0 and nothing. */
export function getAccount(state: AccountsState, address: Address): Account {
  return state.accounts.get(address) ?? EMPTY
}

export function getBalanceRau(state: AccountsState, address: Address): bigint {
  return getAccount(state, address).balanceRau
}

/** Moves coins. The caller has checked that `from` has them; that it has not is an error of the program. */
export function moveCoins(
  state: AccountsState,
  from: Address,
  to: Address,
  amountRau: bigint,
): void {
  assert(amountRau >= 0n, 'a moved amount is at least 0')
  if (amountRau === 0n) return
  const source = getAccount(state, from)
  assert(source.balanceRau >= amountRau, 'a moved amount is there')
  if (from === to) return
  state.accounts.set(from, { nonce: source.nonce, balanceRau: source.balanceRau - amountRau })
  const target = getAccount(state, to)
  state.accounts.set(to, { nonce: target.nonce, balanceRau: target.balanceRau + amountRau })
}
