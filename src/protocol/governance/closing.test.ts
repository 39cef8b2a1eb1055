import { describe, expect, test } from 'vitest'
import type { Rules } from '#params/rule-table.ts'
import { addressOf } from '../test-network.fixture.ts'
import { recordChanges } from './rule-changes.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  setEpochReward,
} from './governance.fixture.ts'

const RULES = {
  policyVotingEpochs: 4,
  closingWindowEpochs: 2,
  extensionEpochs: 2,
  maxExtensionEpochs: 5,
}

/** A vote of four epochs that has just opened; bob is against. */
function open(rules: Partial<Rules> = {}): { network: GovernanceNetwork; id: number } {
  const network = createGovernanceNetwork({ ...RULES, ...rules })
  const id = network.propose('dora', setEpochReward(9_000))
  network.open(id)
  network.block()
  network.vote('bob', id, 0, 10_000)
  return { network, id }
}

/** Goes to the epoch in which the vote ends, or to so many before it. */
function goToEnd(network: GovernanceNetwork, id: number, before = 0): void {
  // The first block of an epoch comes after the last one of that before.
  while (network.epoch < network.proposal(id).voteEndEpoch - before - 1) network.endEpoch()
  while (network.epoch < network.proposal(id).voteEndEpoch - before) network.block()
}

describe('an outcome that turns to passing', () => {
  test.each([
    ['in the last epoch', 0, 'extended'],
    ['in the first epoch of the window', 1, 'extended'],
    ['just before the window', 2, 'tallying'],
  ] as const)('%s', (_, before, state) => {
    const { network, id } = open()
    goToEnd(network, id, before)
    network.vote('alice', id, 10_000, 0)
    const { voteEndEpoch } = network.proposal(id)
    while (network.proposal(id).state === 'voting') network.endEpoch()
    expect(network.proposal(id).state).toBe(state)
    expect(network.proposal(id).voteEndEpoch).toBe(voteEndEpoch + (state === 'extended' ? 2 : 0))
  })

  test('and back again extends nothing', () => {
    const { network, id } = open()
    goToEnd(network, id)
    network.vote('alice', id, 10_000, 0)
    network.vote('alice', id, 0, 10_000)
    network.endEpoch()
    expect(network.proposal(id).state).toBe('tallying')
  })

  test('by reaching the quorum extends, too', () => {
    const { network, id } = open({ policyTurnoutQuorumBps: 8_000 })
    network.vote('bob', id, 10_000, 0)
    goToEnd(network, id)
    network.vote('alice', id, 10_000, 0)
    network.endEpoch()
    expect(network.proposal(id).state).toBe('extended')
  })

  test('extends again and again, but not beyond the most', () => {
    const { network, id } = open()
    const { openedEpoch } = network.proposal(id)
    for (let i = 0; i < 4; i++) {
      goToEnd(network, id)
      if (network.proposal(id).state === 'tallying') break
      network.vote('alice', id, 0, 10_000)
      network.vote('alice', id, 10_000, 0)
      network.endEpoch()
    }
    network.block()
    expect(network.proposal(id)).toMatchObject({
      state: 'confirmed',
      extendedEpochs: 4,
      voteEndEpoch: openedEpoch + 4 + 4,
    })
  })

  test.each([
    ['there is no extension', { extensionEpochs: 0 }],
    ['one would be longer than all may be', { maxExtensionEpochs: 1 }],
    ['there is no window', { closingWindowEpochs: 0 }],
  ])('extends nothing where %s', (_, rules) => {
    const { network, id } = open(rules)
    goToEnd(network, id)
    network.vote('alice', id, 10_000, 0)
    network.endEpoch()
    expect(network.proposal(id).state).toBe('tallying')
  })
})

/** Everybody who is named lets carol vote, before a proposal opens that she is for and bob is against. */
function delegated(to: string, rules: Partial<Rules> = {}) {
  const network = createGovernanceNetwork({ ...RULES, ...rules })
  const id = network.propose('dora', setEpochReward(9_000))
  // Many others first, so that alice's power is given late.
  for (const who of ['dora', 'emil', 'guard', 'alice']) {
    network.govern(who, 'delegatePower(uint8,address)', [1, addressOf(to)])
  }
  network.open(id)
  return { network, id }
}

describe('power that is given in the closing window', () => {
  test.each([
    ['and makes it pass extends the vote', 'carol', 10_000, 'extended'],
    ['and makes it fail extends nothing', 'carol', 0, 'tallying'],
  ] as const)('%s', (_, to, yesBps, state) => {
    // Epochs of eight blocks: nothing is counted in them until the rule gives room.
    const { network, id } = delegated(to, { tallyBudgetRecords: 1, closingWindowEpochs: 3 })
    const { world } = network.machine
    const tally = network.tally(id)
    // As if delegations without end stood before that of alice.
    world.governance.tallies.set(id, { ...tally, delegationsDone: 3, delegations: 3 })
    network.block()
    network.vote('carol', id, yesBps, 10_000 - yesBps)
    network.vote('bob', id, 10_000 - yesBps, yesBps)
    goToEnd(network, id, 1)
    world.governance.tallies.set(id, { ...network.tally(id), delegations: 4 })
    network.block()
    expect(network.tally(id).delegationsDone).toBe(4)
    while (network.proposal(id).state === 'voting') network.endEpoch()
    expect(network.proposal(id).state).toBe(state)
  })
})

describe('a vote that is over', () => {
  test('takes no ballots while it is counted', () => {
    const { network, id } = open({ tallyBudgetRecords: 1 })
    network.vote('alice', id, 10_000, 0)
    network.vote('carol', id, 10_000, 0)
    network.until(id, 'tallying')
    const before = network.tally(id)
    expect(network.vote('alice', id, 0, 10_000).code).toBe(502)
    expect(network.proposal(id).state).toBe('tallying')
    expect(network.tally(id)).toMatchObject({ counted: 1, yesRau: before.yesRau })
    network.block()
    network.block()
    expect(network.proposal(id).state).toBe('confirmed')
  })

  test('moves the average of turnout of its class, which the next one has as its quorum', () => {
    const rules = { adaptiveQuorum: true, policyTurnoutQuorumBps: 500 }
    const { network, id } = open(rules)
    network.vote('alice', id, 10_000, 0)
    network.until(id, 'actioned')
    // 5,000 of 6,000: a fifth of 8,333 basis points.
    expect(network.machine.world.governance.register.get(0)?.turnoutBps).toEqual([0, 1_666, 0, 0])
    const next = network.propose('dora', setEpochReward(18_750, 9_000))
    network.open(next)
    expect(network.proposal(next).pastTurnoutBps).toBe(1_666)
    network.vote('carol', next, 10_000, 0)
    network.until(next, 'actioned')
  })

  test('fails the adaptive quorum that one without it would pass', () => {
    const { network, id } = open({ adaptiveQuorum: true, policyTurnoutQuorumBps: 500 })
    const { world } = network.machine
    network.vote('alice', id, 10_000, 0)
    network.vote('carol', id, 10_000, 0)
    network.until(id, 'actioned')
    expect(world.governance.register.get(0)?.turnoutBps[1]).toBe(2_000)
    const next = network.propose('dora', setEpochReward(18_750, 9_000))
    network.open(next)
    network.vote('carol', next, 10_000, 0)
    network.until(next, 'defeated')
  })
})

describe('in padded mode', () => {
  test('one that is carried by too few fails for want of a majority', () => {
    const network = createGovernanceNetwork({ quorumMode: 'padded', policyTurnoutQuorumBps: 5_000 })
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    network.vote('carol', id, 10_000, 0)
    network.until(id, 'defeated')
  })

  test('the mode of the submission holds', () => {
    const network = createGovernanceNetwork({ policyTurnoutQuorumBps: 1_000 })
    const id = network.propose('dora', setEpochReward(9_000))
    recordChanges(network.machine.world, 2, [{ name: 'quorumMode', value: 'padded' }])
    recordChanges(network.machine.world, 2, [{ name: 'policyTurnoutQuorumBps', value: '9000' }])
    network.open(id)
    network.vote('carol', id, 10_000, 0)
    network.until(id, 'actioned')
  })
})
