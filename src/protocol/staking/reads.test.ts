import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { describe, expect, test } from 'vitest'
import { DELEGATES_ADDRESS } from '../system-addresses.ts'
import {
  account,
  createNetwork,
  DAY,
  leaveForGood,
  type Network,
  SIGNATURES,
  START_SECONDS,
} from './staking.fixture.ts'
import { getVotesRau } from './votes.ts'

const NEVER = (1n << 64n) - 1n

/** Buckets 2 to 6 of alice and bob for anna and bena; 3 is withdrawn, 5 unstaked, 6 endorses anna. */
function prepareNetwork(): Network {
  const network = createNetwork()
  const stake = (from: string, name: string, amountRau: bigint, days: number): void => {
    network.act(from, SIGNATURES.createStake, [name, amountRau, days, days === 91, []])
  }
  stake('alice', 'anna', coins(100), 91)
  stake('alice', 'bena', coins(200), 0)
  stake('bob', 'anna', coins(300), 91)
  stake('bob', 'bena', coins(400), 0)
  stake('alice', 'anna', coins(1_500_000), 91)
  network.act('alice', SIGNATURES.unstake, [3, []])
  network.act('bob', SIGNATURES.unstake, [5, []])
  network.act('alice', SIGNATURES.endorseCandidate, [6])
  network.timeSeconds += 3 * DAY
  network.act('alice', SIGNATURES.withdrawStake, [3, []])
  return network
}

function indexesOf(answer: readonly AbiValue[]): readonly number[] {
  const [tuples] = answer as readonly [readonly (readonly [bigint])[]]
  return tuples.map(([index]) => Number(index))
}

/** The tuple of an answer that is one. */
function tupleOf(answer: readonly AbiValue[]): readonly AbiValue[] {
  return answer[0] as readonly AbiValue[]
}

/** The first tuple of an answer that is a list of them. */
function firstOf(answer: readonly AbiValue[]): readonly AbiValue[] {
  return tupleOf(tupleOf(answer))
}

function namesOf(answer: readonly AbiValue[]): readonly AbiValue[] {
  const [tuples] = answer as readonly [readonly (readonly AbiValue[])[]]
  return tuples.map((tuple) => tuple[3] as AbiValue)
}

describe('buckets', () => {
  test('a tuple in each version', () => {
    const network = prepareNetwork()
    network.act('alice', SIGNATURES.restake, [6, 91, true, []])
    const time = BigInt(START_SECONDS)
    const restaked = time + BigInt(3 * DAY)
    const native = [
      6n,
      account('ann'),
      coins(1_500_000),
      91,
      time,
      restaked,
      0n,
      true,
      account('alice'),
    ]
    const composite = [...native, ZERO_ADDRESS, 0n, 0n, 0n, 0n]
    expect(network.read('bucketsByIndexes(uint64[])', [[6]])).toEqual([[native]])
    expect(network.read('compositeBucketsByIndexes(uint64[])', [[6]])).toEqual([[composite]])
    expect(network.read('compositeBucketsByIndexesV3(uint64[])', [[6]])).toEqual([
      [[...composite, NEVER]],
    ])
    const unstaked = firstOf(network.read('compositeBucketsByIndexesV3(uint64[])', [[5]]))
    expect(unstaked[6]).toBe(time)
    expect(unstaked[14]).toBe(0n)
  })

  test('the announced end of an endorsement', () => {
    const network = prepareNetwork()
    network.act('ann', SIGNATURES.candidateActivate, [6])
    network.act('alice', SIGNATURES.intentToRevokeEndorsement, [6])
    const bucket = firstOf(network.read('compositeBucketsV3(uint32,uint32)', [5, 1]))
    expect(bucket[14]).toBe(17_281n)
  })

  test.each<[string, string, readonly AbiValue[], readonly number[]]>([
    ['all', 'buckets(uint32,uint32)', [0, 100], [0, 1, 2, 4, 5, 6]],
    ['a page', 'buckets(uint32,uint32)', [2, 3], [2, 4, 5]],
    ['beyond the end', 'buckets(uint32,uint32)', [6, 10], []],
    ['limit 0', 'buckets(uint32,uint32)', [0, 0], []],
    ['of a voter', 'bucketsByVoter(address,uint32,uint32)', [account('alice'), 0, 10], [2, 6]],
    [
      'of a voter, second only',
      'bucketsByVoter(address,uint32,uint32)',
      [account('alice'), 1, 1],
      [6],
    ],
    ['of nobody', 'bucketsByVoter(address,uint32,uint32)', [account('eve'), 0, 10], []],
    ['of a delegate', 'bucketsByCandidate(string,uint32,uint32)', ['anna', 0, 10], [0, 2, 4, 6]],
    ['of a delegate, a page', 'bucketsByCandidate(string,uint32,uint32)', ['anna', 1, 2], [2, 4]],
    ['of an unknown name', 'bucketsByCandidate(string,uint32,uint32)', ['nobody', 0, 10], []],
    ['by indexes, as asked', 'bucketsByIndexes(uint64[])', [[6, 3, NEVER, 0]], [6, 0]],
    ['by no indexes', 'bucketsByIndexes(uint64[])', [[]], []],
  ])('%s', (_, signature, values, indexes) => {
    const network = prepareNetwork()
    expect(indexesOf(network.read(signature, values))).toEqual(indexes)
    const upper = signature[0]?.toUpperCase() + signature.slice(1)
    expect(indexesOf(network.read(`composite${upper}`, values))).toEqual(indexes)
    const v3 = `composite${upper}`.replace('(', 'V3(')
    expect(indexesOf(network.read(v3, values))).toEqual(indexes)
  })

  test('counts and sums', () => {
    const network = prepareNetwork()
    const total = coins(4_000_000 + 100 + 300 + 400 + 1_500_000)
    for (const prefix of ['b', 'compositeB']) {
      expect(network.read(`${prefix}ucketsCount()`, [])).toEqual([7n, 6n])
    }
    expect(network.read('totalStakingAmount()', [])).toEqual([total])
    expect(network.read('compositeTotalStakingAmount()', [])).toEqual([total])
    expect(network.read('contractStakeBucketTypes(address)', [account('x')])).toEqual([[]])
  })

  test('a page above the bound is refused, and a list of indexes above it', () => {
    const network = createNetwork()
    for (const signature of ['buckets(uint32,uint32)', 'candidates(uint32,uint32)']) {
      expect(network.read(signature, [0, 1_000])).not.toEqual(['PageTooLarge(1000,1000)'])
      expect(network.read(signature, [0, 1_001])).toEqual(['PageTooLarge(1001,1000)'])
    }
    const many = Array.from({ length: 1_001 }, () => 0)
    expect(network.read('bucketsByIndexes(uint64[])', [many])).toEqual(['bad arguments'])
  })
})

describe('candidates', () => {
  test('a tuple in each version', () => {
    const network = createNetwork()
    const [id, votes] = [account('ann'), getVotesRau(network.world, account('ann'))]
    const operator = account('anna operator')
    const reward = account('anna reward')
    const v1 = [id, operator, reward, 'anna', votes, 0n, coins(2_000_000)]
    expect(network.read('candidateByName(string)', ['anna'])).toEqual([v1])
    expect(network.read('candidateByNameV3(string)', ['anna'])).toEqual([[...v1, id]])
    expect(network.read('candidateByNameV4(string)', ['anna'])).toEqual([
      [...v1, id, new Uint8Array(0)],
    ])
    for (const version of ['', 'V3', 'V4']) {
      const byName = network.read(`candidateByName${version}(string)`, ['anna'])
      expect(network.read(`candidateByAddress${version}(address)`, [id])).toEqual(byName)
    }
    for (const version of ['V3', 'V4']) {
      const byName = network.read(`candidateByName${version}(string)`, ['anna'])
      expect(network.read(`candidateByID${version}(address)`, [id])).toEqual(byName)
    }
  })

  test('after a change of owner the identity stays and the self-stake is gone', () => {
    const network = createNetwork()
    network.act('ann', SIGNATURES.candidateTransferOwnership, [account('dave'), []])
    const v1 = tupleOf(network.read('candidateByAddress(address)', [account('dave')]))
    expect(v1[5]).toBe(0xffff_ffffn)
    const v3 = tupleOf(network.read('candidateByIDV3(address)', [account('ann')]))
    expect([v3[0], v3[5]]).toEqual([account('dave'), NEVER])
    expect(network.read('candidateByAddress(address)', [account('ann')])).toEqual([
      `NotACandidate(${account('ann')})`,
    ])
  })

  test('unknown ones are refused', () => {
    const network = createNetwork()
    expect(network.read('candidateByName(string)', ['nobody'])).toEqual([
      'CandidateNotFound(nobody)',
    ])
    const text = `NotACandidate(${account('eve')})`
    expect(network.read('candidateByIDV4(address)', [account('eve')])).toEqual([text])
    expect(network.read('candidateDeactivation(address)', [account('eve')])).toEqual([text])
  })

  test('the list goes by rank: who can be elected by votes, then the others', () => {
    const network = createNetwork()
    const list = (offset: number, limit: number) =>
      namesOf(network.read('candidates(uint32,uint32)', [offset, limit]))
    expect(list(0, 10)).toEqual(['anna', 'bena'])
    network.act('alice', SIGNATURES.createStake, ['bena', coins(100), 0, false, []])
    expect(list(0, 10)).toEqual(['bena', 'anna'])
    const carol = account('carol')
    network.act('carol', SIGNATURES.candidateRegister, [
      'carla',
      carol,
      carol,
      carol,
      0n,
      0,
      false,
      [],
    ])
    network.act('carol', SIGNATURES.createStake, ['carla', coins(9_000_000), 0, false, []])
    expect(list(0, 10)).toEqual(['bena', 'anna', 'carla'])
    expect([list(1, 1), list(3, 1)]).toEqual([['anna'], []])
  })

  test('the exit of a delegate', () => {
    const network = createNetwork()
    const read = () => network.read('candidateDeactivation(address)', [account('ann')])
    expect(read()).toEqual([false, 0n])
    network.act('ann', SIGNATURES.requestCandidateDeactivation, [])
    expect(read()).toEqual([true, 0n])
    const other = createNetwork()
    leaveForGood(other, 'ann')
    expect(other.read('candidateDeactivation(address)', [account('ann')])).toEqual([false, 0n])
  })
})

describe('delegate', () => {
  test('all of it, by identity and by name', () => {
    const network = createNetwork()
    const votes = getVotesRau(network.world, account('ann'))
    const none = new Uint8Array(0)
    const expected = [
      account('ann'),
      1n,
      'anna',
      account('ann'),
      account('anna operator'),
      account('anna reward'),
      0n,
      coins(2_000_000),
      votes,
      none,
      none,
      false,
      0n,
      0,
      '',
    ]
    expect(network.read('delegate(address)', [account('ann')], DELEGATES_ADDRESS)).toEqual([
      expected,
    ])
    expect(network.read('delegateByName(string)', ['anna'], DELEGATES_ADDRESS)).toEqual([expected])
  })

  test('says why it is inactive', () => {
    const network = createNetwork()
    leaveForGood(network, 'ann')
    const tuple = tupleOf(network.read('delegateByName(string)', ['anna'], DELEGATES_ADDRESS))
    expect(tuple[14]).toBe('retired')
    expect(tuple[6]).toBe(NEVER)
  })

  test('unknown ones are refused', () => {
    const network = createNetwork()
    const text = `NotACandidate(${account('eve')})`
    for (const signature of ['delegate(address)', 'profile(address)']) {
      expect(network.read(signature, [account('eve')], DELEGATES_ADDRESS)).toEqual([text])
    }
    expect(network.read('delegateByName(string)', ['x'], DELEGATES_ADDRESS)).toEqual([
      'CandidateNotFound(x)',
    ])
  })
})
