import { assert, must } from '#base/assert.ts'
import { formatRuleChanges } from '#params/rule-text.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { initDelegates } from '../delegates/genesis.ts'
import { computeElection } from '../election/elect.ts'
import { initialSchedule, type ValidatorUpdate } from '../epochs/proposer-schedule.ts'
import { computeFirstPowers } from '../epochs/validator-updates.ts'
import { initGovernance } from '../governance/genesis.ts'
import { initStaking } from '../staking/genesis.ts'
import { ONLY } from '../store.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from './genesis-hash.ts'

const EMPTY_SET = { validators: [], totalPower: 0n, proposer: '0x' } as const

/**
 * Builds the state before block 1 and returns the first validators. The genesis was checked when it was loaded; what
 * does not add up here is an error of the program.
 */
export function initState(world: World, genesis: Genesis): readonly ValidatorUpdate[] {
  const timeSeconds = Math.floor(genesis.timeMs / 1000)
  for (const account of genesis.accounts) {
    world.accounts.accounts.set(account.address, { nonce: 0, balanceRau: account.balanceRau })
  }
  initRules(world, genesis)
  initFund(world, genesis)
  initDelegates(world, genesis)
  initStaking(world, genesis, timeSeconds)
  const genesisHash = computeGenesisHash(genesis)
  world.chain.identity.set(ONLY, {
    chainId: genesis.chainId,
    genesisTimeMs: genesis.timeMs,
    genesisHash,
    supplyRau: genesis.supplyRau,
  })
  world.chain.head.set(ONLY, {
    height: 0,
    timeMs: genesis.timeMs,
    hash: genesisHash,
    receiptsRoot: new Uint8Array(32),
    proposer: '',
  })
  assert(computeSupplyRau(world) === genesis.supplyRau, 'balances add up to the declared supply')
  initGovernance(world)
  return initFirstEpoch(world, genesis)
}

/** Σ of all balances. PERF: reads every account; for genesis and checks only. */
export function computeSupplyRau(world: World): bigint {
  let sumRau = 0n
  world.accounts.accounts.each((_, account) => {
    sumRau += account.balanceRau
  })
  return sumRau
}

function initRules(world: World, genesis: Genesis): void {
  world.params.changes.set(0, formatRuleChanges(genesis.rules))
  for (const change of genesis.schedule) {
    assert(change.fromEpoch > 1, 'a scheduled change comes after epoch 1')
    world.params.changes.set(change.fromEpoch, formatRuleChanges(change.set))
  }
}

function initFund(world: World, genesis: Genesis): void {
  const balanceRau = getBalanceRau(world.accounts, REWARDING_ADDRESS) + genesis.rewardFundRau
  world.accounts.accounts.set(REWARDING_ADDRESS, { nonce: 0, balanceRau })
  world.rewards.fund.set(ONLY, {
    availableRau: genesis.rewardFundRau,
    unclaimedRau: 0n,
    owedRau: 0n,
    owedHead: 0,
    owedTail: 0,
  })
}

function initFirstEpoch(world: World, genesis: Genesis): readonly ValidatorUpdate[] {
  const { rules } = genesis
  world.election.randomness.set(ONLY, { mix: genesis.randomnessSeed, reveals: 0 })
  world.epochs.epochs.set(1, { epoch: 1, startHeight: 1, blocks: rules.blocksPerEpoch })
  world.epochs.current.set(ONLY, 1)
  const { set, ranking } = computeElection({
    world,
    rules,
    height: 0,
    epoch: 1,
    epochStartHeight: 1,
  })
  world.election.sets.set(1, set)
  world.election.rankings.set(1, ranking)
  const powers = computeFirstPowers(set, rules)
  const first = initialSchedule(powers)
  assert(first.ok, 'the first validators are good')
  const { current, next } = first.schedule
  world.epochs.schedule.set(ONLY, { height: 1, previous: EMPTY_SET, current, next })
  must(set.seats[0], 'an elected delegate')
  return powers
}
