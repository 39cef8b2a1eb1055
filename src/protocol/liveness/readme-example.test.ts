import { expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { computeRanking } from '../election/ranking.ts'
import { getFund } from '../rewards/fund.ts'
import { createTestNetwork, type TestNetwork, validatorOf } from '../test-network.fixture.ts'

function countedCoins(network: TestNetwork, name: string): bigint {
  const { world } = network.machine
  const moment = { world, rules: network.machine.rules(), height: 1, epochStartHeight: 1 }
  const row = computeRanking(moment).find((one) => one.delegate.name === name)
  return (row?.countedRau ?? 0n) / coins(1)
}

const delegates = [
  { name: 'alice', selfStakeCoins: 1_000 },
  { name: 'bob', selfStakeCoins: 1_000 },
]
const rules = { consensusDelegates: 2, producers: 2, blocksPerEpoch: 20, probationWindowEpochs: 6 }

test('Alice makes 8 of 10 blocks and is on probation for six epochs', () => {
  const network = createTestNetwork({ delegates, rules })
  const { world } = network.machine
  let missed = 0
  while (network.blocks.length < 20) {
    // Twice Alice lets her turn pass, once Bob does: the other one steps in a round later.
    const due = world.epochs.schedule.get(0)?.current.proposer
    const isAlice = due?.slice(2).toUpperCase() === validatorOf('alice')
    const fails =
      network.blocks.length < 17 && ((isAlice && missed < 2) || (!isAlice && missed === 2))
    if (fails) missed++
    network.block({ round: fails ? 1 : 0 })
  }
  const row = (name: string) =>
    world.liveness.history.get(1)?.find((one) => one.delegate === network.id(name))
  expect(row('alice')).toMatchObject({ missed: 2, unproductive: true })
  expect(row('bob')).toMatchObject({ missed: 1, unproductive: false })
  expect(world.liveness.probation.get(network.id('alice'))).toBe(1)
  expect(countedCoins(network, 'alice')).toBe(100n)
  expect(countedCoins(network, 'bob')).toBe(1_000n)
  network.advanceTo(20 * 6)
  expect(countedCoins(network, 'alice')).toBe(100n)
  network.advanceTo(20 * 7)
  expect(countedCoins(network, 'alice')).toBe(1_000n)
})

test('a verifier that does not sign is unproductive, nil votes are no absence', () => {
  const network = createTestNetwork({ delegates, rules: { ...rules, producers: 1 } })
  const { world } = network.machine
  const set = world.election.sets.get(1)
  const verifier = set?.seats.find((seat) => !seat.producer)?.delegate
  const name = verifier === network.id('alice') ? 'alice' : 'bob'
  while (network.blocks.length < 20) network.block({ absent: [name] })
  const rows = world.liveness.history.get(1) ?? []
  expect(rows.find((one) => one.delegate === verifier)).toMatchObject({
    absent: 19,
    unproductive: true,
  })
  expect(rows.find((one) => one.delegate !== verifier)).toMatchObject({
    absent: 0,
    unproductive: false,
  })
})

test('double signing costs self-stake once, and the epoch', () => {
  const network = createTestNetwork({ delegates, rules: { ...rules, doubleSignSlashPermille: 50 } })
  const { world } = network.machine
  network.advanceTo(3)
  const fund = getFund(world).availableRau
  const evidence = {
    type: 'duplicate-vote',
    validator: validatorOf('alice'),
    height: 2,
    timeMs: 1,
  } as const
  network.block({ misbehavior: [evidence] })
  network.block({ misbehavior: [evidence] })
  expect(world.delegates.delegates.get(network.id('alice'))?.selfStakeRau).toBe(coins(950))
  expect(getFund(world).availableRau - fund).toBe(coins(50))
  network.advanceTo(20)
  expect(world.liveness.probation.get(network.id('alice'))).toBe(1)
})
