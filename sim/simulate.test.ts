import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const SEEDS = 48
const BLOCKS = 100
const OPERATIONS_PER_BLOCK = 50
/** Each operation must have been done and refused at least so often, or the run proves less than it says. */
const FLOOR = 20

test(`${SEEDS} seeds × ${BLOCKS} blocks × ${OPERATIONS_PER_BLOCK} operations keep every invariant`, () => {
  const totals = new Map<string, { done: number; refused: number }>()
  let executed = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = simulate({ seed, blocks: BLOCKS, operationsPerBlock: OPERATIONS_PER_BLOCK })
    for (const [name, { done, refused }] of result.operations) {
      const sum = totals.get(name) ?? { done: 0, refused: 0 }
      totals.set(name, { done: sum.done + done, refused: sum.refused + refused })
      executed += done + refused
    }
  }
  const rows = [...totals].map(([name, { done, refused }]) => `${name} ${done}/${refused}`)
  console.log(`executed ${executed} operations (done/refused): ${rows.join(', ')}`)
  expect(executed).toBe(SEEDS * BLOCKS * OPERATIONS_PER_BLOCK)
  for (const [name, { done, refused }] of totals) {
    expect.soft(done, `${name} done`).toBeGreaterThanOrEqual(FLOOR)
    expect.soft(refused, `${name} refused`).toBeGreaterThanOrEqual(FLOOR)
  }
}, 600_000)

test('a seed gives the same app hash every time', () => {
  const options = { seed: 7, blocks: 60, operationsPerBlock: 30 }
  expect(simulate(options).appHash).toBe(simulate(options).appHash)
  expect(simulate({ ...options, seed: 8 }).appHash).not.toBe(simulate(options).appHash)
})
