import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { MAX_MATURITY_EPOCHS } from '#params/governance-rules.ts'
import type { Rules } from '#params/rule-table.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import {
  createGovernanceNetwork,
  directiveFor,
  type GovernanceNetwork,
  setEpochReward,
  voteYes,
} from './governance.fixture.ts'
import { getAgedPower, powerAt } from './power.ts'
import { getPowerTotal, sumAll } from './power-totals.ts'
import { createRecount } from './recount.fixture.ts'
import { recordChanges } from './rule-changes.ts'

const BLOCKS_PER_EPOCH = 12

function stake(network: GovernanceNetwork, who: string, amount: number, days = 0, auto = false) {
  const values = ['bob', coins(amount), days, auto, []]
  expect(network.call(who, STAKING_ADDRESS, SIGNATURES.createStake, values).status).toBe(1)
}

/** Aged power in coins at the boundary that was last. */
function powerOf(network: GovernanceNetwork, who: string, maturity: number): bigint {
  const { world } = network.machine
  return getAgedPower(world, addressOf(who), network.epoch, maturity) / coins(1)
}

/** As a decision does: for the epoch after the next boundary at the earliest. */
function change(network: GovernanceNetwork, name: keyof Rules, value: string): void {
  const isOver = network.blocks.length % BLOCKS_PER_EPOCH === 0
  recordChanges(network.machine.world, network.epoch + (isOver ? 2 : 1), [{ name, value }])
}

/** Makes epochs and compares everything with the buckets at each block. */
function recounted(network: GovernanceNetwork, run: (endEpoch: () => void) => void): void {
  const recount = createRecount(network)
  run(() => {
    do {
      network.block()
      recount.look()
    } while (network.blocks.length % BLOCKS_PER_EPOCH !== 0)
  })
  expect(recount.done.get('total of power')).toBeGreaterThan(0)
}

describe('power', () => {
  test('of genesis counts as held ever since', () => {
    const network = createGovernanceNetwork()
    network.endEpoch()
    expect(powerOf(network, 'alice', 0)).toBe(3_000n)
    expect(powerOf(network, 'alice', 30)).toBe(3_000n)
  })

  test.each([0, 1, 2, 3])('that is new counts after %i epochs', (maturity) => {
    const network = createGovernanceNetwork()
    network.block()
    stake(network, 'dora', 500)
    for (let i = 0; i <= 4; i++) {
      network.endEpoch()
      expect(powerOf(network, 'dora', maturity)).toBe(i >= maturity ? 500n : 0n)
    }
  })

  test('is the less of two boundaries: what is gone does not count, nor what came between', () => {
    const network = createGovernanceNetwork()
    network.block()
    stake(network, 'dora', 500)
    network.endEpoch(3)
    network.block()
    stake(network, 'dora', 300)
    network.endEpoch()
    expect(powerOf(network, 'dora', 2)).toBe(500n)
    network.block()
    network.call('dora', STAKING_ADDRESS, SIGNATURES.unstake, [3, []])
    network.endEpoch()
    expect(powerOf(network, 'dora', 2)).toBe(300n)
  })

  test('does not see what happens between the two', () => {
    const network = createGovernanceNetwork()
    network.block()
    stake(network, 'dora', 500)
    network.endEpoch(2)
    network.block()
    const give = (from: string, to: string): void =>
      void network.call(from, STAKING_ADDRESS, SIGNATURES.transferStake, [addressOf(to), 3, []])
    give('dora', 'emil')
    network.endEpoch()
    network.block()
    give('emil', 'dora')
    network.endEpoch()
    expect(powerOf(network, 'dora', 2)).toBe(500n)
    expect(powerOf(network, 'dora', 1)).toBe(0n)
    expect(powerOf(network, 'emil', 1)).toBe(0n)
  })

  test('of a snapshot is the same whatever its owner does later', () => {
    const network = createGovernanceNetwork({ policyNoticeEpochs: 2, policyVotingEpochs: 8 })
    network.block()
    stake(network, 'dora', 500)
    network.endEpoch(2)
    const id = network.propose('emil', setEpochReward(9_000))
    network.until(id, 'support')
    network.support('alice', id)
    network.until(id, 'qualified')
    network.block()
    network.call('dora', STAKING_ADDRESS, SIGNATURES.unstake, [3, []])
    stake(network, 'emil', 5_000)
    stake(network, 'alice', 5_000)
    change(network, 'lockBonusCapPercent', '100')
    change(network, 'excludedAccounts', addressOf('carol'))
    network.until(id, 'voting')
    network.endEpoch(5)
    network.block()
    expect(network.proposal(id).totalRau).toBe(coins(6_500))
    for (const who of ['alice', 'bob', 'carol', 'dora']) network.vote(who, id, 10_000, 0)
    expect(network.vote('emil', id, 10_000, 0).code).toBe(524)
    expect(network.tally(id).yesRau).toBe(coins(6_500))
  })
})

describe('what is kept of an account', () => {
  test('is no more than what can still be asked for', () => {
    const network = createGovernanceNetwork({
      blocksPerEpoch: 6,
      electionLeadBlocks: 2,
      minStakeRau: 1n,
    })
    const { governance } = network.machine.world
    for (let i = 0; i < MAX_MATURITY_EPOCHS + 12; i++) {
      network.endEpoch()
      stake(network, 'dora', 1)
    }
    const points = governance.powers.get(addressOf('dora')) ?? []
    expect(points.length).toBeLessThanOrEqual(MAX_MATURITY_EPOCHS + 3)
    expect(points.length).toBeGreaterThan(MAX_MATURITY_EPOCHS)
    expect(points.at(-1)?.powerRau).toBe(coins(MAX_MATURITY_EPOCHS + 12))
  })

  test('reaches back to the snapshot of every vote that is open', () => {
    const network = createGovernanceNetwork({ policyVotingEpochs: 12 })
    network.block()
    stake(network, 'dora', 700)
    network.endEpoch(2)
    const id = network.propose('emil', setEpochReward(9_000))
    network.open(id)
    for (let i = 0; i < 10; i++) {
      stake(network, 'dora', 100)
      network.endEpoch()
      network.block()
    }
    network.vote('dora', id, 10_000, 0)
    expect(network.tally(id).yesRau).toBe(coins(700))
  })

  test('is enough for a longer maturity that is decided later', () => {
    const network = createGovernanceNetwork({ policyMaturityEpochs: 1 })
    const { world } = network.machine
    for (let i = 0; i < 6; i++) {
      stake(network, 'dora', 100)
      network.endEpoch()
    }
    world.params.changes.set(network.epoch + 2, [{ name: 'policyMaturityEpochs', value: '5' }])
    network.endEpoch(3)
    const { epoch } = network
    const total = world.governance.powerTotals
      .get(0)
      ?.totals.find((one) => one.maturityEpochs === 5)
    // Genesis gave 6,000; dora staked 100 in each of six epochs, and five epochs ago she had four of them.
    expect(epoch - 5).toBe(4)
    expect(total?.totalRau).toBe(coins(6_000 + 400))
  })

  test('answers for epochs before the first', () => {
    expect(powerAt([{ epoch: 0, powerRau: 5n }], -3)).toBe(5n)
    expect(powerAt([{ epoch: 1, powerRau: 5n }], -3)).toBe(0n)
    expect(powerAt(undefined, 3)).toBe(0n)
  })
})

describe('what is kept', () => {
  test('is not held back by a directive that nobody does, nor by a long timelock', () => {
    const network = createGovernanceNetwork({ directiveMaturityEpochs: 1 })
    const { governance } = network.machine.world
    const id = network.propose('dora', directiveFor('emil', 3))
    network.open(id)
    const { qualifiedEpoch } = network.proposal(id)
    voteYes(network, id)
    network.until(id, 'assigned')
    network.endEpoch(qualifiedEpoch + 101 - network.epoch)
    expect(network.proposal(id)).toMatchObject({ state: 'assigned', overdue: true })
    expect(governance.register.get(0)?.powerHorizon).toBe(network.epoch - 100)
    for (let i = 0; i < 2; i++) {
      network.endEpoch()
      network.block()
      stake(network, 'alice', 100)
    }
    expect(governance.powers.get(addressOf('alice'))).toHaveLength(3)
  })

  test('is held for a vote as long as it is open', () => {
    const network = createGovernanceNetwork({ policyVotingEpochs: 110, policyMaturityEpochs: 2 })
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    network.endEpoch(105)
    const { qualifiedEpoch } = network.proposal(id)
    const { governance } = network.machine.world
    expect(governance.register.get(0)?.powerHorizon).toBe(qualifiedEpoch - 2)
  })
})

describe('excluded accounts', () => {
  test('have no power, support nothing, vote on nothing, and do not count in the total', () => {
    const network = createGovernanceNetwork({ excludedAccounts: addressOf('bob') })
    const id = network.propose('dora', setEpochReward(9_000))
    network.until(id, 'support')
    expect(network.support('bob', id).code).toBe(524)
    network.support('alice', id)
    network.until(id, 'voting')
    expect(network.proposal(id).totalRau).toBe(coins(4_000))
    expect(network.vote('bob', id, 10_000, 0).code).toBe(524)
  })

  test('come and go with the list while proposals look for support', () => {
    const network = createGovernanceNetwork({ policyMinSupporters: 9 })
    recounted(network, (endEpoch) => {
      endEpoch()
      const id = network.propose('dora', setEpochReward(9_000))
      endEpoch()
      endEpoch()
      network.support('alice', id)
      network.support('bob', id, true)
      change(network, 'excludedAccounts', addressOf('bob'))
      endEpoch()
      expect(network.tally(id)).toMatchObject({ supportRau: coins(5_000), supporters: 2 })
      endEpoch()
      expect(network.tally(id)).toMatchObject({ supportRau: coins(3_000), supporters: 1 })
      change(network, 'excludedAccounts', '')
      endEpoch()
      endEpoch()
      expect(network.tally(id)).toMatchObject({ supportRau: coins(5_000), supporters: 2 })
    })
  })
})

describe('the bonus for a long lock', () => {
  test('counts up to its cap, and a new cap weighs all anew from the next epoch on', () => {
    const network = createGovernanceNetwork({ policyMaturityEpochs: 0 })
    const { world } = network.machine
    recounted(network, (endEpoch) => {
      network.block()
      stake(network, 'dora', 1_000, 1_000, true)
      endEpoch()
      expect(powerOf(network, 'dora', 0)).toBe(1_000n)
      change(network, 'lockBonusCapPercent', '10')
      endEpoch()
      // At the last boundary of the old cap the old weight counts.
      expect(powerOf(network, 'dora', 0)).toBe(1_000n)
      endEpoch()
      expect(powerOf(network, 'dora', 0)).toBe(1_100n)
      expect(powerOf(network, 'dora', 1)).toBe(1_000n)
      expect(getPowerTotal(world, 0)).toBe(coins(7_100))
      change(network, 'lockBonusCapPercent', '100')
      endEpoch()
      endEpoch()
      const all = powerOf(network, 'dora', 0)
      expect(all > 1_100n && all < 2_000n).toBe(true)
      change(network, 'lockBonusCapPercent', '0')
      endEpoch()
      endEpoch()
      expect(powerOf(network, 'dora', 0)).toBe(1_000n)
      expect(sumAll(world, network.epoch, 0)).toBe(coins(7_000))
    })
  })
})
