import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '#state/store/memory-store.ts'
import type { BlockContext } from '../action.ts'
import { openWorld } from '../world.ts'
import { processPace, releaseTimeMs } from './pace.ts'

function createChain() {
  const world = openWorld(createMemoryStore())
  let height = 0
  const block = (timeMs: number, blockIntervalMs = 1_000): number | undefined => {
    height++
    processPace({ world, rules: { blockIntervalMs }, height, timeMs } as unknown as BlockContext)
    return releaseTimeMs(world, height + 1)
  }
  return { world, block }
}

describe('the timetable of blocks', () => {
  test('begins with the first block', () => {
    const { world, block } = createChain()
    expect(releaseTimeMs(world, 1)).toBeUndefined()
    expect(block(50_000)).toBe(52_000)
  })

  test('is absolute: a late block does not move those behind it', () => {
    const { block } = createChain()
    block(50_000)
    expect(block(51_900)).toBe(53_000)
    expect(block(52_100)).toBe(54_000)
  })

  test('begins anew after a standstill of more than ten intervals, and not before', () => {
    const { block } = createChain()
    block(50_000)
    expect(block(61_000)).toBe(53_000)
    expect(block(62_001)).toBe(64_001)
    expect(block(63_001)).toBe(65_001)
  })

  test('begins anew when blocks are far ahead of it', () => {
    const { block } = createChain()
    block(50_000)
    for (let n = 0; n < 9; n++) block(50_001)
    expect(block(50_001)).toBe(62_000)
    expect(block(50_001)).toBe(52_001)
  })

  test('begins anew with another interval', () => {
    const { block } = createChain()
    block(50_000)
    expect(block(51_000, 500)).toBe(52_000)
    expect(block(51_600, 500)).toBe(52_500)
  })
})
