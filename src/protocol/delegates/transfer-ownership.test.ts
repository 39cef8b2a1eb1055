import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { STAKING_EVENTS } from '../staking/events.ts'
import { account, createNetwork, describeLog, SIGNATURES } from '../staking/staking.fixture.ts'
import { getVotesRau } from '../staking/votes.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { DELEGATES_EVENTS } from './events.ts'
import { NO_BUCKET } from './state.ts'

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]
const SIGNATURE = SIGNATURES.candidateTransferOwnership

test('the delegate has a new owner; the old owner keeps its bucket, which is no self-stake any more', () => {
  const network = createNetwork()
  const { world } = network
  const before = getVotesRau(world, account('ann'))
  const outcome = network.act('ann', SIGNATURE, [account('dave'), []])
  expect(outcome.text).toBe('ok')
  expect(world.delegates.delegates.get(account('ann'))).toMatchObject({
    id: account('ann'),
    owner: account('dave'),
    selfStakeBucket: NO_BUCKET,
    selfStakeRau: 0n,
  })
  expect(world.delegates.index.byOwner(account('dave'))).toBe(account('ann'))
  expect(world.delegates.index.byOwner(account('ann'))).toBeUndefined()
  expect(world.staking.buckets.get(0)?.owner).toBe(account('ann'))
  expect(getVotesRau(world, account('ann'))).toBeLessThan(before)
  expect(outcome.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateOwnershipTransferred(${account('ann')},${account('ann')},${account('dave')})`,
    `SelfStakeReleased(${account('ann')},0)`,
  ])
})

test('an endorsed self-stake stays with the delegate', () => {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', coins(1_500_000), 91, true, []])
  network.act('alice', SIGNATURES.endorseCandidate, [2])
  network.act('ann', SIGNATURES.candidateActivate, [2])
  const outcome = network.act('ann', SIGNATURE, [account('dave'), []])
  expect(outcome.logs).toHaveLength(1)
  expect(network.world.delegates.delegates.get(account('ann'))?.selfStakeBucket).toBe(2)
})

test('a delegate can come back to the owner whose address is its identity', () => {
  const network = createNetwork()
  network.act('ann', SIGNATURE, [account('dave'), []])
  expect(network.act('dave', SIGNATURE, [account('ann'), []]).text).toBe('ok')
})

test.each<[string, string, string, string]>([
  ['to nobody', 'ann', ZERO_ADDRESS, 'ZeroAddress()'],
  ['to the protocol', 'ann', STAKING_ADDRESS, `SystemAddress(${STAKING_ADDRESS})`],
  ['by no owner', 'alice', account('dave'), `NotACandidate(${account('alice')})`],
  ['to itself', 'ann', account('ann'), `OwnerIsTheSame(${account('ann')})`],
  ['to the owner of another', 'ann', account('ben'), `OwnerIsTaken(${account('ben')})`],
])('refused: %s', (_, from, to, text) => {
  expect(createNetwork().act(from, SIGNATURE, [to, []]).text).toBe(text)
})

test('refused: to the address that is the identity of another delegate', () => {
  const network = createNetwork()
  network.act('ann', SIGNATURE, [account('dave'), []])
  expect(network.act('ben', SIGNATURE, [account('ann'), []]).text).toBe(
    `OwnerIsTaken(${account('ann')})`,
  )
})
