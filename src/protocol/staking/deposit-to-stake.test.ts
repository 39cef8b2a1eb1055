import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { STAKING_EVENTS } from './events.ts'
import { account, createNetwork, describeLog, SIGNATURES } from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

test('anyone may add coins; they belong to the owner and weigh at once', () => {
  const network = createNetwork()
  const { world } = network
  network.act('alice', SIGNATURES.createStake, ['anna', coins(1_000), 91, true, []])
  const before = getVotesRau(world, account('ann'))
  const outcome = network.act('bob', SIGNATURES.depositToStake, [2, coins(500), []])
  expect(outcome.text).toBe('ok')
  expect(world.staking.buckets.get(2)).toMatchObject({
    owner: account('alice'),
    amountRau: coins(1_500),
  })
  expect(getBalanceRau(world.accounts, account('bob'))).toBe(coins(9_999_500))
  // 91 days with auto-stake weigh 1.2854…
  expect((getVotesRau(world, account('ann')) - before) / coins(1)).toBe(642n)
  expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
    `BucketDeposited(2,${account('alice')},${account('ann')},${account('bob')},${coins(500)},${coins(1_500)})`,
  ])
})

test('coins added to a self-stake count as self-stake', () => {
  const network = createNetwork()
  expect(network.act('bob', SIGNATURES.depositToStake, [0, coins(5), []]).text).toBe('ok')
  expect(network.world.delegates.delegates.get(account('ann'))?.selfStakeRau).toBe(coins(2_000_005))
})

test.each<[string, number, bigint, string]>([
  ['nothing', 0, 0n, 'AmountTooSmall(0,1)'],
  [
    'more than the balance',
    0,
    coins(10_000_001),
    `NotEnoughBalance(${coins(10_000_001)},${coins(10_000_000)})`,
  ],
  ['no such bucket', 9, coins(1), 'BucketNotFound(9)'],
  ['without auto-stake', 2, coins(1), 'BucketIsNotAutoStaked(2)'],
])('refused: %s', (_, index, amountRau, text) => {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', coins(1_000), 91, false, []])
  expect(network.act('bob', SIGNATURES.depositToStake, [index, amountRau, []]).text).toBe(text)
})
