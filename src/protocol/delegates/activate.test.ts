import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { STAKING_EVENTS } from '../staking/events.ts'
import {
  account,
  createNetwork,
  describeLog,
  leaveForGood,
  type Network,
  SIGNATURES,
} from '../staking/staking.fixture.ts'
import { getVotesRau } from '../staking/votes.ts'
import { DELEGATES_EVENTS } from './events.ts'

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]
const ENOUGH = coins(1_500_000)

/** Bucket 2: 1,500,000 coins for anna with auto-stake, of the person named. */
function withBucket(owner: string, amountRau = ENOUGH): Network {
  const network = createNetwork()
  network.act(owner, SIGNATURES.createStake, ['anna', amountRau, 91, true, []])
  return network
}

test('another bucket of the owner becomes the self-stake; the bonus moves with it', () => {
  const network = withBucket('ann')
  const { world } = network
  const before = getVotesRau(world, account('ann'))
  const outcome = network.act('ann', SIGNATURES.candidateActivate, [2])
  expect(outcome.text).toBe('ok')
  expect(world.delegates.delegates.get(account('ann'))).toMatchObject({
    selfStakeBucket: 2,
    selfStakeRau: ENOUGH,
  })
  // 6 % of 1.2854… × 500,000 coins less bonus.
  const lostRau = before - getVotesRau(world, account('ann'))
  expect(lostRau / coins(1)).toBe(38_562n)
  expect(outcome.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateActivated(${account('ann')},2)`,
  ])
  expect(network.act('ann', SIGNATURES.changeCandidate, ['bena', 0, []]).text).toBe('ok')
})

test('an endorsed bucket of somebody else serves as self-stake', () => {
  const network = withBucket('alice')
  expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe(
    `BucketNotBacking(2,${account('alice')})`,
  )
  network.act('alice', SIGNATURES.endorseCandidate, [2])
  expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe('ok')
})

test('an endorsement whose end is reached does not', () => {
  const network = withBucket('alice')
  network.act('alice', SIGNATURES.endorseCandidate, [2])
  network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
  expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe(
    `BucketNotBacking(2,${account('alice')})`,
  )
})

test.each<[string, Network, string, number, string]>([
  ['no such bucket', withBucket('ann'), 'ann', 9, 'BucketNotFound(9)'],
  ['no delegate', withBucket('ann'), 'alice', 2, `NotACandidate(${account('alice')})`],
  [
    'too small',
    withBucket('ann', coins(100)),
    'ann',
    2,
    `AmountTooSmall(${coins(100)},${coins(1_200_000)})`,
  ],
  ['the self-stake already', withBucket('ann'), 'ann', 0, `BucketIsSelfStake(0,${account('ann')})`],
  [
    'the self-stake of another',
    withBucket('ann'),
    'ann',
    1,
    `BucketIsSelfStake(1,${account('ben')})`,
  ],
  ['votes for another', withBucket('ann'), 'ben', 2, `BucketVotesForAnother(2,${account('ann')})`],
])('refused: %s', (_, network, from, index, text) => {
  expect(network.act(from, SIGNATURES.candidateActivate, [index]).text).toBe(text)
})

test('refused: an unstaked bucket, a delegate that has left', () => {
  const network = createNetwork()
  network.act('ann', SIGNATURES.createStake, ['anna', ENOUGH, 0, false, []])
  network.act('ann', SIGNATURES.unstake, [2, []])
  expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe('BucketIsUnstaked(2)')
  leaveForGood(network, 'ann')
  expect(network.act('ann', SIGNATURES.candidateActivate, [0]).text).toBe(
    `CandidateIsRetired(${account('ann')})`,
  )
})
