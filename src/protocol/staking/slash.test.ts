import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { creditFund } from '../rewards/fund.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { STAKING_EVENTS } from './events.ts'
import { slashSelfStake } from './slash.ts'
import {
  account,
  checkInvariants,
  createNetwork,
  describeLog,
  SIGNATURES,
} from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

test.each<[string, bigint, bigint]>([
  ['a part', coins(16), coins(16)],
  ['all', coins(2_000_000), coins(2_000_000)],
  ['more than there is', coins(3_000_000), coins(2_000_000)],
  ['nothing', 0n, 0n],
])('%s goes from the self-stake to the reward fund', (_, amountRau, expectedRau) => {
  const network = createNetwork()
  const { world } = network
  const votes = getVotesRau(world, account('ann'))
  const pool = getBalanceRau(world.accounts, REWARDING_ADDRESS)
  let takenRau = 0n
  const logs = network.inBlock((context) => {
    takenRau = slashSelfStake(context, account('ann'), amountRau)
    creditFund(world, takenRau)
  })
  expect(takenRau).toBe(expectedRau)
  checkInvariants(world)
  expect(getBalanceRau(world.accounts, REWARDING_ADDRESS) - pool).toBe(expectedRau)
  expect(world.delegates.delegates.get(account('ann'))?.selfStakeRau).toBe(
    coins(2_000_000) - expectedRau,
  )
  expect(getVotesRau(world, account('ann')) < votes).toBe(expectedRau > 0n)
  const left = coins(2_000_000) - expectedRau
  expect(logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual(
    expectedRau === 0n
      ? []
      : [`BucketSlashed(0,${account('ann')},${account('ann')},${expectedRau},${left})`],
  )
})

test('a delegate without self-stake loses nothing', () => {
  const network = createNetwork()
  const values = ['carla', account('op'), account('pay'), account('carol'), 0n, 0, false, []]
  expect(network.act('carol', SIGNATURES.candidateRegister, values).text).toBe('ok')
  const logs = network.inBlock((context) => {
    expect(slashSelfStake(context, account('carol'), coins(1))).toBe(0n)
  })
  expect(logs).toEqual([])
})
