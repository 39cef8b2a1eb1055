import { expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { createTestNetwork, type TestNetwork, validatorOf } from '../test-network.fixture.ts'

const six = ['alice', 'bob', 'carol', 'dan', 'erin', 'frank'].map((name, index) => ({
  name,
  selfStakeCoins: index < 3 ? 1_000 : 500,
}))

function producersOf(network: TestNetwork, from: number, to: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const block of network.blocks.slice(from - 1, to)) {
    counts.set(block.proposerAddress, (counts.get(block.proposerAddress) ?? 0) + 1)
  }
  return counts
}

test('the worked example: every seat changes and each producer makes exactly four blocks', () => {
  const network = createTestNetwork({ delegates: six, holders: { holder: 1_000_000 } })
  for (const name of ['dan', 'erin', 'frank']) {
    const values = [name, coins(5_000), 0, false, []]
    network.call(
      'holder',
      STAKING_ADDRESS,
      'createStake(string,uint256,uint32,bool,uint8[])',
      values,
    )
  }
  network.advanceTo(24)
  const four = (names: readonly string[]) => new Map(names.map((name) => [validatorOf(name), 4]))
  expect(producersOf(network, 1, 12)).toEqual(four(['alice', 'bob', 'carol']))
  expect(producersOf(network, 13, 24)).toEqual(four(['dan', 'erin', 'frank']))
  expect(network.blocks[9]?.response.validatorUpdates.map(({ power }) => power)).toEqual([
    1_000, 1_000, 1_000, 1, 1, 1,
  ])
  expect(network.blocks[10]?.response.validatorUpdates.map(({ power }) => power)).toEqual([
    1_000_000_000, 1_000_000_000, 1_000_000_000, 0, 0, 0,
  ])
  expect(network.blocks.filter((block) => block.response.validatorUpdates.length > 0)).toHaveLength(
    4,
  )
})

test('over 20 epochs of changing votes verifiers make no block and producers all make their share', () => {
  const network = createTestNetwork({
    delegates: six,
    holders: { holder: 10_000_000 },
    rules: { consensusDelegates: 5, producers: 3 },
  })
  for (let epoch = 1; epoch <= 20; epoch++) {
    const favoured = six[(epoch * 5) % 6]?.name ?? ''
    network.call('holder', STAKING_ADDRESS, 'createStake(string,uint256,uint32,bool,uint8[])', [
      favoured,
      coins(400 * epoch),
      0,
      false,
      [],
    ])
    network.advanceTo(12 * epoch)
    const shares = producersOf(network, 12 * epoch - 11, 12 * epoch)
    expect([...shares.values()], `epoch ${epoch}`).toEqual([4, 4, 4])
  }
})

test('a schedule in genesis widens the network', () => {
  const network = createTestNetwork({
    delegates: six,
    schedule: [{ fromEpoch: 3, set: { consensusDelegates: 6, producers: 4 } }],
  })
  network.advanceTo(37)
  const seats = [1, 2, 3, 4].map(
    (epoch) => network.machine.world.election.sets.get(epoch)?.seats ?? [],
  )
  expect(seats.map((one) => one.length)).toEqual([3, 3, 6, 6])
  expect(seats.map((one) => one.filter((seat) => seat.producer).length)).toEqual([3, 3, 4, 4])
  expect(network.machine.rules().consensusDelegates).toBe(6)
})
