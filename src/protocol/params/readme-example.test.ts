import { expect, test } from 'vitest'
import { createTestGenesis, createTestNetwork } from '../test-network.fixture.ts'
import { getRules } from './rules.ts'

test('the schedule of genesis says 12, and 36 from epoch 3', () => {
  const network = createTestNetwork({
    rules: { consensusDelegates: 12, producers: 12 },
    schedule: [{ fromEpoch: 3, set: { consensusDelegates: 36 } }],
  })
  const { world } = network.machine
  expect([1, 2, 3, 4, 99].map((epoch) => getRules(world, epoch).consensusDelegates)).toEqual([
    12, 12, 36, 36, 36,
  ])
  const { consensusDelegates: _, ...rest } = createTestGenesis({ rules: { producers: 12 } }).rules
  expect(getRules(world, 3)).toMatchObject(rest)
})

test('a change that is undone is not remembered', () => {
  const { machine } = createTestNetwork()
  const { changes } = machine.world.params
  expect(getRules(machine.world, 5).producers).toBe(3)
  changes.set(4, [{ name: 'producers', value: '2' }])
  expect(getRules(machine.world, 5).producers).toBe(2)
  changes.delete(4)
  expect(getRules(machine.world, 5).producers).toBe(3)
})
