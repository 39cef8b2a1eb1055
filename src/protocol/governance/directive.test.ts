import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  directiveFor,
  type GovernanceNetwork,
  NO_HASH,
} from './governance.fixture.ts'

function assign(assignee = 'emil', dueEpochs = 2, proposer = 'dora') {
  const network = createGovernanceNetwork()
  const id = network.propose(proposer, directiveFor(assignee, dueEpochs))
  confirm(network, id)
  network.until(id, 'assigned')
  network.block()
  return { network, id }
}

function report(network: GovernanceNetwork, id: number, who: string, percent: number): number {
  const values = [id, percent, NO_HASH, 'So far.']
  return network.govern(who, 'reportProgress(uint64,uint8,bytes32,string)', values).code
}

function review(network: GovernanceNetwork, id: number, who: string, accept: boolean): number {
  return network.govern(who, 'reviewDirective(uint64,bool,string)', [id, accept, 'Seen.']).code
}

describe('a directive', () => {
  test('is due so many epochs after it was assigned, and overdue from that boundary on', () => {
    const { network, id } = assign()
    const { dueEpoch, confirmedEpoch } = network.proposal(id)
    expect(dueEpoch).toBe(confirmedEpoch + 2)
    while (network.epoch < dueEpoch) network.block()
    expect(network.proposal(id).overdue).toBe(false)
    network.endEpoch()
    expect(network.proposal(id)).toMatchObject({ overdue: true, state: 'assigned' })
    network.endEpoch(2)
    expect(findLogs(network, 'DirectiveOverdue').map(({ args }) => args)).toEqual([
      [BigInt(id), BigInt(dueEpoch)],
    ])
  })

  test('that is done late stays marked', () => {
    const { network, id } = assign('emil', 1)
    network.endEpoch(3)
    network.block()
    expect(report(network, id, 'emil', 100)).toBe(0)
    expect(review(network, id, 'dora', true)).toBe(0)
    expect(network.proposal(id)).toMatchObject({ state: 'actioned', overdue: true })
  })

  test('that is done in time is not', () => {
    const { network, id } = assign()
    report(network, id, 'emil', 100)
    review(network, id, 'dora', true)
    network.endEpoch(4)
    expect(network.proposal(id)).toMatchObject({ state: 'actioned', overdue: false })
  })

  test('is reported on by its assignee alone; percent beyond 100 are 100', () => {
    const { network, id } = assign()
    expect(report(network, id, 'dora', 10)).toBe(537)
    report(network, id, 'emil', 10)
    const { progress } = network.machine.world.governance
    expect(progress.get(id)).toMatchObject({ percent: 10 })
    report(network, id, 'emil', 250)
    expect(progress.get(id)).toMatchObject({ percent: 100 })
    expect(network.proposal(id).state).toBe('review')
    expect(report(network, id, 'emil', 100)).toBe(502)
  })
})

describe('a review', () => {
  function inReview(assignee: string, proposer: string) {
    const { network, id } = assign(assignee, 5, proposer)
    report(network, id, assignee, 100)
    return { network, id }
  }

  test('by the proposer decides at once, either way', () => {
    const { network, id } = inReview('emil', 'dora')
    review(network, id, 'dora', false)
    expect(network.proposal(id).state).toBe('in-progress')
    report(network, id, 'emil', 100)
    review(network, id, 'dora', true)
    expect(network.proposal(id).state).toBe('actioned')
  })

  test('by more than half of the consensus delegates decides, too', () => {
    const { network, id } = inReview('emil', 'dora')
    expect(review(network, id, 'alice', true)).toBe(0)
    expect(network.proposal(id).state).toBe('review')
    expect(review(network, id, 'alice', true)).toBe(540)
    expect(review(network, id, 'bob', false)).toBe(0)
    expect(network.proposal(id).state).toBe('review')
    expect(review(network, id, 'bob', true)).toBe(0)
    expect(network.proposal(id).state).toBe('actioned')
  })

  test('sent back by the delegates begins anew with the next evidence', () => {
    const { network, id } = inReview('emil', 'dora')
    review(network, id, 'alice', true)
    review(network, id, 'bob', false)
    review(network, id, 'carol', false)
    expect(network.proposal(id).state).toBe('in-progress')
    report(network, id, 'emil', 100)
    expect(network.machine.world.governance.progress.get(id)).toMatchObject({
      accepted: [],
      refused: [],
    })
    review(network, id, 'bob', true)
    expect(network.proposal(id).state).toBe('review')
  })

  test('of one’s own work is refused, also as proposer or delegate', () => {
    const { network, id } = inReview('alice', 'alice')
    expect(review(network, id, 'alice', true)).toBe(538)
    expect(review(network, id, 'dora', true)).toBe(538)
    review(network, id, 'bob', true)
    review(network, id, 'carol', true)
    expect(network.proposal(id).state).toBe('actioned')
  })

  test('counts only delegates that are in the set of the epoch', () => {
    const rules = { consensusDelegates: 3, producers: 3 }
    const delegates = ['alice', 'bob', 'carol', 'dave'].map((name, place) => ({
      name,
      selfStakeCoins: 4_000 - 1_000 * place + (place === 3 ? 500 : 0),
    }))
    const holders = {
      alice: 9_000,
      bob: 9_000,
      carol: 9_000,
      dave: 9_000,
      dora: 9_000,
      emil: 9_000,
    }
    const network = createGovernanceNetwork(rules, { delegates, holders })
    const id = network.propose('dora', directiveFor('emil', 20))
    confirm(network, id)
    network.until(id, 'assigned')
    network.block()
    report(network, id, 'emil', 100)
    expect(review(network, id, 'dave', true)).toBe(538)
    expect(review(network, id, 'carol', true)).toBe(0)
    // dave takes the seat of carol; her word from before does not make a majority with one more.
    network.call('dave', STAKING_ADDRESS, SIGNATURES.createStake, [
      'dave',
      coins(5_000),
      0,
      false,
      [],
    ])
    network.endEpoch(2)
    network.block()
    expect(review(network, id, 'carol', false)).toBe(538)
    expect(review(network, id, 'dave', true)).toBe(0)
    expect(network.proposal(id).state).toBe('review')
    expect(review(network, id, 'alice', true)).toBe(0)
    expect(network.proposal(id).state).toBe('actioned')
  })
})
