import { expect, test } from 'vitest'
import { readBucketSearch, readStakeSearch } from './stake-search.ts'

test.each([
  [{}, {}],
  [
    { delegate: 'airfoil', amount: '1250.5', days: 91, autoStake: false, step: 'sign' },
    { delegate: 'airfoil', amount: '1250.5', days: '91', autoStake: false, step: 'sign' },
  ],
  // What a browser made a float of is not taken for an amount.
  [{ amount: 1e21, days: '-1', autoStake: 'yes', step: 'done' }, {}],
  [{ amount: '1,000', delegate: '' }, {}],
])('%j is read as %j', (raw, search) => {
  expect(readStakeSearch(raw)).toEqual(search)
})

test.each([
  [
    { bucket: 3, delegate: 'airfoil' },
    { bucket: 3, delegate: 'airfoil' },
  ],
  [{ bucket: '3' }, { bucket: 3 }],
  [{ bucket: '3.5' }, {}],
  [{ bucket: -1 }, {}],
])('a bucket: %j is read as %j', (raw, search) => {
  expect(readBucketSearch(raw)).toEqual(search)
})
