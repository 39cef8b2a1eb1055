import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { NO_BUCKET } from '../delegates/state.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { account, createNetwork, START_SECONDS } from './staking.fixture.ts'
import { getTotals, getVotesRau } from './votes.ts'

const VOTE = {
  delegate: 'bena',
  owner: account('bob'),
  amountRau: coins(10),
  durationDays: 0,
  autoStake: false,
}

test('buckets, votes, self-stakes and coins of genesis', () => {
  const { world } = createNetwork({ buckets: [VOTE] })
  expect(getTotals(world)).toEqual({ nextIndex: 3, amountRau: coins(4_000_010) })
  expect(getBalanceRau(world.accounts, STAKING_ADDRESS)).toBe(coins(4_000_010))
  expect(world.staking.buckets.get(2)).toEqual({
    index: 2,
    delegate: account('ben'),
    owner: account('bob'),
    amountRau: coins(10),
    durationDays: 0,
    autoStake: false,
    createdSeconds: START_SECONDS,
    stakedSeconds: START_SECONDS,
    unstakedSeconds: 0,
  })
  expect(getVotesRau(world, account('ben')) - getVotesRau(world, account('ann'))).toBe(coins(10))
  expect(world.delegates.delegates.get(account('ann'))).toMatchObject({
    registration: 1,
    selfStakeBucket: 0,
    selfStakeRau: coins(2_000_000),
  })
  expect(world.delegates.totals.get(0)).toEqual({
    nextRegistration: 3,
    exitHead: 0,
    exitTail: 0,
    lastExitEpoch: 0,
  })
})

test('a delegate may come without self-stake: its bucket is then an ordinary one', () => {
  const { world } = createNetwork({ delegates: [{}, { selfStakeBucket: undefined }] })
  expect(world.delegates.delegates.get(account('ben'))?.selfStakeBucket).toBe(NO_BUCKET)
  expect(getVotesRau(world, account('ben'))).toBeLessThan(getVotesRau(world, account('ann')))
})
