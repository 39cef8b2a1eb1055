import { expect, test } from 'vitest'
import { createAppHashes } from './app-hashes.ts'

test('tells of a divergence when it is seen first and when another node joins it', () => {
  const hashes = createAppHashes()
  expect(hashes.note('n1', 7, '0xaa')).toBeUndefined()
  expect(hashes.note('n2', 7, '0xaa')).toBeUndefined()
  expect(hashes.note('n3', 8, '0xbb')).toBeUndefined()
  const groups = [
    { appHash: '0xaa', nodes: ['n1', 'n2'] },
    { appHash: '0xcc', nodes: ['n3'] },
  ]
  expect(hashes.note('n3', 7, '0xcc')).toEqual({ height: 7, groups })
  expect(hashes.note('n3', 7, '0xcc')).toBeUndefined()
  expect(hashes.note('n1', 7, '0xaa')).toBeUndefined()
  expect(hashes.note('n4', 7, '0xcc')?.groups[1]?.nodes).toEqual(['n3', 'n4'])
  expect(hashes.divergences().map((one) => one.height)).toEqual([7])
})

test('forgets old heights, but no divergence', () => {
  const hashes = createAppHashes()
  hashes.note('n1', 1, '0xaa')
  hashes.note('n2', 1, '0xbb')
  hashes.note('n1', 2, '0xaa')
  for (let height = 3; height <= 2_000; height++) hashes.note('n1', height, '0xaa')
  expect(hashes.divergences().map((one) => one.height)).toEqual([1])
  // Height 2 is forgotten: another hash stands alone.
  expect(hashes.note('n2', 2, '0xbb')).toBeUndefined()
})
