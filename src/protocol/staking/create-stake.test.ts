import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { STAKING_EVENTS } from './events.ts'
import {
  account,
  createNetwork,
  describeLog,
  leaveForGood,
  SIGNATURES,
  START_SECONDS,
} from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

const MILLION = coins(1_000_000)

test('a stake moves the coins, opens the next bucket, gives the votes and says so', () => {
  const network = createNetwork()
  const { world } = network
  const before = getVotesRau(world, account('ann'))
  const outcome = network.act('alice', SIGNATURES.createStake, ['anna', coins(100), 100, true, []])
  expect(outcome.text).toBe('ok')
  expect(world.staking.buckets.get(2)).toEqual({
    index: 2,
    delegate: account('ann'),
    owner: account('alice'),
    amountRau: coins(100),
    durationDays: 100,
    autoStake: true,
    createdSeconds: START_SECONDS,
    stakedSeconds: START_SECONDS,
    unstakedSeconds: 0,
  })
  expect(getBalanceRau(world.accounts, account('alice'))).toBe(coins(10_000_000 - 100))
  // iotex-core's own vector: 100 coins for 100 days with auto-stake are 129 votes.
  expect((getVotesRau(world, account('ann')) - before) / coins(1)).toBe(129n)
  expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
    `BucketCreated(2,${account('alice')},${account('ann')},${coins(100)},100,true)`,
  ])
  expect(world.staking.index.byOwner(account('alice'))).toEqual([2])
  expect(world.staking.index.byDelegate(account('ann'))).toEqual([0, 2])
})

test('the whole balance can be staked, and the smallest amount, for no time or for the longest', () => {
  const network = createNetwork()
  expect(
    network.act('alice', SIGNATURES.createStake, ['anna', coins(10_000_000), 0, false, []]).text,
  ).toBe('ok')
  expect(
    network.act('bob', SIGNATURES.createStake, ['bena', coins(100), 1050, false, []]).text,
  ).toBe('ok')
})

test.each<[string, readonly AbiValue[], string]>([
  ['nothing', ['anna', 0n, 91, true, []], `AmountTooSmall(0,${coins(100)})`],
  [
    'less than the minimum',
    ['anna', coins(100) - 1n, 91, true, []],
    `AmountTooSmall(${coins(100) - 1n},${coins(100)})`,
  ],
  ['too long', ['anna', coins(100), 1051, true, []], 'DurationTooLong(1051,1050)'],
  [
    'more than the balance',
    ['anna', 10n * MILLION + 1n, 91, true, []],
    `NotEnoughBalance(${10n * MILLION + 1n},${10n * MILLION})`,
  ],
  ['a name that nobody has', ['nobody', coins(100), 91, true, []], 'CandidateNotFound(nobody)'],
  ['the empty name', ['', coins(100), 91, true, []], 'CandidateNotFound()'],
])('refused: %s', (_, values, text) => {
  expect(createNetwork().act('alice', SIGNATURES.createStake, values).text).toBe(text)
})

test('refused: a delegate that has left for good', () => {
  const network = createNetwork()
  leaveForGood(network, 'ann')
  expect(
    network.act('alice', SIGNATURES.createStake, ['anna', coins(100), 91, true, []]).text,
  ).toBe(`CandidateIsRetired(${account('ann')})`)
})

test('with a minimum of 0 a stake still needs a coin’s smallest part', () => {
  const network = createNetwork({ rules: { minStakeRau: 0n } })
  expect(network.act('alice', SIGNATURES.createStake, ['anna', 0n, 0, false, []]).text).toBe(
    'AmountTooSmall(0,1)',
  )
  expect(network.act('alice', SIGNATURES.createStake, ['anna', 1n, 0, false, []]).text).toBe('ok')
})
