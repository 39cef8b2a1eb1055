import { describe, expect, test } from 'vitest'
import {
  type EpochEra,
  endHeight,
  epochOf,
  findEpochErasFault,
  startHeight,
} from './epoch-arithmetic.ts'

const ERAS: readonly EpochEra[] = [
  { startHeight: 1, startEpoch: 1, blocksPerEpoch: 10 },
  { startHeight: 31, startEpoch: 4, blocksPerEpoch: 4 },
  { startHeight: 39, startEpoch: 6, blocksPerEpoch: 1 },
]

test('every height lies in its epoch, and epochs follow one another without a gap', () => {
  expect(startHeight(ERAS, 1)).toBe(1)
  for (let epoch = 1; epoch <= 20; epoch++) {
    expect(startHeight(ERAS, epoch + 1)).toBe(endHeight(ERAS, epoch) + 1)
    for (let height = startHeight(ERAS, epoch); height <= endHeight(ERAS, epoch); height++) {
      expect(epochOf(ERAS, height)).toBe(epoch)
    }
  }
  expect([3, 4, 5, 6, 7].map((epoch) => endHeight(ERAS, epoch))).toEqual([30, 34, 38, 39, 40])
})

describe('eras that do not fit together', () => {
  const first = { startHeight: 1, startEpoch: 1, blocksPerEpoch: 10 }
  test.each<readonly [string, readonly EpochEra[], string | undefined]>([
    ['good', ERAS, undefined],
    ['none', [], 'no-era'],
    ['a start at 2', [{ ...first, startHeight: 2 }], 'wrong-start'],
    ['a start with epoch 0', [{ ...first, startEpoch: 0 }], 'wrong-start'],
    ['no blocks', [{ ...first, blocksPerEpoch: 0 }], 'wrong-length'],
    ['half a block', [{ ...first, blocksPerEpoch: 1.5 }], 'wrong-length'],
    [
      'inside an epoch',
      [first, { startHeight: 12, startEpoch: 2, blocksPerEpoch: 4 }],
      'not-at-an-epoch-start',
    ],
    [
      'a wrong count',
      [first, { startHeight: 11, startEpoch: 3, blocksPerEpoch: 4 }],
      'not-at-an-epoch-start',
    ],
    [
      'backwards',
      [first, { startHeight: 1, startEpoch: 1, blocksPerEpoch: 4 }],
      'not-at-an-epoch-start',
    ],
  ])('%s', (_, eras, fault) => expect(findEpochErasFault(eras)).toBe(fault))
})
