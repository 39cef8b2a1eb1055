import { describe, expect, test, vi } from 'vitest'
import type { Rules } from '#params/rule-table.ts'
import { coins } from '#base/integers.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  NO_HASH,
  setEpochReward,
  setRule,
  upgradeTo,
  voteYes,
} from './governance.fixture.ts'
import { encodePayload, type Payload } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { groupOf } from './record-keys.ts'
import { recordChanges } from './rule-changes.ts'

function begin(rules: Partial<Rules> = {}, payload: Payload = setEpochReward(9_000)) {
  const network = createGovernanceNetwork(rules)
  const id = network.propose('dora', payload)
  network.until(id, 'support')
  network.block()
  return { network, id }
}

function revise(network: GovernanceNetwork, id: number, payload: Payload, text = 'Anew.') {
  return network.govern('dora', 'revise(uint64,uint8,string,string,bytes)', [
    id,
    PAYLOAD_KINDS.indexOf(payload.kind),
    'A proposal',
    text,
    encodePayload(payload),
  ])
}

describe('a boundary', () => {
  test('looks at what accounts support now, not at what they supported long ago', () => {
    const { network, id } = begin({ policySupportWindowEpochs: 3, policyMinSupporters: 9 })
    network.support('alice', id)
    network.until(id, 'lapsed')
    const next = network.propose('emil', setEpochReward(8_000))
    network.until(next, 'support')
    network.support('alice', next)
    network.call('alice', STAKING_ADDRESS, SIGNATURES.createStake, [
      'bob',
      coins(100),
      0,
      false,
      [],
    ])
    const read = vi.spyOn(network.machine.world.governance.supports, 'get')
    network.endEpoch(2)
    const groups = new Set(read.mock.calls.map(([key]) => groupOf(key)))
    expect([...groups]).toEqual([next])
    expect(network.tally(next)).toMatchObject({ supportRau: coins(3_100), supporters: 1 })
  })
})

describe('support', () => {
  test('is Σ aged power, can be changed and taken back', () => {
    const { network, id } = begin({ policyMinSupporters: 9 })
    network.support('alice', id)
    network.support('bob', id, true)
    const both = { supportRau: coins(5_000), supporters: 2 }
    expect(network.tally(id)).toMatchObject({
      ...both,
      editorialRau: coins(2_000),
      editorialSupporters: 1,
    })
    network.support('alice', id, true)
    expect(network.tally(id)).toMatchObject({
      ...both,
      editorialRau: coins(5_000),
      editorialSupporters: 2,
    })
    network.govern('alice', 'unsupport(uint64)', [id])
    expect(network.tally(id)).toMatchObject({
      supportRau: coins(2_000),
      supporters: 1,
      editorialRau: coins(2_000),
      editorialSupporters: 1,
    })
    network.support('alice', id)
    expect(network.tally(id)).toMatchObject(both)
  })

  test('of several proposals by the same account is good', () => {
    const { network, id } = begin({ policyMinSupporters: 9 })
    const other = network.propose('carol', setEpochReward(8_000))
    network.until(other, 'support')
    for (const one of [id, other]) expect(network.support('alice', one).status).toBe(1)
    expect(network.tally(other).supportRau).toBe(coins(3_000))
  })

  test('follows the power of the account from boundary to boundary', () => {
    const { network, id } = begin({ policyMinSupporters: 9, policyMaturityEpochs: 1 })
    network.support('alice', id)
    network.call('alice', STAKING_ADDRESS, SIGNATURES.createStake, [
      'bob',
      coins(500),
      0,
      false,
      [],
    ])
    network.endEpoch()
    expect(network.tally(id).supportRau).toBe(coins(3_000))
    network.endEpoch()
    expect(network.tally(id).supportRau).toBe(coins(3_500))
    network.call('alice', STAKING_ADDRESS, SIGNATURES.unstake, [3, []])
    expect(network.tally(id).supportRau).toBe(coins(3_500))
    network.endEpoch()
    expect(network.tally(id).supportRau).toBe(coins(3_000))
  })

  test('without power is none: a stake that moves on takes the supporter along', () => {
    const { network, id } = begin({ policyMinSupporters: 2, policyMaturityEpochs: 1 })
    network.call('dora', STAKING_ADDRESS, SIGNATURES.createStake, ['bob', coins(500), 0, false, []])
    network.endEpoch(3)
    network.support('dora', id)
    const give = [addressOf('emil'), 3, []]
    network.call('dora', STAKING_ADDRESS, SIGNATURES.transferStake, give)
    network.endEpoch(2)
    expect(network.tally(id)).toMatchObject({ supporters: 0, supportRau: 0n })
    network.block()
    expect(network.support('emil', id).status).toBe(1)
    network.endEpoch()
    expect(network.tally(id)).toMatchObject({ supporters: 1, supportRau: coins(500) })
    expect(network.proposal(id).state).toBe('support')
    expect(network.govern('dora', 'unsupport(uint64)', [id]).status).toBe(1)
    expect(network.tally(id).supporters).toBe(1)
  })
})

describe('a revision', () => {
  test('of the text keeps who agreed to that, and starts the debate anew', () => {
    const { network, id } = begin({ policyDebateEpochs: 3 })
    network.support('alice', id)
    network.support('bob', id, true)
    const { root, payloadHash, revisedEpoch } = network.proposal(id)
    expect(revise(network, id, setEpochReward(9_000)).status).toBe(1)
    const revised = network.proposal(id)
    expect(revised).toMatchObject({ state: 'submitted', revision: 2, payloadRevision: 1 })
    expect(revised.root).not.toEqual(root)
    expect(revised.payloadHash).toEqual(payloadHash)
    expect(revised.revisedEpoch).toBeGreaterThan(revisedEpoch)
    expect(network.tally(id)).toMatchObject({ supportRau: coins(2_000), supporters: 1 })
    network.until(id, 'qualified')
    expect(network.proposal(id).qualifiedEpoch).toBe(revised.revisedEpoch + 3)
  })

  test('of the payload drops all support, also when the old payload comes back', () => {
    const { network, id } = begin()
    network.support('alice', id, true)
    for (const value of [8_000, 9_000]) {
      expect(revise(network, id, setEpochReward(value)).status).toBe(1)
      expect(network.tally(id)).toMatchObject({
        supportRau: 0n,
        supporters: 0,
        editorialRau: 0n,
        editorialSupporters: 0,
      })
      network.endEpoch()
      network.block()
    }
    expect(network.proposal(id)).toMatchObject({ revision: 3, payloadRevision: 3 })
    expect(network.support('alice', id).status).toBe(1)
    expect(network.tally(id)).toMatchObject({ supportRau: coins(3_000), supporters: 1 })
  })

  test('leaves a support that names the old root behind', () => {
    const { network, id } = begin()
    const { root } = network.proposal(id)
    revise(network, id, setEpochReward(8_000))
    network.endEpoch()
    network.block()
    const late = network.govern('alice', 'support(uint64,bytes32,bool)', [id, root, true])
    expect(late.code).toBe(503)
  })
})

describe('a proposal qualifies', () => {
  test.each([
    ['exactly at the quorum', { policySupportQuorumBps: 5_000 }, 'qualified'],
    ['not one basis point below', { policySupportQuorumBps: 5_001 }, 'support'],
    ['with just enough supporters', { policyMinSupporters: 1 }, 'qualified'],
    ['not with one too few', { policyMinSupporters: 2 }, 'support'],
    ['when enough is staked at all', { governanceStartsAtRau: coins(6_000) }, 'qualified'],
    ['not before', { governanceStartsAtRau: coins(6_000) + 1n }, 'support'],
    ['when the debate is over', { policyDebateEpochs: 1 }, 'qualified'],
    ['not before its end', { policyDebateEpochs: 2 }, 'support'],
  ] as const)('%s', (_, rules, state) => {
    const { network, id } = begin(rules)
    network.support('alice', id)
    network.endEpoch()
    expect(network.proposal(id).state).toBe(state)
  })

  test('not as long as its payload is stale', () => {
    const network = createGovernanceNetwork({ policyMinSupporters: 1 })
    const first = network.propose('dora', setEpochReward(9_000))
    network.until(first, 'support')
    network.support('alice', first)
    network.endEpoch(2)
    network.block()
    const id = network.propose('carol', setEpochReward(8_000))
    network.until(id, 'support')
    voteYes(network, first)
    network.until(first, 'actioned')
    network.support('alice', id)
    network.endEpoch(2)
    expect(network.proposal(id).state).toBe('support')
  })

  test('as a software change only with enough green attestations of its revision', () => {
    const { network, id } = begin({ minAttestations: 2 }, upgradeTo(2))
    const attest = (who: string): void => {
      const values = [id, network.proposal(id).root, true, NO_HASH]
      network.govern(who, 'attest(uint64,bytes32,bool,bytes32)', values)
    }
    network.support('alice', id, true)
    attest('bob')
    network.endEpoch()
    expect(network.proposal(id).state).toBe('support')
    network.block()
    attest('carol')
    expect(revise(network, id, upgradeTo(2)).status).toBe(1)
    network.endEpoch(2)
    expect(network.proposal(id).state).toBe('support')
    network.block()
    attest('bob')
    attest('carol')
    network.endEpoch()
    expect(network.proposal(id).state).toBe('qualified')
  })

  test('and is frozen then: no revision, no withdrawal, no support', () => {
    const { network, id } = begin()
    network.support('alice', id)
    network.until(id, 'qualified')
    network.block()
    expect(revise(network, id, setEpochReward(8_000)).code).toBe(502)
    expect(network.govern('dora', 'withdraw(uint64)', [id]).code).toBe(502)
    expect(network.support('bob', id).code).toBe(502)
    expect(network.govern('alice', 'unsupport(uint64)', [id]).code).toBe(502)
  })
})

describe('voting slots', () => {
  test('go to the best supported, then to the older', () => {
    const network = createGovernanceNetwork({ maxVotingSlots: 1 })
    const ids = [1_000, 2_000, 3_000].map((value) => network.propose('dora', setEpochReward(value)))
    network.endEpoch()
    network.block()
    const [first, second, third] = ids as [number, number, number]
    network.support('carol', first)
    network.support('alice', second)
    network.support('carol', third)
    const order: number[] = []
    for (let i = 0; i < 20; i++) {
      network.endEpoch()
      const open = ids.filter((id) => ['voting', 'tallying'].includes(network.proposal(id).state))
      expect(open.length).toBeLessThanOrEqual(1)
      for (const id of open) if (!order.includes(id)) order.push(id)
    }
    expect(order).toEqual([second, first, third])
  })

  test('wait for the notice', () => {
    const { network, id } = begin({ policyNoticeEpochs: 3 })
    network.support('alice', id)
    network.until(id, 'qualified')
    const { qualifiedEpoch } = network.proposal(id)
    network.until(id, 'voting')
    expect(network.proposal(id).openedEpoch).toBe(qualifiedEpoch + 3)
  })
})

describe('a rule that changes meanwhile', () => {
  test('does not touch a proposal that lives', () => {
    const { network, id } = begin({ policyVotingEpochs: 2 })
    network.support('alice', id)
    for (const [name, value] of [
      ['policyVotingEpochs', '9'],
      ['policySupportQuorumBps', '10000'],
      ['policyTurnoutQuorumBps', '10000'],
      ['policyApprovalBps', '9999'],
      ['policyTimelockExtraEpochs', '9'],
      ['policyMaturityEpochs', '0'],
      ['quorumMode', 'padded'],
    ] as const) {
      recordChanges(network.machine.world, network.epoch + 1, [{ name, value }])
    }
    network.until(id, 'voting')
    const { openedEpoch, voteEndEpoch } = network.proposal(id)
    expect(voteEndEpoch).toBe(openedEpoch + 2)
    network.vote('carol', id, 10_000, 0)
    network.until(id, 'actioned')
    const { confirmedEpoch, changedEpoch } = network.proposal(id)
    expect(changedEpoch).toBe(confirmedEpoch + 2)
  })

  test('holds for the next one', () => {
    const network = createGovernanceNetwork()
    const world = network.machine.world
    network.block()
    recordChanges(world, network.epoch, [{ name: 'metaDebateEpochs', value: '4' }])
    const id = network.propose('dora', setRule('maxVotingSlots', '5', '4'))
    network.until(id, 'support')
    network.support('alice', id)
    network.until(id, 'qualified')
    const { submittedEpoch, qualifiedEpoch } = network.proposal(id)
    expect(qualifiedEpoch).toBe(submittedEpoch + 4)
  })
})
