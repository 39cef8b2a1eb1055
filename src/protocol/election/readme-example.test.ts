import { expect, test } from 'vitest'
import { createTestNetwork } from '../test-network.fixture.ts'

const delegates = [
  { name: 'alice', selfStakeCoins: 300 },
  { name: 'bob', selfStakeCoins: 200 },
  { name: 'carol', selfStakeCoins: 100 },
]
const rules = { consensusDelegates: 2, producers: 1 }

function electedIn(
  epoch: number,
  prepare: (network: ReturnType<typeof createTestNetwork>) => void,
) {
  const network = createTestNetwork({ delegates, rules })
  prepare(network)
  network.advanceTo(8)
  const set = network.machine.world.election.sets.get(epoch)
  const nameOf = (id: string) => delegates.find((one) => network.id(one.name) === id)?.name
  return { set, names: set?.seats.map((seat) => nameOf(seat.delegate)) }
}

test('Alice and Bob are elected and one of them is drawn', () => {
  const { names, set } = electedIn(2, () => undefined)
  expect(names).toEqual(['alice', 'bob'])
  expect(set?.seats.filter((seat) => seat.producer)).toHaveLength(1)
})

test('Bob on probation counts a tenth', () => {
  const { names, set } = electedIn(2, ({ machine, id }) => {
    machine.world.liveness.probation.set(id('bob'), 1)
  })
  expect(names).toEqual(['alice', 'carol'])
  expect(set?.origin).toBe('elected')
})

test('Bob alone is elected and produces', () => {
  const { names, set } = electedIn(2, ({ machine, id }) => {
    for (const name of ['alice', 'carol']) machine.world.staking.votes.set(id(name), 0n)
  })
  expect(names).toEqual(['bob'])
  expect(set?.seats[0]?.producer).toBe(true)
})

test('with nobody eligible the set before carries on', () => {
  const { names, set } = electedIn(2, ({ machine, id }) => {
    for (const { name } of delegates) machine.world.staking.votes.set(id(name), 0n)
  })
  expect(names).toEqual(['alice', 'bob'])
  expect(set?.origin).toBe('continued')
})
