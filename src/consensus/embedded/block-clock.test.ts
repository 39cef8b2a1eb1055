import { describe, expect, test } from 'vitest'
import { BlockTimeError, createBlockClock } from './block-clock.ts'
import { createFakeClock } from './fake-clock.fixture.ts'

const START = 1_700_000_000_000

describe('the time of blocks', () => {
  test('is the wall clock, and always later than the block before', () => {
    const clock = createBlockClock(createFakeClock(START))
    expect(clock.next(START - 5)).toBe(START)
    expect(clock.next(START)).toBe(START + 1)
    expect(clock.next(START + 9_000)).toBe(START + 9_001)
  })

  test('goes ahead by what testers ask for, in all', async () => {
    const fake = createFakeClock(START)
    const clock = createBlockClock(fake)
    expect(clock.increase(3_600)).toBe(3_600)
    expect(clock.increase(60)).toBe(3_660)
    await fake.advance(500)
    expect(clock.next(START)).toBe(START + 3_660_500)
  })

  test('is set once and goes on from there', async () => {
    const fake = createFakeClock(START)
    const clock = createBlockClock(fake)
    clock.setNext(1_800_000_000, START)
    expect(clock.next(START)).toBe(1_800_000_000_000)
    await fake.advance(2_000)
    expect(clock.next(1_800_000_000_000)).toBe(1_800_000_002_000)
  })

  test('a chain that is ahead of the wall clock keeps its distance', async () => {
    const fake = createFakeClock(START)
    const clock = createBlockClock(fake)
    clock.catchUp(START + 86_400_000)
    await fake.advance(1_000)
    expect(clock.next(START + 86_400_000)).toBe(START + 86_401_000)
  })

  test.each([
    ['the second of the last block', 1_700_000_000, 'is not later than that of the last block'],
    ['half a second', 1_700_000_001.5, 'whole seconds'],
    ['the end of time', 8.65e12, 'time ends at'],
  ])('%s is refused', (_name, seconds, message) => {
    const clock = createBlockClock(createFakeClock(START))
    expect(() => clock.setNext(seconds, START)).toThrow(BlockTimeError)
    expect(() => clock.setNext(seconds, START)).toThrow(message)
  })

  test.each([[-1], [0.5], [Number.NaN]])('time does not go ahead by %s seconds', (seconds) => {
    const clock = createBlockClock(createFakeClock(START))
    expect(() => clock.increase(seconds)).toThrow(BlockTimeError)
    expect(clock.next(0)).toBe(START)
  })
})
