import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { STAKING_EVENTS } from './events.ts'
import {
  account,
  createNetwork,
  DAY,
  describeLog,
  type Network,
  SIGNATURES,
  START_SECONDS,
} from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

/** Bucket 2: alice's 10,000 coins for anna, 30 days. */
function withBucket(autoStake: boolean): Network {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', coins(10_000), 30, autoStake, []])
  return network
}

test('a longer duration counts from now and weighs more', () => {
  const network = withBucket(true)
  const { world } = network
  const before = getVotesRau(world, account('ann'))
  network.timeSeconds += 5 * DAY
  const outcome = network.act('alice', SIGNATURES.restake, [2, 91, true, []])
  expect(outcome.text).toBe('ok')
  expect(world.staking.buckets.get(2)).toMatchObject({
    durationDays: 91,
    autoStake: true,
    createdSeconds: START_SECONDS,
    stakedSeconds: START_SECONDS + 5 * DAY,
  })
  // iotex-core's vectors: 12,245 votes for 30 days, 12,854 for 91.
  const gainedRau = getVotesRau(world, account('ann')) - before
  expect([gainedRau > coins(608), gainedRau < coins(610)]).toEqual([true, true])
  expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
    `BucketRestaked(2,${account('alice')},${account('ann')},91,true)`,
  ])
})

test('a self-stake of anna with auto-stake turned off loses its bonus', () => {
  const network = createNetwork()
  const before = getVotesRau(network.world, account('ann'))
  expect(network.act('ann', SIGNATURES.restake, [0, 91, false, []]).text).toBe('ok')
  expect(getVotesRau(network.world, account('ann'))).toBeLessThan(before)
  expect(network.world.delegates.delegates.get(account('ann'))?.selfStakeBucket).toBe(0)
})

test('the duration can be shortened once it is over, with auto-stake off', () => {
  const network = withBucket(false)
  network.timeSeconds += 30 * DAY
  expect(network.act('alice', SIGNATURES.restake, [2, 0, false, []]).text).toBe('ok')
})

test.each<[string, Network, string, number, number, string]>([
  ['too long', withBucket(true), 'alice', 2, 1051, 'DurationTooLong(1051,1050)'],
  ['no such bucket', withBucket(true), 'alice', 9, 91, 'BucketNotFound(9)'],
  ['somebody else’s', withBucket(true), 'bob', 2, 91, `NotBucketOwner(2,${account('alice')})`],
  ['shorter with auto-stake', withBucket(true), 'alice', 2, 29, 'BucketIsAutoStaked(2)'],
  [
    'shorter too early',
    withBucket(false),
    'alice',
    2,
    29,
    `ReducedTooEarly(2,${START_SECONDS + 30 * DAY})`,
  ],
])('refused: %s', (_, network, from, index, days, text) => {
  network.timeSeconds += 30 * DAY - 1
  expect(network.act(from, SIGNATURES.restake, [index, days, true, []]).text).toBe(text)
})

test('refused: unstaked', () => {
  const network = withBucket(false)
  network.timeSeconds += 30 * DAY
  network.act('alice', SIGNATURES.unstake, [2, []])
  expect(network.act('alice', SIGNATURES.restake, [2, 91, true, []]).text).toBe(
    'BucketIsUnstaked(2)',
  )
})
