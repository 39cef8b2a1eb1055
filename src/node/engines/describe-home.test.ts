import { expect, test } from 'vitest'
import { testGenesis } from '../test-network.fixture.ts'
import { computeRetainHeight } from './describe-home.ts'

// Stake is bound for a day, which is 144 blocks of ten minutes.
const config = { genesis: testGenesis({ blockIntervalMs: 600_000, unstakeWaitSeconds: 86_400 }) }

test.each([
  ['what the state needs is kept', 500, 1_000, 500],
  ['blocks in which misbehaviour counts are kept', 990, 1_000, 856],
  ['all are kept as long as the chain is young', 90, 100, 0],
  ['all are kept when that is wanted', 0, 1_000, 0],
])('%s', (_name, wanted, height, expected) => {
  expect(computeRetainHeight(config, wanted, height)).toBe(expected)
})
