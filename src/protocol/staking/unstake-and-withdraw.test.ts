import { coins } from '#base/integers.ts'
import { describe, expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
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

/** Bucket 2: alice's 1,000 coins for anna, 30 days. */
function withBucket(autoStake = false, amountRau = coins(1_000)): Network {
  const network = createNetwork()
  const values = ['anna', amountRau, 30, autoStake, []]
  expect(network.act('alice', SIGNATURES.createStake, values).text).toBe('ok')
  return network
}

function withUnstaked(): Network {
  const network = withBucket()
  network.timeSeconds += 30 * DAY
  expect(network.act('alice', SIGNATURES.unstake, [2, []]).text).toBe('ok')
  return network
}

describe('unstake', () => {
  test('takes the votes away at once and keeps the coins', () => {
    const network = withBucket()
    const { world } = network
    network.timeSeconds += 30 * DAY
    const before = getVotesRau(world, account('ann'))
    const outcome = network.act('alice', SIGNATURES.unstake, [2, []])
    expect(outcome.text).toBe('ok')
    expect(world.staking.buckets.get(2)?.unstakedSeconds).toBe(START_SECONDS + 30 * DAY)
    // 1,000 coins for 30 days weigh 1,186.54… votes.
    expect((before - getVotesRau(world, account('ann'))) / coins(1)).toBe(1_186n)
    expect(getBalanceRau(world.accounts, account('alice'))).toBe(coins(9_999_000))
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `BucketUnstaked(2,${account('alice')},${account('ann')})`,
    ])
  })

  test('is refused one second too early', () => {
    const network = withBucket()
    network.timeSeconds += 30 * DAY - 1
    expect(network.act('alice', SIGNATURES.unstake, [2, []]).text).toBe(
      `UnstakedTooEarly(2,${START_SECONDS + 30 * DAY})`,
    )
  })

  test.each<[string, Network, string, number | bigint, string]>([
    ['no such bucket', withBucket(), 'alice', 3, 'BucketNotFound(3)'],
    [
      'an index beyond all',
      withBucket(),
      'alice',
      (1n << 64n) - 1n,
      `BucketNotFound(${(1n << 64n) - 1n})`,
    ],
    ['somebody else’s', withBucket(), 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    ['already unstaked', withUnstaked(), 'alice', 2, 'BucketIsUnstaked(2)'],
    ['with auto-stake', withBucket(true), 'alice', 2, 'BucketIsAutoStaked(2)'],
  ])('is refused: %s', (_, network, from, index, text) => {
    expect(network.act(from, SIGNATURES.unstake, [index, []]).text).toBe(text)
  })

  test('is refused for an endorsing bucket and for a self-stake', () => {
    const network = withBucket(false, coins(1_500_000))
    network.act('alice', SIGNATURES.endorseCandidate, [2])
    network.timeSeconds += 30 * DAY
    expect(network.act('alice', SIGNATURES.unstake, [2, []]).text).toBe(
      `BucketIsEndorsed(2,${(1n << 64n) - 1n})`,
    )
    network.act('ann', SIGNATURES.restake, [0, 91, false, []])
    network.timeSeconds += 91 * DAY
    expect(network.act('ann', SIGNATURES.unstake, [0, []]).text).toBe(
      `SelfStakeIsBound(0,${account('ann')})`,
    )
  })
})

describe('withdrawStake', () => {
  test('pays the coins back after the wait, and the bucket is no more', () => {
    const network = withUnstaked()
    const { world } = network
    network.timeSeconds += 3 * DAY
    const outcome = network.act('alice', SIGNATURES.withdrawStake, [2, []])
    expect(outcome.text).toBe('ok')
    expect(getBalanceRau(world.accounts, account('alice'))).toBe(coins(10_000_000))
    expect(world.staking.buckets.has(2)).toBe(false)
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `BucketWithdrawn(2,${account('alice')},${coins(1_000)})`,
    ])
    expect(network.act('alice', SIGNATURES.withdrawStake, [2, []]).text).toBe('BucketNotFound(2)')
    network.act('alice', SIGNATURES.createStake, ['anna', coins(100), 0, false, []])
    expect(world.staking.index.byOwner(account('alice'))).toEqual([3])
  })

  test.each<[string, Network, string, number, string]>([
    ['no such bucket', withUnstaked(), 'alice', 3, 'BucketNotFound(3)'],
    ['somebody else’s', withUnstaked(), 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    ['staked', withBucket(), 'alice', 2, 'NotUnstaked(2)'],
    [
      'before the wait is over',
      withUnstaked(),
      'alice',
      2,
      `WithdrawnTooEarly(2,${START_SECONDS + 33 * DAY})`,
    ],
  ])('is refused: %s', (_, network, from, index, text) => {
    network.timeSeconds += 3 * DAY - 1
    expect(network.act(from, SIGNATURES.withdrawStake, [index, []]).text).toBe(text)
  })
})
