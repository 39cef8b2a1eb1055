import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { STAKING_EVENTS } from './events.ts'
import {
  account,
  createNetwork,
  describeLog,
  leaveForGood,
  type Network,
  SIGNATURES,
} from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

/** Bucket 2: alice's 1,500,000 coins for anna, no time, no auto-stake. */
function withBucket(): Network {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', coins(1_500_000), 0, false, []])
  return network
}

test('the votes move at once', () => {
  const network = withBucket()
  const { world } = network
  const anna = getVotesRau(world, account('ann'))
  const bena = getVotesRau(world, account('ben'))
  const outcome = network.act('alice', SIGNATURES.changeCandidate, ['bena', 2, []])
  expect(outcome.text).toBe('ok')
  expect(anna - getVotesRau(world, account('ann'))).toBe(coins(1_500_000))
  expect(getVotesRau(world, account('ben')) - bena).toBe(coins(1_500_000))
  expect(world.staking.index.byDelegate(account('ben'))).toEqual([1, 2])
  expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
    `BucketCandidateChanged(2,${account('ann')},${account('ben')})`,
  ])
})

test.each<[string, string, string, number, string]>([
  ['a name that nobody has', 'alice', 'nobody', 2, 'CandidateNotFound(nobody)'],
  ['no such bucket', 'alice', 'bena', 9, 'BucketNotFound(9)'],
  ['somebody else’s', 'bob', 'bena', 2, `NotBucketOwner(2,${account('alice')})`],
  ['a self-stake', 'ann', 'bena', 0, `BucketIsSelfStake(0,${account('ann')})`],
  ['the same delegate', 'alice', 'anna', 2, `CandidateIsTheSame(2,${account('ann')})`],
])('refused: %s', (_, from, name, index, text) => {
  expect(withBucket().act(from, SIGNATURES.changeCandidate, [name, index, []]).text).toBe(text)
})

test('refused: an endorsing bucket, an unstaked one, a delegate that left', () => {
  const network = withBucket()
  network.act('alice', SIGNATURES.endorseCandidate, [2])
  expect(network.act('alice', SIGNATURES.changeCandidate, ['bena', 2, []]).text).toBe(
    `BucketIsEndorsed(2,${(1n << 64n) - 1n})`,
  )
  network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
  network.act('alice', SIGNATURES.revokeEndorsement, [2])
  network.act('alice', SIGNATURES.unstake, [2, []])
  expect(network.act('alice', SIGNATURES.changeCandidate, ['bena', 2, []]).text).toBe(
    'BucketIsUnstaked(2)',
  )
  leaveForGood(network, 'ben')
  expect(network.act('alice', SIGNATURES.changeCandidate, ['bena', 2, []]).text).toBe(
    `CandidateIsRetired(${account('ben')})`,
  )
})
