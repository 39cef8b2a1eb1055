import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { getFund } from '../rewards/fund.ts'
import { COMMUNITY_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  type GovernanceNetwork,
  payTo,
} from './governance.fixture.ts'
import type { Payload } from './payload.ts'
import { getCommunityRau } from './treasury.ts'

function enact(network: GovernanceNetwork, payload: Payload, sender = 'dora'): void {
  const id = network.propose(sender, payload)
  confirm(network, id)
  network.until(id, 'actioned')
}

function setHeld(network: GovernanceNetwork, expected: string, value: string): void {
  enact(network, {
    kind: 'policy',
    sets: [{ name: 'heldPayees', expected, value }],
    sunsetEpochs: 0,
  })
}

function fund(network: GovernanceNetwork): bigint {
  return getCommunityRau(network.machine.world)
}

/** What the events say of payments to an account: paid, owed, epochs left. */
function payments(network: GovernanceNetwork): readonly (readonly unknown[])[] {
  return findLogs(network, 'TreasuryPaid').map(({ args }) => [
    (args[2] as bigint) / coins(1),
    (args[3] as bigint) / coins(1),
    args[4],
  ])
}

describe('the community fund', () => {
  test('gets its share of the epoch reward, and delegates share the rest', () => {
    const network = createGovernanceNetwork({ communitySharePermille: 200 })
    network.endEpoch()
    expect(fund(network)).toBe(coins(3_750))
    const grants = findLogs(network, 'RewardGranted').map(({ args }) => args)
    const given = (kind: number): bigint =>
      grants.filter((one) => one[3] === kind).reduce((sum, one) => sum + (one[4] as bigint), 0n)
    const community = grants.filter((one) => one[1] === COMMUNITY_ADDRESS)
    expect(community.map((one) => one[4])).toEqual([coins(3_750)])
    expect(given(1)).toBeLessThanOrEqual(coins(15_000))
    expect(given(1)).toBeGreaterThan(coins(14_999))
    const settled = network.machine.world.rewards.settlements.get(1)
    expect(settled?.epochRau).toBe(given(1) + coins(3_750))
  })

  test('gets nothing without a share', () => {
    const network = createGovernanceNetwork()
    network.endEpoch(2)
    expect(fund(network)).toBe(0n)
  })

  test('cannot be claimed by anybody', () => {
    const network = createGovernanceNetwork({ communitySharePermille: 200 })
    network.endEpoch()
    network.block()
    const values = [coins(1), COMMUNITY_ADDRESS, []]
    const receipt = network.call(
      'dora',
      REWARDING_ADDRESS,
      'claimFor(uint256,string,uint8[])',
      values,
    )
    expect(receipt.status).toBe(0)
    expect(fund(network)).toBe(coins(3_750))
  })
})

describe('a treasury payment', () => {
  test('is made at the boundary of its action, and at each after it', () => {
    const network = createGovernanceNetwork({ communitySharePermille: 200 })
    const before = network.balanceRau('emil')
    enact(network, payTo('emil', 100, 3))
    expect(network.balanceRau('emil') - before).toBe(coins(100))
    network.endEpoch(5)
    expect(network.balanceRau('emil') - before).toBe(coins(300))
    expect(payments(network)).toEqual([
      [100n, 0n, 2],
      [100n, 0n, 1],
      [100n, 0n, 0],
    ])
  })

  test('that the fund cannot cover is owed, carried on, and paid when there is something', () => {
    // 187.5 coins come in with each epoch; 12 epochs or so before the action are spent by a first payment.
    const network = createGovernanceNetwork({ communitySharePermille: 10, maxLivePerProposer: 3 })
    enact(network, payTo('carol', 100_000, 1), 'carol')
    const carried = fund(network)
    expect(carried).toBe(0n)
    const { world } = network.machine
    const [stream] = [world.governance.streams.get(0)]
    const owed = stream?.owedRau ?? 0n
    expect(owed).toBe(coins(100_000) - (stream?.paidRau ?? 0n))
    const balance = network.balanceRau('carol')
    network.endEpoch()
    expect(network.balanceRau('carol') - balance).toBe(coins(187) + coins(1) / 2n)
    expect(world.governance.streams.get(0)).toMatchObject({
      owedRau: owed - coins(187) - coins(1) / 2n,
      epochsLeft: 0,
    })
    expect(getFund(world).unclaimedRau).toBeLessThanOrEqual(
      getBalanceRau(world.accounts, REWARDING_ADDRESS),
    )
  })

  test('stands still as long as a policy holds its account, and goes on after it', () => {
    const network = createGovernanceNetwork({ communitySharePermille: 200 })
    enact(network, payTo('emil', 100, 60))
    const emil = addressOf('emil')
    setHeld(network, '', emil)
    const { streams } = network.machine.world.governance
    // The list is in force from the second epoch after the action.
    network.endEpoch()
    const before = streams.get(0)
    expect(before?.epochsLeft).toBeGreaterThan(0)
    network.endEpoch(3)
    expect(streams.get(0)).toEqual(before)
    setHeld(network, emil, '')
    network.endEpoch()
    expect(streams.get(0)).toEqual(before)
    network.endEpoch()
    expect(streams.get(0)).toEqual({
      ...before,
      epochsLeft: (before?.epochsLeft ?? 0) - 1,
      paidRau: (before?.paidRau ?? 0n) + coins(100),
    })
  })

  test('of the oldest decision comes first', () => {
    const network = createGovernanceNetwork({ communitySharePermille: 10 })
    const first = network.propose('carol', payTo('carol', 2_000, 1))
    const second = network.propose('dora', payTo('emil', 2_000, 1))
    network.until(second, 'support')
    for (const id of [first, second]) network.support('alice', id)
    network.until(second, 'voting')
    for (const id of [first, second]) network.vote('alice', id, 10_000, 0)
    network.until(second, 'actioned')
    const { streams } = network.machine.world.governance
    expect(streams.get(0)?.proposal).toBe(first)
    expect(streams.get(1)).toMatchObject({ paidRau: 0n, owedRau: coins(2_000) })
    for (let i = 0; i < 20 && (streams.get(0)?.owedRau ?? 0n) > 0n; i++) {
      expect(streams.get(1)?.paidRau).toBe(0n)
      network.endEpoch()
    }
    network.endEpoch()
    expect(streams.get(0)?.paidRau).toBe(coins(2_000))
    expect(streams.get(1)?.paidRau).toBeGreaterThan(0n)
  })
})
