import type { Address } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'

/** The chain id of the recorded network. It is IoTeX's testnet's, and used in these tests only. */
const RECORDED_CHAIN_ID = 4690

/** Blocks of the recorded run are one second apart; this is the time of block 0 that fits its blocks and buckets. */
const BLOCK_ZERO_SECONDS = 1_795_223_268

const USERS = 30
const DELEGATES = 3
const NO_KEY = new Uint8Array(0)

/** Private key of account `index` of a label in the recorded run. */
function recordedKey(label: string, index: number): Uint8Array {
  return sha256(utf8ToBytes(`boule peer ${label} ${index}`))
}

function address(label: string, index: number): Address {
  return addressOfPrivateKey(recordedKey(label, index))
}

/** Private keys by address, of everyone who has coins at the beginning. */
export function collectRecordedKeys(): ReadonlyMap<Address, Uint8Array> {
  const keys = new Map<Address, Uint8Array>()
  const add = (label: string, count: number): void => {
    for (let i = 0; i < count; i++) keys.set(address(label, i), recordedKey(label, i))
  }
  add('user', USERS)
  add('operator', DELEGATES)
  add('owner', DELEGATES)
  add('reward', DELEGATES)
  return keys
}

/** A genesis that mirrors the recorded network, as the README beside the recordings describes it. */
export function createRecordedGenesis(): Genesis {
  const rules = {
    ...PRESETS.devnet,
    blockIntervalMs: 1_000,
    blocksPerEpoch: 24,
    electionLeadBlocks: 12,
    maxBlockGas: 25_000_000,
    gasPriceRau: 1_000_000_000_000n,
    minStakeRau: coins(100),
    unstakeWaitSeconds: 30,
    endorsementWaitBlocks: 4,
    registrationFeeRau: coins(100),
    minRegisterStakeRau: coins(1_200_000),
    minActiveStakeRau: coins(1_000_000),
    scoreThresholdRau: coins(5_000_000),
    consensusDelegates: 36,
    producers: DELEGATES,
    blockRewardRau: coins(16),
    epochRewardRau: coins(18_750),
    foundationBonusRau: 0n,
  }
  const accounts = [...collectRecordedKeys().keys()].map((one) => ({
    address: one,
    balanceRau: coins(100_000_000),
  }))
  const numbers = Array.from({ length: DELEGATES }, (_, i) => i)
  const delegates = numbers.map((i) => ({
    name: `delegate${i}`,
    owner: address('owner', i),
    operator: address('operator', i),
    reward: address('reward', i),
    blsKey: NO_KEY,
    consensusKey: NO_KEY,
    rewardExempt: false,
    selfStakeBucket: i,
  }))
  const buckets = numbers.map((i) => ({
    delegate: `delegate${i}`,
    owner: address('owner', i),
    amountRau: coins(30_000_000 - 10_000_000 * i),
    durationDays: 7,
    autoStake: true,
  }))
  const rewardFundRau = coins(200_000_000)
  let supplyRau = rewardFundRau
  for (const { balanceRau } of accounts) supplyRau += balanceRau
  for (const { amountRau } of buckets) supplyRau += amountRau
  return {
    chainId: RECORDED_CHAIN_ID,
    name: 'recorded iotex-core network',
    timeMs: BLOCK_ZERO_SECONDS * 1000,
    rules,
    schedule: [],
    supplyRau,
    rewardFundRau,
    randomnessSeed: keccak256(utf8ToBytes('recorded')),
    accounts,
    delegates,
    buckets,
  }
}
