import type { Account, ModelState } from './types.ts'

export function balanceOf(state: ModelState, account: Account): bigint {
  return state.balances.get(account) ?? 0n
}

/** Coins into an account, or out of it with a negative amount. */
export function addCoins(state: ModelState, account: Account, amountRau: bigint): void {
  const balanceRau = balanceOf(state, account) + amountRau
  if (balanceRau < 0n) throw new Error(`the balance of ${account} falls below 0`)
  state.balances.set(account, balanceRau)
}
