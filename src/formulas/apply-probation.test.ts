import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { applyProbation, applyProbationIotex2019 } from './apply-probation.ts'

describe('applyProbation', () => {
  test.each([
    ['a tenth stays at 90 %', 30n, 90, 3n],
    ['rounded down', 39n, 90, 3n],
    ['nothing lost at 0 %', 39n, 0, 39n],
    ['all lost at 100 %', 39n, 100, 0n],
    ['exact for large votes', coins(1_000_000), 90, coins(100_000)],
  ])('%s', (_, votesRau, intensity, expected) => {
    expect(applyProbation(votesRau, intensity)).toBe(expected)
  })

  test.each([-1, 101, 0.5])('%s percent is a programming error', (intensity) => {
    expect(() => applyProbation(1n, intensity)).toThrow('0 to 100 percent')
  })
})

describe('applyProbationIotex2019', () => {
  test('multiplies by the double nearest to (100 − intensity) / 100', () => {
    for (let intensity = 0; intensity <= 100; intensity++) {
      // Of a power of two nothing is rounded away, so the double itself shows.
      const votesRau = 1n << 120n
      const double = (100 - intensity) / 100
      expect(applyProbationIotex2019(votesRau, intensity)).toBe(BigInt(double * 2 ** 120))
    }
  })

  test('differs from the exact tenth for large votes', () => {
    const votesRau = coins(1_000_000)
    const difference = applyProbationIotex2019(votesRau, 90) - applyProbation(votesRau, 90)
    expect(difference).toBe(5_551_115n)
  })
})
