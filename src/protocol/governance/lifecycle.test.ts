import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { getRules } from '../params/rules.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import { createGovernanceNetwork, setRule } from './governance.fixture.ts'

describe('a policy', () => {
  test('goes from proposal to action, and the next settlement pays by it', () => {
    const network = createGovernanceNetwork()
    const { world } = network.machine
    const before = network.balanceRau('dora')
    const id = network.propose(
      'dora',
      setRule('epochRewardRau', `${coins(18_750)}`, `${coins(9_000)}`),
    )
    expect(network.proposal(id)).toMatchObject({
      state: 'submitted',
      class: 'policy',
      short: false,
    })
    expect(getBalanceRau(world.accounts, GOVERNANCE_ADDRESS)).toBe(coins(100))
    network.open(id)
    expect(network.proposal(id).totalRau).toBe(coins(6_000))
    expect(network.vote('alice', id, 10_000, 0).status).toBe(1)
    expect(network.vote('carol', id, 0, 10_000).status).toBe(1)
    expect(network.vote('dora', id, 10_000, 0)).toMatchObject({ status: 0, code: 524 })
    expect(network.tally(id)).toMatchObject({ yesRau: coins(3_000), noRau: coins(1_000) })
    network.until(id, 'actioned')
    const enactment = world.governance.enactments.get(id)
    expect(enactment?.changes).toEqual([
      { name: 'epochRewardRau', before: `${coins(18_750)}`, after: `${coins(9_000)}` },
    ])
    const fromEpoch = enactment?.fromEpoch ?? 0
    expect(getRules(world, fromEpoch - 1).epochRewardRau).toBe(coins(18_750))
    while (network.epoch < fromEpoch) network.endEpoch()
    expect(world.rewards.settlements.get(fromEpoch - 1)?.epochRau).toBeGreaterThan(coins(18_749))
    const paidRau = world.rewards.settlements.get(fromEpoch)?.epochRau ?? 0n
    expect(paidRau <= coins(9_000) && paidRau > coins(8_999)).toBe(true)
    // The deposit is back; what is gone are the fees.
    expect(before - network.balanceRau('dora')).toBeLessThan(coins(2))
    expect(getBalanceRau(world.accounts, GOVERNANCE_ADDRESS)).toBe(0n)
    expect(network.balanceRau('dora')).toBe(getBalanceRau(world.accounts, addressOf('dora')))
  })
})
