import { describe, expect, test } from 'vitest'
import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { getRules } from '../params/rules.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { addressOf } from '../test-network.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { historyOf } from './recount.fixture.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { createAttackedNetwork, oneBlock, proposeAs, stake } from './attacks.fixture.ts'
import {
  confirm,
  NO_HASH,
  payTo,
  setEpochReward,
  setRule,
  type GovernanceNetwork,
} from './governance.fixture.ts'
import { encodePayload, type Payload } from './payload.ts'

/* What happened to others, each as a scenario that fails for the attacker. More of them: attacks-on-votes.test.ts. */

const SUPPORT = 'support(uint64,bytes32,bool)'
const CAST = 'castBallot(uint64,bytes32,uint16,uint16,uint16)'

describe('Beanstalk (2022): power borrowed for one block', () => {
  test('gives no support, no ballot, and no way around the timelock', () => {
    const network = createAttackedNetwork()
    proposeAs(network, 'mallory', payTo('mallory', 100_000, 10))
    network.until(1, 'support')
    const { root } = network.proposal(1)
    const codes = oneBlock(network, 'mallory', [
      [STAKING_ADDRESS, SIGNATURES.createStake, ['bob', coins(400_000), 0, false, []]],
      [GOVERNANCE_ADDRESS, SUPPORT, [1, root, true]],
      [GOVERNANCE_ADDRESS, CAST, [1, root, 10_000, 0, 0]],
      [STAKING_ADDRESS, SIGNATURES.unstake, [3, []]],
    ])
    expect(codes).toEqual([0, 524, 502, 0])
    expect(network.tally(1).supportRau).toBe(0n)
  })

  test('nor in a vote that is open, however much it is', () => {
    const network = createAttackedNetwork({ policyVotingEpochs: 10 })
    proposeAs(network, 'dora', setEpochReward(1))
    network.open(1)
    stake(network, 'mallory', 400_000)
    network.endEpoch(5)
    network.block()
    expect(network.vote('mallory', 1, 10_000, 0).code).toBe(524)
  })

  test('whoever has the majority still waits through every step', () => {
    const network = createAttackedNetwork()
    stake(network, 'mallory', 400_000)
    network.endEpoch(3)
    network.block()
    proposeAs(network, 'mallory', payTo('mallory', 1, 1))
    network.until(1, 'support')
    network.support('mallory', 1)
    network.until(1, 'voting')
    network.vote('mallory', 1, 10_000, 0)
    network.until(1, 'actioned')
    const {
      submittedEpoch,
      qualifiedEpoch,
      openedEpoch,
      voteEndEpoch,
      confirmedEpoch,
      changedEpoch,
    } = network.proposal(1)
    expect(qualifiedEpoch).toBeGreaterThanOrEqual(submittedEpoch + 1)
    expect(openedEpoch).toBeGreaterThanOrEqual(qualifiedEpoch + 1)
    expect(voteEndEpoch).toBeGreaterThanOrEqual(openedEpoch + 2)
    expect(changedEpoch).toBeGreaterThanOrEqual(confirmedEpoch + 2)
  })
})

describe('Build Finance (2022): once more, when nobody looks', () => {
  test('the same payload has to wait, and every step is an event of the chain', () => {
    const network = createAttackedNetwork({ policyCooldownEpochs: 6 })
    proposeAs(network, 'mallory', payTo('mallory', 9, 9))
    network.open(1)
    network.vote('alice', 1, 0, 10_000)
    network.until(1, 'defeated')
    network.block()
    expect(proposeAs(network, 'mallory', payTo('mallory', 9, 9)).code).toBe(519)
    expect(proposeAs(network, 'emil', payTo('mallory', 9, 9), 'Another title').code).toBe(519)
    expect(findLogs(network, 'ProposalRevised')).toHaveLength(1)
    expect(historyOf(network, 1)).toHaveLength(6)
  })
})

describe('Synthetify (2023): nine empty proposals beside the real one', () => {
  test('one account has few at once, an empty payload is none, and each costs more', () => {
    const network = createAttackedNetwork({
      maxLivePerProposer: 1,
      depositThrottleTarget: 1,
      maxLiveProposals: 4,
    })
    expect(proposeAs(network, 'mallory', setEpochReward(1)).code).toBe(0)
    expect(proposeAs(network, 'mallory', setEpochReward(2)).code).toBe(521)
    const empty: Payload = { kind: 'policy', sets: [], sunsetEpochs: 0 }
    expect(proposeAs(network, 'dora', empty).code).toBe(507)
    const same: Payload = setRule('maxVotingSlots', '5', '5')
    expect(proposeAs(network, 'dora', same).code).toBe(511)
    for (const [place, who] of ['dora', 'emil', 'carol'].entries()) {
      expect(proposeAs(network, who, setEpochReward(10 + place)).code).toBe(0)
    }
    expect([1, 2, 3, 4].map((id) => network.proposal(id).depositRau / coins(1))).toEqual([
      100n,
      100n,
      150n,
      225n,
    ])
    expect(proposeAs(network, 'bob', setEpochReward(9)).code).toBe(520)
  })
})

describe('Compound 289 (2024): a majority of few, at the weekend', () => {
  test('too few are not enough', () => {
    const network = createAttackedNetwork({ policyTurnoutQuorumBps: 5_000 })
    proposeAs(network, 'mallory', payTo('mallory', 9, 9))
    network.open(1)
    network.vote('carol', 1, 10_000, 0)
    network.until(1, 'defeated')
    expect(historyOf(network, 1).at(-1)).toContain('no-quorum')
  })

  test('a turn at the last moment gives the others time to answer', () => {
    const network = createAttackedNetwork({ closingWindowEpochs: 1, extensionEpochs: 2 })
    proposeAs(network, 'mallory', payTo('mallory', 9, 9))
    network.open(1)
    network.block()
    network.vote('carol', 1, 0, 10_000)
    while (network.epoch < network.proposal(1).voteEndEpoch) network.block()
    network.vote('bob', 1, 10_000, 0)
    network.endEpoch()
    expect(network.proposal(1).state).toBe('extended')
    network.block()
    network.vote('alice', 1, 0, 10_000)
    network.until(1, 'defeated')
  })

  test('and the guardian can stop what is confirmed', () => {
    const network = createAttackedNetwork({ guardian: addressOf('guard') })
    proposeAs(network, 'mallory', payTo('mallory', 9, 9))
    confirm(network, 1)
    network.until(1, 'timelocked')
    network.block()
    expect(network.govern('guard', 'veto(uint64,string)', [1, 'A raid.']).code).toBe(0)
    expect(network.balanceRau('mallory')).toBeLessThan(coins(500_000))
  })
})

describe('Tornado Cash (2023): the same text, other code', () => {
  function revise(network: GovernanceNetwork, payload: Payload): number {
    const kind = PAYLOAD_KINDS.indexOf(payload.kind)
    const content = [kind, 'Clean-up', 'Trust me.', encodePayload(payload)]
    return network.govern('mallory', 'revise(uint64,uint8,string,string,bytes)', [1, ...content])
      .code
  }

  test('a new payload under the same text has no support, and old words do not count for it', () => {
    const network = createAttackedNetwork()
    proposeAs(network, 'mallory', payTo('emil', 1, 1))
    network.until(1, 'support')
    const { root, textHash } = network.proposal(1)
    network.support('alice', 1, true)
    network.support('bob', 1, true)
    expect(revise(network, payTo('mallory', 100_000, 10))).toBe(0)
    expect(network.proposal(1).textHash).toEqual(textHash)
    expect(network.tally(1)).toMatchObject({ supportRau: 0n, supporters: 0 })
    network.endEpoch()
    network.block()
    expect(network.govern('carol', SUPPORT, [1, root, true]).code).toBe(503)
  })

  test('what is voted on is frozen, and what is voted on is what is done', () => {
    const network = createAttackedNetwork()
    proposeAs(network, 'mallory', setEpochReward(9_000))
    network.open(1)
    network.block()
    const { payloadHash } = network.proposal(1)
    expect(revise(network, setEpochReward(1))).toBe(502)
    expect(network.govern('alice', CAST, [1, NO_HASH, 10_000, 0, 0]).code).toBe(503)
    network.vote('alice', 1, 10_000, 0)
    network.until(1, 'actioned')
    expect(network.proposal(1).payloadHash).toEqual(payloadHash)
    expect(getRules(network.machine.world, network.epoch + 2).epochRewardRau).toBe(coins(9_000))
  })

  test('a payload has one form: bytes behind it that nobody reads are refused', () => {
    const network = createAttackedNetwork()
    const bytes = new Uint8Array([...encodePayload(setEpochReward(9_000)), ...new Uint8Array(32)])
    expect(() =>
      network.govern('mallory', 'propose(uint8,string,string,bytes)', [1, 'T', 'T', bytes]),
    ).toThrow('stands in a block')
  })
})

describe('Lazy Summer (2026): one of twelve calls gives the keys away', () => {
  test('it makes the whole proposal one of the strictest class', () => {
    const network = createAttackedNetwork({ metaTurnoutQuorumBps: 9_000 })
    const harmless = (['blockRewardRau', 'foundationBonusRau'] as const).map((name) => {
      const expected = name === 'blockRewardRau' ? `${coins(8)}` : `${coins(80)}`
      return { name, expected, value: `${coins(7)}` }
    })
    const keys = { name: 'guardian', expected: '', value: addressOf('mallory') }
    proposeAs(network, 'mallory', { kind: 'policy', sets: [...harmless, keys], sunsetEpochs: 0 })
    expect(network.proposal(1)).toMatchObject({ class: 'meta', depositRau: coins(400) })
    network.open(1)
    network.vote('alice', 1, 10_000, 0)
    network.vote('bob', 1, 10_000, 0)
    network.until(1, 'defeated')
    expect(historyOf(network, 1).at(-1)).toContain('no-quorum')
  })
})

describe('Juno 20 (2022): paid to an address that was copied wrongly', () => {
  test.each([
    ['the zero address', ZERO_ADDRESS],
    ['an address of the protocol', STAKING_ADDRESS],
    ['that of governance', GOVERNANCE_ADDRESS],
  ])('%s is refused, for payments and for tasks', (_, to) => {
    const network = createAttackedNetwork()
    const pay: Payload = { kind: 'treasury', payments: [{ to, perEpochRau: 1n, epochs: 1 }] }
    expect(proposeAs(network, 'dora', pay).code).toBe(514)
    expect(proposeAs(network, 'dora', { kind: 'directive', assignee: to, dueEpochs: 1 }).code).toBe(
      514,
    )
  })

  test('a payment that is going on can be seen and is paid only as far as the fund reaches', () => {
    const network = createAttackedNetwork({ communitySharePermille: 100 })
    proposeAs(network, 'dora', payTo('nobody we know', 1_000_000, 100))
    confirm(network, 1)
    network.until(1, 'actioned')
    expect(network.balanceRau('nobody we know')).toBeLessThan(coins(20_000))
  })
})

describe('Compound 62 and 117: the fix has to wait as long as the fault', () => {
  test('the exact undoing of a recent change is put into action sooner than the change was', () => {
    const rules = { policyDebateEpochs: 4, policyNoticeEpochs: 3, policyTimelockExtraEpochs: 6 }
    const network = createAttackedNetwork({ ...rules, revertWindowEpochs: 14 })
    proposeAs(network, 'dora', setEpochReward(1))
    confirm(network, 1)
    network.until(1, 'actioned')
    network.endEpoch()
    network.block()
    proposeAs(network, 'emil', setEpochReward(18_750, 1))
    confirm(network, 2)
    network.until(2, 'actioned')
    const spent = [1, 2].map((id) => {
      const { submittedEpoch, changedEpoch } = network.proposal(id)
      return changedEpoch - submittedEpoch
    })
    expect(spent[1]).toBeLessThan((spent[0] ?? 0) / 2)
    const { epochRewardRau } = getRules(network.machine.world, network.epoch + 2)
    expect(epochRewardRau).toBe(coins(18_750))
  })

  test('the short way is no way for anything else', () => {
    const network = createAttackedNetwork({ revertWindowEpochs: 14 })
    proposeAs(network, 'dora', setEpochReward(1))
    confirm(network, 1)
    network.until(1, 'actioned')
    network.endEpoch()
    network.block()
    proposeAs(network, 'mallory', setEpochReward(18_751, 1))
    expect(network.proposal(2).short).toBe(false)
  })
})
