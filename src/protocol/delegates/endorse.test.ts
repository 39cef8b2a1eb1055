import { coins } from '#base/integers.ts'
import { describe, expect, test } from 'vitest'
import { STAKING_EVENTS } from '../staking/events.ts'
import {
  account,
  createNetwork,
  describeLog,
  type Network,
  SIGNATURES,
} from '../staking/staking.fixture.ts'
import { whyInactive } from './eligibility.ts'
import { NO_BUCKET } from './state.ts'

const NEVER = (1n << 64n) - 1n

/** Bucket 2: alice's 1,500,000 coins for anna, no time, no auto-stake. */
function withBucket(amountRau = coins(1_500_000)): Network {
  const network = createNetwork()
  network.act('alice', SIGNATURES.createStake, ['anna', amountRau, 0, false, []])
  return network
}

function endorsed(): Network {
  const network = withBucket()
  expect(network.act('alice', SIGNATURES.endorseCandidate, [2]).text).toBe('ok')
  return network
}

/** anna uses the endorsed bucket as self-stake. */
function inUse(): Network {
  const network = endorsed()
  expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe('ok')
  return network
}

function whyAnnaIsInactive({ world, rules, height }: Network): string | undefined {
  const delegate = world.delegates.delegates.get(account('ann'))
  return whyInactive(world, rules, delegate as never, height)
}

describe('endorseCandidate', () => {
  test.each([SIGNATURES.endorseCandidate, SIGNATURES.candidateEndorsement])('%s', (signature) => {
    const network = withBucket()
    const values = signature === SIGNATURES.candidateEndorsement ? [2, true] : [2]
    const outcome = network.act('alice', signature, values)
    expect(outcome.text).toBe('ok')
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `BucketEndorsed(2,${account('alice')},${account('ann')})`,
    ])
  })

  test.each<[string, Network, string, number, string]>([
    ['no such bucket', withBucket(), 'alice', 9, 'BucketNotFound(9)'],
    ['somebody else’s', withBucket(), 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    [
      'too small',
      withBucket(coins(100)),
      'alice',
      2,
      `AmountTooSmall(${coins(100)},${coins(1_200_000)})`,
    ],
    ['a self-stake', withBucket(), 'ann', 0, `BucketIsSelfStake(0,${account('ann')})`],
    ['endorsed already', endorsed(), 'alice', 2, `BucketIsEndorsed(2,${NEVER})`],
  ])('is refused: %s', (_, network, from, index, text) => {
    expect(network.act(from, SIGNATURES.endorseCandidate, [index]).text).toBe(text)
  })

  test('is refused: an unstaked bucket', () => {
    const network = withBucket()
    network.act('alice', SIGNATURES.unstake, [2, []])
    expect(network.act('alice', SIGNATURES.endorseCandidate, [2]).text).toBe('BucketIsUnstaked(2)')
  })
})

describe('intentToRevokeEndorsement', () => {
  test('a bucket that is not in use is free at once', () => {
    const network = endorsed()
    const outcome = network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
    expect(outcome.text).toBe('ok')
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `EndorsementEnding(2,${account('alice')},${account('ann')},1)`,
    ])
    expect(network.act('alice', SIGNATURES.revokeEndorsement, [2]).text).toBe('ok')
  })

  test('one in use waits: the delegate is active up to the block before the end', () => {
    const network = inUse()
    expect(network.act('alice', SIGNATURES.candidateEndorsement, [2, false]).text).toBe('ok')
    const end = 1 + network.rules.endorsementWaitBlocks
    network.height = end - 1
    expect(whyAnnaIsInactive(network)).toBeUndefined()
    expect(network.act('alice', SIGNATURES.revokeEndorsement, [2]).text).toBe(
      `EndorsementStands(2,${end})`,
    )
    network.height = end
    expect(whyAnnaIsInactive(network)).toBe('self-stake-not-backed')
  })

  test.each<[string, Network, string, number, string]>([
    ['no such bucket', endorsed(), 'alice', 9, 'BucketNotFound(9)'],
    ['somebody else’s', endorsed(), 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    ['not endorsed', withBucket(), 'alice', 2, 'BucketIsNotEndorsed(2)'],
  ])('is refused: %s', (_, network, from, index, text) => {
    expect(network.act(from, SIGNATURES.intentToRevokeEndorsement, [index]).text).toBe(text)
  })

  test('is refused: announced already', () => {
    const network = inUse()
    network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
    const end = 1 + network.rules.endorsementWaitBlocks
    expect(network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2]).text).toBe(
      `EndorsementIsEnding(2,${end})`,
    )
  })
})

describe('revokeEndorsement', () => {
  test('leaves the delegate without self-stake when it used the bucket', () => {
    const network = inUse()
    network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
    network.height += network.rules.endorsementWaitBlocks
    const outcome = network.act('alice', SIGNATURES.revokeEndorsement, [2])
    expect(outcome.text).toBe('ok')
    expect(outcome.logs.map((log) => describeLog(log, STAKING_EVENTS))).toEqual([
      `EndorsementRevoked(2,${account('alice')},${account('ann')})`,
      `SelfStakeReleased(${account('ann')},2)`,
    ])
    expect(network.world.delegates.delegates.get(account('ann'))?.selfStakeBucket).toBe(NO_BUCKET)
    expect(network.world.staking.endorsements.has(2)).toBe(false)
    expect(network.act('alice', SIGNATURES.unstake, [2, []]).text).toBe('ok')
  })

  test.each<[string, Network, string, number, string]>([
    ['no such bucket', endorsed(), 'alice', 9, 'BucketNotFound(9)'],
    ['somebody else’s', endorsed(), 'bob', 2, `NotBucketOwner(2,${account('alice')})`],
    ['not endorsed', withBucket(), 'alice', 2, 'BucketIsNotEndorsed(2)'],
    ['not announced', endorsed(), 'alice', 2, `EndorsementStands(2,${NEVER})`],
  ])('is refused: %s', (_, network, from, index, text) => {
    expect(network.act(from, SIGNATURES.revokeEndorsement, [index]).text).toBe(text)
  })
})
