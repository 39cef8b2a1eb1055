import { expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import type { Profile } from '../delegates/state.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf, createTestNetwork } from '../test-network.fixture.ts'
import type { Change } from './change.ts'
import { settleAgain } from './settle-again.ts'
import { afterCommissions, listVotes, shareByVotes } from './voter.ts'

const HALF: Change = {
  kind: 'policy',
  sets: [{ name: 'epochRewardRau', expected: `${coins(400)}`, value: `${coins(200)}` }],
  sunsetEpochs: 0,
}
const TEN_PERCENT = {
  blockCommissionBps: 0,
  epochCommissionBps: 1_000,
  bonusCommissionBps: 0,
} as Profile

test('half the reward, for Alice, Bob and Carol', () => {
  const network = createTestNetwork({
    delegates: [
      { name: 'alice', selfStakeCoins: 270 },
      { name: 'bob', selfStakeCoins: 100 },
    ],
    holders: { carol: 100 },
    rules: {
      consensusDelegates: 2,
      producers: 2,
      minStakeRau: coins(1),
      blockRewardRau: 0n,
      epochRewardRau: coins(400),
      foundationBonusRau: 0n,
    },
  })
  const { machine } = network
  const create = 'createStake(string,uint256,uint32,bool,uint8[])'
  network.call('carol', STAKING_ADDRESS, create, ['alice', coins(30), 0, false, []])
  network.advanceTo(24)
  const epochRewards = (change?: Change): readonly bigint[] =>
    machine.tryOut((context) => {
      const settled = settleAgain(context, 2, change)
      return 'gap' in settled ? [] : settled.delegates.map(({ epochRau }) => epochRau)
    })
  expect(epochRewards()).toEqual([coins(300), coins(100)])
  expect(epochRewards(HALF)).toEqual([coins(150), coins(50)])

  const [part] = listVotes(machine.world, addressOf('carol'))
  const shares = [300, 150].map((amount) =>
    shareByVotes(
      { blockRau: 0n, epochRau: coins(amount), foundationRau: 0n },
      must(part, 'carol votes'),
    ),
  )
  expect(shares.map(({ epochRau }) => epochRau)).toEqual([coins(30), coins(15)])
  const left = shares.map((share) => afterCommissions(share, TEN_PERCENT))
  expect(left).toEqual([coins(27), coins(27) / 2n])
})
