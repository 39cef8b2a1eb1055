import { describe, expect, test } from 'vitest'
import {
  computeExpectedBlocks,
  computeProbation,
  isUnproductive,
  pushUnproductive,
} from './probation.ts'

describe('isUnproductive', () => {
  test.each([
    ['all made', 15, 15, false],
    ['86 %', 13, 15, false],
    ['80 %', 12, 15, true],
    ['just below the threshold, rounded down', 8499, 10_000, true],
    ['at the threshold', 85, 100, false],
    ['none made', 0, 15, true],
    ['none expected', 0, 0, false],
    ['more than expected', 16, 15, false],
  ])('%s', (_, produced, expected, unproductive) => {
    expect(isUnproductive(produced, expected, 85)).toBe(unproductive)
  })
})

test('the expected share is rounded down', () => {
  expect(computeExpectedBlocks(360, 24)).toBe(15)
  expect(computeExpectedBlocks(359, 24)).toBe(14)
})

describe('the window', () => {
  test('forgets what is older than its epochs, and an empty list counts as an epoch', () => {
    let window: readonly (readonly string[])[] = []
    for (const list of [['a'], ['a', 'b'], [], ['c']]) window = pushUnproductive(window, list, 3)
    expect(window).toEqual([['a', 'b'], [], ['c']])
    window = pushUnproductive(window, [], 3)
    expect(computeProbation(window)).toEqual([{ id: 'c', unproductiveEpochs: 1 }])
  })

  test('counts a delegate once for each epoch, and lists by id', () => {
    expect(computeProbation([['b', 'a', 'b'], ['a'], []])).toEqual([
      { id: 'a', unproductiveEpochs: 2 },
      { id: 'b', unproductiveEpochs: 1 },
    ])
    expect(computeProbation([])).toEqual([])
  })
})
