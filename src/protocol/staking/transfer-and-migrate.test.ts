import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { describe, expect, test } from 'vitest'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import * as systemAddresses from '../system-addresses.ts'
import { STAKING_EVENTS } from './events.ts'
import { account, createNetwork, describeLog, type Network, SIGNATURES } from './staking.fixture.ts'
import { refuseUnusable } from './usable-address.ts'
import { getVotesRau } from './votes.ts'

/** Bucket 2: alice's 1,000 coins for anna. */
function withBucket(autoStake = true): Network {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', coins(1_000), 91, autoStake, []])
  return network
}

describe('transferStake', () => {
  test('gives the bucket to another owner and leaves the votes', () => {
    const network = withBucket()
    const { world } = network
    const votes = getVotesRau(world, account('ann'))
    const outcome = network.act('alice', SIGNATURES.transferStake, [account('bob'), 2, []])
    expect(outcome.text).toBe('ok')
    expect(world.staking.buckets.get(2)?.owner).toBe(account('bob'))
    expect(world.staking.index.byOwner(account('alice'))).toEqual([])
    expect(getVotesRau(world, account('ann'))).toBe(votes)
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `BucketTransferred(2,${account('alice')},${account('bob')})`,
    ])
  })

  test.each<[string, string, string, number, string]>([
    ['to nobody', 'alice', ZERO_ADDRESS, 2, 'ZeroAddress()'],
    ['to the protocol', 'alice', STAKING_ADDRESS, 2, `SystemAddress(${STAKING_ADDRESS})`],
    ['no such bucket', 'alice', account('bob'), 9, 'BucketNotFound(9)'],
    ['somebody else’s', 'bob', account('bob'), 2, `NotBucketOwner(2,${account('alice')})`],
    ['a self-stake', 'ann', account('bob'), 0, `BucketIsSelfStake(0,${account('ann')})`],
    ['to its owner', 'alice', account('alice'), 2, `BucketHasThatOwner(2,${account('alice')})`],
  ])('is refused: %s', (_, from, to, index, text) => {
    expect(withBucket().act(from, SIGNATURES.transferStake, [to, index, []]).text).toBe(text)
  })

  test.each(Object.entries(systemAddresses))('nobody can own anything at %s', (_, address) => {
    expect(refuseUnusable(account('bob'), address)?.status.code).toBe(225)
  })
})

describe('migrateStake', () => {
  test.each<[string, boolean, string, number, string]>([
    ['no such bucket', true, 'alice', 9, 'BucketNotFound(9)'],
    ['somebody else’s', true, 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    ['without auto-stake', false, 'alice', 2, 'BucketIsNotAutoStaked(2)'],
    ['there is no contract', true, 'alice', 2, 'NoStakingContract(2)'],
  ])('is refused: %s', (_, autoStake, from, index, text) => {
    expect(withBucket(autoStake).act(from, SIGNATURES.migrateStake, [index]).text).toBe(text)
  })
})
