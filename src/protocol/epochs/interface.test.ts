import { describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { readVectors } from '../../../spec/vector-files.ts'
import { callRead } from '../call-read.fixture.ts'
import { createTestNetwork, type TestNetwork } from '../test-network.fixture.ts'
import { rollDposInterface } from './interface.ts'

interface AbiRow {
  readonly sig: string
  readonly id: string
  readonly out: readonly string[]
}

const { 'core/rolldpos.abi.json': recorded = [] } =
  readVectors<Record<string, readonly AbiRow[]>>('abi_selectors.json')

test('the reads are those of IoTeX’s ABI, at its address', () => {
  expect(rollDposInterface.address).toBe('0x041370e00a711cd81da1918f0e494459aadae50e')
  expect(rollDposInterface.reads.map((one) => [one.signature, one.returns])).toEqual(
    expect.arrayContaining(recorded.map(({ sig, out }) => [sig, out])),
  )
  expect(rollDposInterface.reads).toHaveLength(recorded.length)
})

/** Epochs of 12 blocks with 3 producers, from epoch 3 on of 20 with 4: epoch 3 has the heights 25 to 44. */
function createNetwork(height: number): TestNetwork {
  const network = createTestNetwork({
    schedule: [{ fromEpoch: 3, set: { blocksPerEpoch: 20, consensusDelegates: 6, producers: 4 } }],
  })
  network.advanceTo(height)
  return network
}

const ask = (network: TestNetwork, signature: string, ...values: readonly number[]) =>
  callRead(network, rollDposInterface.address, signature, values)

describe('while epoch 2 runs', () => {
  const network = createNetwork(15)

  test.each([
    ['EpochNumber(uint256)', 1, 1n],
    ['EpochNumber(uint256)', 12, 1n],
    ['EpochNumber(uint256)', 13, 2n],
    ['EpochNumber(uint256)', 24, 2n],
    ['EpochNumber(uint256)', 25, 3n],
    ['EpochNumber(uint256)', 44, 3n],
    ['EpochHeight(uint256)', 1, 1n],
    ['EpochHeight(uint256)', 2, 13n],
    ['EpochHeight(uint256)', 3, 25n],
    ['EpochLastHeight(uint256)', 1, 12n],
    ['EpochLastHeight(uint256)', 2, 24n],
    ['EpochLastHeight(uint256)', 3, 44n],
    ['NumSubEpochs(uint256)', 24, 4n],
    ['NumSubEpochs(uint256)', 25, 5n],
    ['SubEpochNumber(uint256)', 13, 0n],
    ['SubEpochNumber(uint256)', 15, 0n],
    ['SubEpochNumber(uint256)', 16, 1n],
    ['SubEpochNumber(uint256)', 28, 0n],
    ['SubEpochNumber(uint256)', 29, 1n],
    ['SubEpochNumber(uint256)', 44, 4n],
  ] as const)('%s of %d is %d, as of block 15', (signature, value, figure) => {
    expect(ask(network, signature, value)).toEqual([figure, 15n])
  })

  test.each([
    ['EpochHeight(uint256)', 0, 'EpochNotKept 0 1 3'],
    ['EpochHeight(uint256)', 4, 'EpochNotKept 4 1 3'],
    ['EpochLastHeight(uint256)', 4, 'EpochNotKept 4 1 3'],
    ['EpochNumber(uint256)', 0, 'HeightNotKept 0 44'],
    ['EpochNumber(uint256)', 45, 'HeightNotKept 45 44'],
    ['NumSubEpochs(uint256)', 45, 'HeightNotKept 45 44'],
    ['SubEpochNumber(uint256)', 45, 'HeightNotKept 45 44'],
  ] as const)('%s of %d is refused: %s', (signature, value, refusal) => {
    expect(ask(network, signature, value)).toBe(refusal)
  })

  test('a figure beyond all numbers is refused with that figure', () => {
    const most = (1n << 256n) - 1n
    const call = (signature: string) =>
      callRead(network, rollDposInterface.address, signature, [most])
    expect(call('EpochHeight(uint256)')).toBe(`EpochNotKept ${most} 1 3`)
    expect(call('EpochNumber(uint256)')).toBe(`HeightNotKept ${most} 44`)
  })
})

test('the numbers of delegates are those of the running epoch', () => {
  const network = createNetwork(24)
  const numbers = () => [ask(network, 'NumCandidateDelegates()'), ask(network, 'NumDelegates()')]
  expect(numbers()).toEqual([
    [3n, 24n],
    [3n, 24n],
  ])
  network.advanceTo(25)
  expect(numbers()).toEqual([
    [6n, 25n],
    [4n, 25n],
  ])
})

test('nothing else is there, and nobody sends coins there', () => {
  const network = createNetwork(1)
  const { address } = rollDposInterface
  expect(callRead(network, address, 'EpochHeight(uint64)', [1])).toBe('UnknownFunction 0xac40523c')
  const data = encodeCall('NumDelegates()', [])
  const call = { from: address, to: address, valueRau: 0n }
  expect(network.machine.call({ ...call, data }).ok).toBe(true)
  expect(network.machine.call({ ...call, data: new Uint8Array(0) }).ok).toBe(false)
})
