import { expect, test } from 'vitest'
import { createPacer, MAX_CATCH_UP_BLOCKS } from './pacer.ts'

test('delays of single blocks do not add up', () => {
  const pacer = createPacer(1_000, 100)
  expect(pacer.dueMs(1_000)).toBe(1_100)
  pacer.released()
  expect(pacer.dueMs(1_137)).toBe(1_200)
  pacer.released()
  expect(pacer.dueMs(1_299)).toBe(1_300)
})

test('after a pause a few blocks are made up for and the grid stays', () => {
  const pacer = createPacer(0, 100)
  const released: number[] = []
  const now = 5_050
  while (pacer.dueMs(now) <= now) {
    released.push(pacer.dueMs(now))
    pacer.released()
  }
  expect(released).toEqual([4_800, 4_900, 5_000])
  expect(released).toHaveLength(MAX_CATCH_UP_BLOCKS)
  expect(pacer.dueMs(now)).toBe(5_100)
})
