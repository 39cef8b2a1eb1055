import { expect, test } from 'vitest'
import { coins, RAU_PER_COIN } from '#base/integers.ts'
import { addressOf, createTestNetwork } from '../test-network.fixture.ts'
import { getFund } from '../rewards/fund.ts'

test('Alice sends Bob 10 coins; Bob cannot send 20', () => {
  const network = createTestNetwork({ holders: { Alice: 100 } })
  const before = getFund(network.machine.world).availableRau
  const transfer = network.sign('Alice', { to: addressOf('Bob'), valueRau: coins(10) })
  expect(network.machine.checkTx(transfer).code).toBe(0)
  const { receipts } = network.block({ transactions: [transfer] })
  expect(receipts[0]).toMatchObject({ status: 1, gasUsed: 10_000 })
  expect(network.balanceRau('Alice')).toBe((8_999n * RAU_PER_COIN) / 100n)
  expect(network.balanceRau('Bob')).toBe(coins(10))
  expect(getFund(network.machine.world).availableRau - before).toBe(RAU_PER_COIN / 100n)

  const tooMuch = network.sign('Bob', { to: addressOf('Alice'), valueRau: coins(20) })
  expect(network.machine.checkTx(tooMuch).log).toContain('insufficient funds')
  const skipped = network.block({ transactions: [tooMuch] })
  expect(skipped.receipts).toEqual([])
  expect(network.balanceRau('Bob')).toBe(coins(10))
})
