import { describe, expect, test } from 'vitest'
import type { Rules } from '#params/rule-table.ts'
import { addressOf } from '../test-network.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  type GovernanceNetwork,
  payTo,
  setEpochReward,
  setRule,
  voteYes,
} from './governance.fixture.ts'

const RULES = { guardian: addressOf('guard'), policyTimelockExtraEpochs: 20 }

function veto(network: GovernanceNetwork, id: number, who = 'guard'): number {
  return network.govern(who, 'veto(uint64,string)', [id, 'It harms.']).code
}

/** A policy in its timelock at the start of an epoch. */
function timelocked(rules: Partial<Rules> = {}) {
  const network = createGovernanceNetwork({ ...RULES, ...rules })
  const id = network.propose('dora', setEpochReward(9_000))
  confirm(network, id)
  network.until(id, 'timelocked')
  network.block()
  return { network, id }
}

describe('the guardian', () => {
  test('stops what waits for its action, with a reason that everyone reads', () => {
    const { network, id } = timelocked()
    expect(veto(network, id)).toBe(0)
    expect(network.proposal(id).state).toBe('cancelled')
    expect(findLogs(network, 'ProposalVetoed').map(({ args }) => args)).toEqual([
      [BigInt(id), addressOf('guard'), 'It harms.'],
    ])
  })

  test('can do so in its last epoch, and not in the one after', () => {
    const { epoch } = timelocked().network
    const last = timelocked({ guardianUntilEpoch: epoch })
    expect(veto(last.network, last.id)).toBe(0)
    const gone = timelocked({ guardianUntilEpoch: epoch - 1 })
    expect(veto(gone.network, gone.id)).toBe(535)
    gone.network.endEpoch(30)
    expect(gone.network.proposal(gone.id).state).toBe('actioned')
  })

  test('cannot stop a debate, a vote or what is done', () => {
    const network = createGovernanceNetwork({ ...RULES, policyTimelockExtraEpochs: 1 })
    const id = network.propose('dora', setEpochReward(9_000))
    const seen: string[] = []
    const tryIt = (): void => {
      seen.push(network.proposal(id).state)
      expect(veto(network, id)).toBe(502)
    }
    tryIt()
    network.until(id, 'support')
    tryIt()
    network.open(id)
    tryIt()
    network.vote('alice', id, 10_000, 0)
    network.until(id, 'actioned')
    tryIt()
    expect(seen).toEqual(['submitted', 'support', 'voting', 'actioned'])
  })

  test('is nobody where the rules name nobody', () => {
    const { network, id } = timelocked({ guardian: '' })
    expect(veto(network, id)).toBe(534)
  })

  test('has no other function than the veto: its sunset is moved by a vote of the strictest class alone', () => {
    const network = createGovernanceNetwork(RULES)
    const id = network.propose('dora', setRule('guardianUntilEpoch', '720', '999'))
    expect(network.proposal(id).class).toBe('meta')
  })
})

describe('a counter-vote', () => {
  test('has the class of what it stops and goes the short way', () => {
    const { network, id } = timelocked()
    const counter = network.propose('carol', { kind: 'cancel', proposal: BigInt(id) })
    expect(network.proposal(counter)).toMatchObject({ class: 'policy', short: true })
    confirm(network, counter)
    network.until(counter, 'actioned')
    expect(network.proposal(id).state).toBe('cancelled')
  })

  test('that loses stops nothing', () => {
    const { network, id } = timelocked()
    const counter = network.propose('carol', { kind: 'cancel', proposal: BigInt(id) })
    network.open(counter)
    network.vote('alice', counter, 0, 10_000)
    network.until(counter, 'defeated')
    network.until(id, 'actioned')
  })

  test('that comes too late expires or lapses, and what is done stays done', () => {
    const { network, id } = timelocked({ policyTimelockExtraEpochs: 1 })
    const counter = network.propose('carol', { kind: 'cancel', proposal: BigInt(id) })
    network.until(id, 'actioned')
    network.endEpoch(30)
    expect(['rejected', 'lapsed', 'cancelled', 'expired']).toContain(
      network.proposal(counter).state,
    )
    expect(network.proposal(id).state).toBe('actioned')
  })

  test('needs no slot: votes that fill them cannot hold it up', () => {
    const network = createGovernanceNetwork({
      maxVotingSlots: 2,
      policyVotingEpochs: 4,
      policyTimelockExtraEpochs: 8,
      maxLivePerProposer: 9,
    })
    const id = network.propose('dora', setEpochReward(9_000))
    confirm(network, id)
    const fillers = [1, 2, 3].map((coin) => network.propose('emil', payTo('emil', coin, 1)))
    for (const one of fillers) network.until(one, 'support')
    network.block()
    for (const one of fillers) for (const who of ['alice', 'bob']) network.support(who, one)
    network.until(fillers[0] ?? 0, 'voting')
    const counter = network.propose('carol', { kind: 'cancel', proposal: BigInt(id) })
    network.open(counter)
    const states = fillers.map((one) => network.proposal(one).state)
    expect(states).toEqual(['voting', 'voting', 'qualified'])
    voteYes(network, counter)
    network.until(counter, 'actioned')
    expect(network.proposal(id).state).toBe('cancelled')
    network.until(fillers[2] ?? 0, 'voting')
  })

  test.each([
    [6, 'actioned'],
    [7, 'cancelled'],
  ] as const)('is in time against a timelock of %i epochs: %s', (timelock, state) => {
    // As on the main network: a debate of one epoch, a vote of two, one epoch of delay, submitted when the verdict is there.
    const network = createGovernanceNetwork({
      policyTimelockExtraEpochs: timelock - 1,
      revertDebateEpochs: 1,
      revertVotingEpochs: 2,
      revertTimelockEpochs: 1,
    })
    const id = network.propose('dora', setEpochReward(9_000))
    confirm(network, id)
    const counter = network.propose('carol', { kind: 'cancel', proposal: BigInt(id) })
    confirm(network, counter)
    network.endEpoch(3)
    expect(network.proposal(id).state).toBe(state)
  })
})
