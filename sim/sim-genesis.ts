import { type Address, addressFromBytes } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'

export const SIM_CHAIN_ID = 47_000

/** An address that stands for a name. Nobody signs in the simulator, so there is no key. */
export function simAddress(name: string): Address {
  return addressFromBytes(keccak256(utf8ToBytes(`sim ${name}`)).subarray(12))
}

export const SIM_HOLDERS = 30
export const SIM_DELEGATES = 14

/** A small network with short epochs and a small fund, so that a hundred blocks see boundaries, debts and hand-overs. */
export function createSimGenesis(): Genesis {
  const rules = {
    ...PRESETS.devnet,
    blocksPerEpoch: 24,
    electionLeadBlocks: 6,
    unstakeWaitSeconds: 5,
    endorsementWaitBlocks: 4,
    exitIntervalEpochs: 1,
    exitWaitBlocks: 10,
    consensusDelegates: 6,
    producers: 3,
    minRegisterStakeRau: coins(1_000),
    minActiveStakeRau: coins(1_000),
    scoreThresholdRau: coins(1_000),
    slashUnproductive: true,
    probationWindowEpochs: 2,
    productivityThresholdPercent: 60,
  }
  const holders = Array.from({ length: SIM_HOLDERS }, (_, i) => ({
    address: simAddress(`holder ${i}`),
    balanceRau: coins(100_000),
  }))
  const delegates = Array.from({ length: SIM_DELEGATES }, (_, i) => ({
    name: `delegate${i}`,
    owner: simAddress(`owner ${i}`),
    operator: simAddress(`operator ${i}`),
    reward: simAddress(`reward ${i % 5}`),
    blsKey: new Uint8Array(0),
    consensusKey: sha256(utf8ToBytes(`sim key ${i}`)),
    rewardExempt: i === 3,
    selfStakeBucket: i,
  }))
  const owners = delegates.map(({ owner }) => ({ address: owner, balanceRau: coins(50_000) }))
  const buckets = delegates.map(({ name, owner }, i) => ({
    delegate: name,
    owner,
    amountRau: coins(2_000 + 100 * i),
    durationDays: i % 2 === 0 ? 91 : 0,
    autoStake: i % 2 === 0,
  }))
  const accounts = [...holders, ...owners]
  // Two epochs' worth of rewards: the fund runs dry within the run and is filled by fees and deposits.
  const rewardFundRau = coins(40_000)
  const supplyRau = [...accounts.map((a) => a.balanceRau), ...buckets.map((b) => b.amountRau)].reduce(
    (sum, amount) => sum + amount,
    rewardFundRau,
  )
  return {
    chainId: SIM_CHAIN_ID,
    name: 'sim',
    timeMs: 1_700_000_000_000,
    rules,
    schedule: [{ fromEpoch: 3, set: { consensusDelegates: 9, producers: 6 } }],
    supplyRau,
    rewardFundRau,
    randomnessSeed: keccak256(utf8ToBytes('sim')),
    accounts,
    delegates,
    buckets,
  }
}
