import type { Address } from '#base/address.ts'
import { assert, must } from '#base/assert.ts'
import { minBigint } from '#base/integers.ts'
import type { World } from '../world.ts'
import { ONLY } from '../store.ts'
import type { Debt, Fund, GrantKind } from './state.ts'

export function getFund(world: World): Fund {
  return must(world.rewards.fund.get(ONLY), 'the reward fund')
}

/** Adds coins to what the fund can give. The caller moves the coins themselves to the rewarding address. */
export function creditFund(world: World, amountRau: bigint): void {
  assert(amountRau >= 0n, 'the fund is credited with at least 0')
  const fund = getFund(world)
  world.rewards.fund.set(ONLY, { ...fund, availableRau: fund.availableRau + amountRau })
}

export function getUnclaimedRau(world: World, reward: Address): bigint {
  return world.rewards.unclaimed.get(reward) ?? 0n
}

export interface Grant {
  readonly epoch: number
  readonly kind: GrantKind
  readonly delegate: Address
  readonly reward: Address
  readonly amountRau: bigint
}

/**
 * Credits a grant as far as the fund reaches and keeps the rest as a debt, so that nothing granted is ever dropped.
 * Returns the part that is owed.
 */
export function grant(world: World, item: Grant): bigint {
  assert(item.amountRau > 0n, 'a grant is more than 0')
  const fund = getFund(world)
  const creditRau = minBigint(fund.availableRau, item.amountRau)
  const owedRau = item.amountRau - creditRau
  credit(world, item.reward, creditRau)
  if (owedRau > 0n) world.rewards.debts.set(fund.owedTail, { ...item, amountRau: owedRau })
  world.rewards.fund.set(ONLY, {
    availableRau: fund.availableRau - creditRau,
    unclaimedRau: fund.unclaimedRau + creditRau,
    owedRau: fund.owedRau + owedRau,
    owedHead: fund.owedHead,
    owedTail: owedRau > 0n ? fund.owedTail + 1 : fund.owedTail,
  })
  return owedRau
}

/**
 * Pays the oldest debt as far as the fund reaches. Returns the debt and what was paid of it, or undefined when there is
 * no debt or nothing to pay it with.
 */
export function payOldestDebt(world: World): { debt: Debt; paidRau: bigint } | undefined {
  const fund = getFund(world)
  if (fund.owedHead === fund.owedTail || fund.availableRau === 0n) return undefined
  const debt = must(world.rewards.debts.get(fund.owedHead), 'the oldest debt')
  const paidRau = minBigint(fund.availableRau, debt.amountRau)
  const full = paidRau === debt.amountRau
  credit(world, debt.reward, paidRau)
  if (full) world.rewards.debts.delete(fund.owedHead)
  else world.rewards.debts.set(fund.owedHead, { ...debt, amountRau: debt.amountRau - paidRau })
  world.rewards.fund.set(ONLY, {
    availableRau: fund.availableRau - paidRau,
    unclaimedRau: fund.unclaimedRau + paidRau,
    owedRau: fund.owedRau - paidRau,
    owedHead: full ? fund.owedHead + 1 : fund.owedHead,
    owedTail: fund.owedTail,
  })
  return { debt, paidRau }
}

/** Takes granted coins out of the fund's books. The caller moves the coins themselves. */
export function takeUnclaimed(world: World, reward: Address, amountRau: bigint): void {
  const unclaimedRau = getUnclaimedRau(world, reward)
  assert(amountRau <= unclaimedRau, 'a claim takes what is there')
  // An empty record stays: the next grant takes its slot, where deleting would use up a new one each time.
  world.rewards.unclaimed.set(reward, unclaimedRau - amountRau)
  const fund = getFund(world)
  world.rewards.fund.set(ONLY, { ...fund, unclaimedRau: fund.unclaimedRau - amountRau })
}

function credit(world: World, reward: Address, amountRau: bigint): void {
  if (amountRau === 0n) return
  world.rewards.unclaimed.set(reward, getUnclaimedRau(world, reward) + amountRau)
}
