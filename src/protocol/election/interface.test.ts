import { describe, expect, test } from 'vitest'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { readVectors } from '../../../spec/vector-files.ts'
import { callRead } from '../call-read.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf, createTestNetwork, type TestNetwork } from '../test-network.fixture.ts'
import { pollInterface } from './interface.ts'

interface AbiRow {
  readonly sig: string
  readonly out: readonly string[]
}

const { 'core/poll.abi.json': recorded = [] } =
  readVectors<Record<string, readonly AbiRow[]>>('abi_selectors.json')

test('the reads are those of IoTeX’s ABI, at its address', () => {
  expect(pollInterface.address).toBe('0x166b743c2c1a57c93c2e2bc3e169d28bbb9f6da3')
  expect(pollInterface.reads.map((one) => [one.signature, one.returns])).toEqual(
    expect.arrayContaining(recorded.map(({ sig, out }) => [sig, out])),
  )
  expect(pollInterface.reads).toHaveLength(recorded.length)
})

const NAMES = ['alice', 'bob', 'carol', 'dan']
const blsKeyOf = (name: string): Uint8Array =>
  blsPublicKey(blsSecretKeyFromSeed(keccak256(utf8ToBytes(name))))

/** Epochs of 12 blocks, elections at the eighth; four delegates, of whom three are elected and two produce. */
function createNetwork(): TestNetwork {
  return createTestNetwork({
    delegates: NAMES.map((name, at) => ({
      name,
      selfStakeCoins: 4_000 - 1_000 * at,
      blsKey: blsKeyOf(name),
    })),
    holders: { holder: 1_000_000, alice: 1 },
    rules: { consensusDelegates: 3, producers: 2 },
  })
}

const ask = (network: TestNetwork, signature: string, ...values: readonly AbiValue[]) =>
  callRead(network, pollInterface.address, signature, values)

/** The names of a list of candidates and the height behind it; a refusal as it is. */
function names(answer: readonly AbiValue[] | string): unknown {
  if (typeof answer === 'string') return answer
  const [list, height] = answer
  return [(list as readonly (readonly AbiValue[])[]).map((one) => one[1]), height]
}

describe('lists of candidates', () => {
  test('carry identity, name, addresses, BLS key and votes, best first', () => {
    const network = createNetwork()
    const tuple = (name: string, votes: number) => [
      network.id(name),
      name,
      addressOf(`${name} operator`),
      addressOf(`${name} reward`),
      blsKeyOf(name),
      coins(votes),
    ]
    const all = [4_000, 3_000, 2_000, 1_000].map((votes, at) => tuple(NAMES[at] ?? '', votes))
    expect(ask(network, 'CandidatesByEpoch()')).toEqual([all, 1n])
    expect(ask(network, 'BlockProducersByEpoch()')).toEqual([all.slice(0, 3), 1n])
    const drawn = network.machine.world.election.sets.get(1)?.seats.filter((one) => one.producer)
    expect(ask(network, 'ActiveBlockProducersByEpoch()')).toEqual([
      all.filter(([id]) => drawn?.some((seat) => seat.delegate === id)),
      1n,
    ])
    expect(drawn).toHaveLength(2)
  })

  test('of the next epoch are there once it is elected, and those of past ones as far as they are kept', () => {
    const network = createNetwork()
    network.call('holder', STAKING_ADDRESS, 'createStake(string,uint256,uint32,bool,uint8[])', [
      'dan',
      coins(9_000),
      0,
      false,
      [],
    ])
    const before = ['alice', 'bob', 'carol']
    const after = ['dan', 'alice', 'bob']
    network.advanceTo(7)
    for (const list of [
      'CandidatesByEpoch',
      'BlockProducersByEpoch',
      'ActiveBlockProducersByEpoch',
    ]) {
      expect(ask(network, `${list}(uint256)`, 2)).toBe('EpochNotKept 2 1 1')
      expect(ask(network, `${list}(uint256)`, 0)).toBe('EpochNotKept 0 1 1')
    }
    network.advanceTo(8)
    const producers = (epoch: number) =>
      names(ask(network, 'BlockProducersByEpoch(uint256)', epoch))
    const candidates = (epoch: number) => names(ask(network, 'CandidatesByEpoch(uint256)', epoch))
    expect(producers(2)).toEqual([after, 13n])
    expect(candidates(2)).toEqual([[...after, 'carol'], 13n])
    expect(candidates(1)).toEqual([[...before, 'dan'], 1n])
    // The running epoch is still the first one.
    expect(names(ask(network, 'BlockProducersByEpoch()'))).toEqual([before, 1n])
    network.advanceTo(13)
    expect(names(ask(network, 'BlockProducersByEpoch()'))).toEqual([after, 13n])
    expect(producers(1)).toEqual([before, 1n])
    expect(producers(3)).toBe('EpochNotKept 3 1 2')
    expect(candidates(1)).toBe('EpochNotKept 1 2 2')
  })

  test('have the BLS key of the seat, and the addresses of now', () => {
    const network = createNetwork()
    network.call('alice', STAKING_ADDRESS, 'candidateUpdateWithBLS(string,address,address,bytes)', [
      'anna',
      addressOf('new operator'),
      addressOf('new reward'),
      blsKeyOf('anna'),
    ])
    const anna = [
      network.id('anna'),
      'anna',
      addressOf('new operator'),
      addressOf('new reward'),
      blsKeyOf('alice'),
      coins(4_000),
    ]
    for (const list of ['CandidatesByEpoch()', 'BlockProducersByEpoch()']) {
      const [rows] = ask(network, list) as readonly (readonly AbiValue[])[]
      expect(rows?.[0], list).toEqual(anna)
    }
  })
})

test('the probation list says who was on probation while an epoch ran', () => {
  const network = createNetwork()
  const { seats = [] } = network.machine.world.election.sets.get(1) ?? {}
  const idle = seats.find((seat) => !seat.producer)?.delegate
  const name = NAMES.find((one) => network.id(one) === idle) ?? ''
  // A verifier signs nothing in the first epoch.
  while (network.blocks.length < 12) network.block({ absent: [name] })
  const list = (...epoch: readonly number[]) =>
    ask(
      network,
      epoch.length === 0 ? 'ProbationListByEpoch()' : 'ProbationListByEpoch(uint256)',
      ...epoch,
    )
  const listed = [idle, addressOf(`${name} operator`), 1]
  // At its last block the first epoch is settled: what holds in the second one is decided.
  expect(list()).toEqual([[[], 90], 1n])
  expect(list(2)).toEqual([[[listed], 90], 13n])
  expect(list(3)).toBe('EpochNotKept 3 1 2')
  network.advanceTo(13)
  expect(list()).toEqual([[[listed], 90], 13n])
  expect(list(3)).toBe('EpochNotKept 3 1 2')
  // What the reads work out from history is what the state itself has.
  for (let epoch = 3; epoch <= 8; epoch++) {
    network.advanceTo(12 * (epoch - 1) + 1)
    const [[entries]] = list() as unknown as readonly [readonly [readonly AbiValue[][], number]]
    const counts = new Map(entries.map(([id, , count]) => [id, count]))
    network.machine.world.liveness.probation.each((id, count) => {
      expect(counts.get(id) ?? 0, `epoch ${epoch}`).toBe(count)
    })
  }
  expect(list(7)).toEqual([[[listed], 90], 73n])
  expect(list(8)).toEqual([[[], 90], 85n])
  expect(list(2)).toEqual([[[listed], 90], 13n])
})
