import { expect, test } from 'vitest'
import { createTestNetwork } from '#protocol/test-network.fixture.ts'
import { createTimekeeper } from './timekeeper.ts'

const BLOCKS = 12

/** Restarts of the nodes with these addresses over four epochs, when blocks take `after` ms from epoch 3 on. */
function restarts(validator: string, after: number): readonly (readonly [number, number])[] {
  const network = createTestNetwork({ rules: { blockIntervalMs: 1_000 } })
  const { world } = network.machine
  const seen: [number, number][] = []
  const host = {
    validator,
    blockIntervalMs: 1_000,
    engine: {
      onCommitted: () => {},
      status: () => undefined,
      retime: (ms: number) => seen.push([network.blocks.length, ms]),
    },
  }
  const timekeeper = createTimekeeper(host, world)
  for (let height = 1; height <= 4 * BLOCKS; height++) {
    network.block()
    // Decided at the end of epoch 1, as governance does.
    if (height === BLOCKS) {
      world.params.changes.set(3, [{ name: 'blockIntervalMs', value: `${after}` }])
    }
    timekeeper.onCommitted(height)
  }
  return seen
}

test('before a longer interval each node starts CometBFT again at a block of its own', () => {
  expect(restarts('00000000AA', 4_000)).toEqual([[BLOCKS + 1, 4_000]])
  expect(restarts('00000005AA', 4_000)).toEqual([[BLOCKS + 6, 4_000]])
  expect(restarts('0000000BAA', 4_000)).toEqual([[BLOCKS + 6, 4_000]])
})

test('after a shorter interval has begun they do', () => {
  expect(restarts('00000002AA', 500)).toEqual([[2 * BLOCKS + 3, 500]])
})

test('as long as the interval stays nothing happens', () => {
  expect(restarts('00000002AA', 1_000)).toEqual([])
})
