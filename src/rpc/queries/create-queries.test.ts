import { describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import {
  addressOf,
  createTestNetwork,
  type TestNetwork,
  validatorOf,
} from '#protocol/test-network.fixture.ts'
import { putWeights } from '#protocol/staking/votes.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { BouleQueries } from '../queries.ts'
import { createQueries } from './create-queries.ts'

const ALL = { offset: 0, limit: 100 }

interface Setting {
  readonly network: TestNetwork
  readonly queries: BouleQueries
}

/** Epochs of 12 blocks, elected at block 8, sets of alice, bob and carol; dora has too little to be elected. */
function createSetting(): Setting {
  const network = createTestNetwork({
    holders: { voter: 100_000 },
    delegates: [
      { name: 'alice', selfStakeCoins: 3_000 },
      { name: 'bob', selfStakeCoins: 2_000 },
      { name: 'carol', selfStakeCoins: 1_000 },
      { name: 'dora', selfStakeCoins: 50 },
    ],
  })
  const queries = createQueries({
    world: network.machine.world,
    name: 'test',
    isOffline: (delegate) => delegate === network.id('carol'),
  })
  return { network, queries }
}

function vote(network: TestNetwork, delegate: string, amount: number): void {
  const receipt = network.call(
    'voter',
    STAKING_ADDRESS,
    'createStake(string,uint256,uint32,bool,uint8[])',
    [delegate, coins(amount), 0, false, []],
  )
  expect(receipt.status).toBe(1)
}

test('the status before the first block and later', () => {
  const { network, queries } = createSetting()
  expect(queries.status()).toMatchObject({
    height: 0,
    epoch: 1,
    startHeight: 1,
    electionHeight: 8,
    endHeight: 12,
  })
  network.advanceTo(13)
  expect(queries.status()).toMatchObject({
    name: 'test',
    height: 13,
    epoch: 2,
    startHeight: 13,
    electionHeight: 20,
    endHeight: 24,
    delegates: 4,
    buckets: 4,
    stakedRau: coins(6_050),
    supplyRau: coins(1_106_050),
  })
})

test('epochs: past, running, next, and those that are not there', () => {
  const { network, queries } = createSetting()
  network.advanceTo(14)
  const past = queries.epoch(1)
  expect(past).toMatchObject({
    epoch: 1,
    phase: 'past',
    startHeight: 1,
    endHeight: 12,
    settlement: { epoch: 1 },
  })
  // What block 12 did becomes known with block 13 and counts for epoch 2.
  expect(past?.activity.reduce((sum, row) => sum + row.produced, 0)).toBe(11)
  expect(queries.epoch()).toMatchObject({
    epoch: 2,
    phase: 'running',
    set: { epoch: 2 },
    settlement: undefined,
  })
  expect(queries.epoch(2)?.activity.reduce((sum, row) => sum + row.produced, 0)).toBe(2)
  expect(queries.epoch(3)).toMatchObject({
    phase: 'next',
    startHeight: 25,
    electionHeight: 32,
    endHeight: 36,
    set: undefined,
    activity: [],
  })
  expect(queries.epoch(4)).toBeUndefined()
  network.advanceTo(20)
  expect(queries.epoch(3)).toMatchObject({ phase: 'next', set: { epoch: 3 } })
  expect(queries.nextSet()?.epoch).toBe(3)
})

describe('the ranking', () => {
  test('is current after every block, and names who cannot be elected and why', () => {
    const { network, queries } = createSetting()
    const names = () => queries.ranking(ALL).items.map((entry) => entry.name)
    expect(names()).toEqual(['alice', 'bob', 'carol', 'dora'])
    vote(network, 'carol', 1_500)
    expect(names()).toEqual(['alice', 'carol', 'bob', 'dora'])
    expect(queries.ranking({ offset: 1, limit: 1 })).toMatchObject({
      total: 4,
      items: [
        { rank: 2, name: 'carol', votesRau: coins(2_500), eligible: true, reason: undefined },
      ],
    })
    expect(queries.ranking({ offset: 3, limit: 9 }).items).toMatchObject([
      { rank: 4, name: 'dora', eligible: false, reason: 'self-stake-too-small' },
    ])
  })

  test('the projected set follows it; once the next epoch is elected it is for the one after', () => {
    const { network, queries } = createSetting()
    const projected = () => {
      const { epoch, seats } = queries.projectedSet()
      return { epoch, names: seats.map((seat) => seat.name) }
    }
    expect(projected()).toEqual({ epoch: 2, names: ['alice', 'bob', 'carol'] })
    network.advanceTo(8)
    vote(network, 'carol', 5_000)
    expect(projected()).toEqual({ epoch: 3, names: ['carol', 'alice', 'bob'] })
    expect(queries.nextSet()?.seats.map((seat) => queries.delegateName(seat.delegate))).toEqual([
      'alice',
      'bob',
      'carol',
    ])
  })
})

test('a delegate by name, by address in both forms, and none', () => {
  const { network, queries } = createSetting()
  network.advanceTo(3)
  const byName = queries.delegate('alice')
  expect(byName).toMatchObject({
    delegate: { name: 'alice', registration: 1 },
    rank: 1,
    votesRau: coins(3_000),
    eligible: true,
    role: 'producer',
    buckets: 1,
    validator: validatorOf('alice'),
    offline: false,
  })
  expect(queries.delegate(network.id('alice'))).toEqual(byName)
  expect(queries.delegate('carol')?.offline).toBe(true)
  expect(queries.delegate('dora')).toMatchObject({ role: 'none', eligible: false })
  expect(queries.delegate('zed')).toBeUndefined()
  expect(queries.delegate(addressOf('nobody'))).toBeUndefined()
  expect(queries.delegates({ offset: 1, limit: 2 })).toMatchObject({
    total: 4,
    items: [{ delegate: { name: 'bob' } }, { delegate: { name: 'carol' } }],
  })
})

test('buckets: all, by owner, by delegate, by both, by index', () => {
  const { network, queries } = createSetting()
  vote(network, 'bob', 100)
  vote(network, 'carol', 200)
  const indexes = (of: Parameters<BouleQueries['buckets']>[0], page = ALL) => {
    const { total, items } = queries.buckets(of, page)
    return { total, indexes: items.map((record) => record.bucket.index) }
  }
  const voter = addressOf('voter')
  expect(indexes({})).toEqual({ total: 6, indexes: [0, 1, 2, 3, 4, 5] })
  expect(indexes({}, { offset: 4, limit: 1 })).toEqual({ total: 6, indexes: [4] })
  expect(indexes({ owner: voter })).toEqual({ total: 2, indexes: [4, 5] })
  expect(indexes({ owner: voter }, { offset: 1, limit: 1 })).toEqual({ total: 2, indexes: [5] })
  expect(indexes({ delegate: network.id('bob') })).toEqual({ total: 2, indexes: [1, 4] })
  expect(indexes({ owner: voter, delegate: network.id('carol') })).toEqual({
    total: 1,
    indexes: [5],
  })
  expect(queries.bucket(0)).toMatchObject({
    delegateName: 'alice',
    selfStake: true,
    votesRau: coins(3_000),
    withdrawableSeconds: undefined,
    endorsement: 'none',
  })
  expect(queries.bucket(99)).toBeUndefined()
})

test('an unstaked bucket says when it can be withdrawn', () => {
  const { network, queries } = createSetting()
  vote(network, 'bob', 100)
  network.call('voter', STAKING_ADDRESS, 'unstake(uint64,uint8[])', [4, []])
  const record = queries.bucket(4)
  expect(record?.bucket.unstakedSeconds).toBeGreaterThan(0)
  expect(record?.withdrawableSeconds).toBe(
    (record?.bucket.unstakedSeconds ?? 0) + network.machine.rules().unstakeWaitSeconds,
  )
  expect(record?.votesRau).toBe(0n)
})

test('rewards and settlement of an epoch', () => {
  const { network, queries } = createSetting()
  expect(queries.settlement(1)).toBeUndefined()
  network.advanceTo(12)
  const settlement = queries.settlement(1)
  expect(settlement?.epochRau).toBe(network.machine.rules().epochRewardRau)
  const unclaimedRau = ['alice', 'bob', 'carol', 'dora']
    .map((name) => queries.rewards(addressOf(`${name} reward`)).unclaimedRau)
    .reduce((sum, amountRau) => sum + amountRau, 0n)
  expect(unclaimedRau).toBe(queries.fund().unclaimedRau)
  expect(unclaimedRau).toBeGreaterThan(0n)
  expect(queries.rewards(addressOf('nobody'))).toMatchObject({ unclaimedRau: 0n, owed: [] })
})

test('what a dry fund owes is told to whom it is owed', () => {
  const network = createTestNetwork({ rewardFundCoins: 1 })
  const queries = createQueries({ world: network.machine.world, name: 'test' })
  network.advanceTo(12)
  expect(queries.fund().owedRau).toBeGreaterThan(0n)
  expect(queries.rewards(addressOf('alice reward')).owed.length).toBeGreaterThan(0)
})

test('rules of the past, of now and of the next epoch, and not of later ones', () => {
  const network = createTestNetwork({ schedule: [{ fromEpoch: 2, set: { producers: 2 } }] })
  const queries = createQueries({ world: network.machine.world, name: 'test' })
  expect([1, 2].map((epoch) => queries.rules(epoch)?.producers)).toEqual([3, 2])
  expect(queries.rules(3)).toBeUndefined()
  expect(queries.rules()?.producers).toBe(3)
  network.advanceTo(12)
  expect(queries.rules()?.producers).toBe(2)
})

describe('the schedule', () => {
  test('names who then produces, as far as it goes', () => {
    for (const from of [0, 5, 8, 9, 10, 11, 12, 13, 21]) {
      const { network, queries } = createSetting()
      network.advanceTo(from)
      const planned = queries.schedule(40)
      network.advanceTo(from + planned.length)
      const made = network.blocks.slice(from)
      expect(planned.map((one) => one.height)).toEqual(made.map((block) => block.height))
      expect(planned.map((one) => one.validator)).toEqual(
        made.map((block) => block.proposerAddress),
      )
    }
  })

  test('ends where the next set is not known, and goes through the hand-over when it is', () => {
    const { network, queries } = createSetting()
    const last = () => queries.schedule(100).at(-1)?.height
    expect(last()).toBe(11)
    network.advanceTo(7)
    expect(last()).toBe(11)
    network.advanceTo(8)
    expect(last()).toBe(23)
    expect(queries.schedule(3).map((one) => one.height)).toEqual([9, 10, 11])
    expect(queries.schedule(100).every((one) => one.name !== undefined)).toBe(true)
  })
})

test('under other weights the votes of buckets, of delegates and of the ranking are the same', () => {
  const { network, queries } = createSetting()
  const { world } = network.machine
  expect(queries.weights()).toBeUndefined()
  vote(network, 'bob', 400)
  const table = [3n, 4n, 4n].map((weight) => Array<bigint>(1_051).fill(weight * 500_000n))
  putWeights(world, { proposal: 1, fromEpoch: 3, table })
  vote(network, 'bob', 200)
  expect(queries.weights()).toEqual({ proposal: 1, fromEpoch: 3, table })
  const all = queries.buckets({ delegate: network.id('bob') }, ALL)
  expect(all.items.map(({ votesRau }) => votesRau)).toEqual([coins(3_000), coins(600), coins(300)])
  expect(queries.delegate('bob')?.votesRau).toBe(coins(3_900))
  const row = queries.ranking(ALL).items.find(({ name }) => name === 'bob')
  expect(row?.votesRau).toBe(coins(3_900))
  const answer = network.machine.call({
    from: addressOf('voter'),
    to: STAKING_ADDRESS,
    data: encodeCall('candidateByName(string)', ['bob']),
    valueRau: 0n,
  })
  expect(toHex(answer.data)).toContain(coins(3_900).toString(16))
})

test('the randomness moves with every block', () => {
  const { network, queries } = createSetting()
  const before = queries.randomness().mix
  network.block()
  expect(queries.randomness().mix).not.toEqual(before)
})
