import { describe, expect, test } from 'vitest'
import { actionsFor } from './bucket-steps.ts'
import { type LockFields, lockOf } from './lock.ts'

const START = 1_000_000
const DAY = 86_400

const locked: LockFields = {
  state: 'staked',
  autoStake: false,
  stakedSeconds: START,
  durationDays: 2,
  withdrawableSeconds: null,
}
const unlocked: LockFields = { ...locked, state: 'unstaked', withdrawableSeconds: START + 10 * DAY }

test.each([
  ['auto-stake never runs down', { ...locked, autoStake: true }, 99 * DAY, { kind: 'held' }],
  ['a second before its end', locked, 2 * DAY - 1, { kind: 'running', atSeconds: START + 2 * DAY }],
  ['at its end', locked, 2 * DAY, { kind: 'over' }],
  ['without a duration', { ...locked, durationDays: 0 }, 0, { kind: 'over' }],
  ['a second too early', unlocked, 10 * DAY - 1, { kind: 'waiting', atSeconds: START + 10 * DAY }],
  ['when the wait is over', unlocked, 10 * DAY, { kind: 'free' }],
  ['gone', { ...locked, state: 'withdrawn' as const }, 0, { kind: 'withdrawn' }],
])('%s', (_, bucket, sinceSeconds, lock) => {
  expect(lockOf(bucket, START + sinceSeconds)).toEqual(lock)
})

describe('what can be done with a bucket', () => {
  test.each([
    ['held', 'move'],
    ['over', 'unlock'],
    ['free', 'withdraw'],
  ] as const)('%s: first of all %s', (kind, action) => {
    expect(actionsFor({ kind })[0]).toBe(action)
  })

  test('nothing with one that is gone', () => {
    expect(actionsFor({ kind: 'withdrawn' })).toEqual([])
  })
})
