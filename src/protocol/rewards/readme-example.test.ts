import { expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { addressOf, createTestNetwork } from '../test-network.fixture.ts'
import { getFund, getUnclaimedRau, grant, payOldestDebt } from './fund.ts'
import { CLAIM_TOO_LARGE } from './status.ts'

test('a fund of 100 grants 60 and 60, and pays the debt first', () => {
  const network = createTestNetwork({
    rewardFundCoins: 100,
    holders: { 'alice reward': 1, carol: 31 },
  })
  const { world } = network.machine
  const reward = (name: string) => addressOf(`${name} reward`)
  for (const name of ['alice', 'bob']) {
    grant(world, {
      epoch: 1,
      kind: 'epoch',
      delegate: network.id(name),
      reward: reward(name),
      amountRau: coins(60),
    })
  }
  expect(getUnclaimedRau(world, reward('alice'))).toBe(coins(60))
  expect(getUnclaimedRau(world, reward('bob'))).toBe(coins(40))
  expect(getFund(world)).toMatchObject({
    availableRau: 0n,
    unclaimedRau: coins(100),
    owedRau: coins(20),
  })
  const claim = network.call('alice reward', REWARDING_ADDRESS, 'claim(uint256,uint8[])', [
    coins(50),
    [],
  ])
  expect(claim.status).toBe(1)
  expect(getUnclaimedRau(world, reward('alice'))).toBe(coins(10))
  const tooMuch = network.call('alice reward', REWARDING_ADDRESS, 'claim(uint256,uint8[])', [
    coins(11),
    [],
  ])
  expect(tooMuch).toMatchObject({ status: 0, code: CLAIM_TOO_LARGE.code, logs: [] })

  const fees = getFund(world).availableRau
  const given = network.call('carol', REWARDING_ADDRESS, 'deposit(uint256,uint8[])', [
    coins(30),
    [],
  ])
  expect(given.status).toBe(1)
  const feeRau = BigInt(given.gasUsed) * given.gasPriceRau
  expect(getFund(world).availableRau).toBe(fees + feeRau + coins(30))
  expect(payOldestDebt(world)).toMatchObject({ paidRau: coins(20) })
  expect(getFund(world)).toMatchObject({ owedRau: 0n, availableRau: fees + feeRau + coins(10) })
  expect(getUnclaimedRau(world, reward('bob'))).toBe(coins(60))
  expect(payOldestDebt(world)).toBeUndefined()
})

test('an epoch pays block rewards, shares by votes and the bonus, and says so in logs', () => {
  const network = createTestNetwork({
    rules: { epochRewardRau: coins(600), foundationBonusRau: coins(5) },
  })
  network.advanceTo(12)
  const { world } = network.machine
  const settlement = world.rewards.settlements.get(1)
  // 11 blocks are counted: the round of the twelfth becomes known in the thirteenth.
  expect(settlement).toMatchObject({
    blockRau: 11n * coins(8),
    epochRau: coins(600),
    foundationRau: coins(15),
    owedRau: 0n,
  })
  const produced =
    world.liveness.history.get(1)?.find((row) => row.delegate === network.id('alice'))?.produced ??
    0
  expect(getUnclaimedRau(world, addressOf('alice reward'))).toBe(coins(300 + 5 + 8 * produced))
  expect(
    network.blocks[11]?.systemLogs.filter((log) => log.address === REWARDING_ADDRESS),
  ).toHaveLength(10)
})
