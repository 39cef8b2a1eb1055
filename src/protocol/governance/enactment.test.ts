import { describe, expect, test } from 'vitest'
import { encodeAbi } from '#base/abi/abi-encoder.ts'
import { parseAbiTypes } from '#base/abi/abi-type.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { PRESETS } from '#params/presets.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { parseRuleValue } from '#params/rule-text.ts'
import { getRules } from '../params/rules.ts'
import { termsOf } from './class-rules.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  type GovernanceNetwork,
  setEpochReward,
  setRule,
  voteYes,
} from './governance.fixture.ts'
import { encodePayload, type Payload, PAYLOAD_TYPES } from './payload.ts'
import { historyOf } from './recount.fixture.ts'
import { STALE_RULE } from './status.ts'
import { addressOf } from '../test-network.fixture.ts'

/** Passes a policy; returns the epoch in which it was put into action. */
function enact(network: GovernanceNetwork, payload: Payload, sender = 'dora'): number {
  const id = network.propose(sender, payload)
  confirm(network, id)
  network.until(id, 'actioned')
  return network.proposal(id).changedEpoch
}

function rewardIn(network: GovernanceNetwork, epoch: number): bigint {
  return getRules(network.machine.world, epoch).epochRewardRau / coins(1)
}

describe('a policy in action', () => {
  test('holds from the second epoch after its boundary, and the past stays as it was', () => {
    const network = createGovernanceNetwork()
    const epoch = enact(network, setEpochReward(9_000))
    expect([1, epoch, epoch + 1, epoch + 2].map((one) => rewardIn(network, one))).toEqual([
      18_750n,
      18_750n,
      18_750n,
      9_000n,
    ])
    expect(findLogs(network, 'RuleChanged').map(({ args }) => args)).toEqual([
      [1n, 'epochRewardRau', `${coins(18_750)}`, `${coins(9_000)}`, BigInt(epoch + 2)],
    ])
  })

  test('sets all of its rules at once', () => {
    const network = createGovernanceNetwork()
    const epoch = enact(network, {
      kind: 'policy',
      sets: [
        { name: 'producers', expected: '3', value: '2' },
        { name: 'consensusDelegates', expected: '3', value: '2' },
      ],
      sunsetEpochs: 0,
    })
    expect(getRules(network.machine.world, epoch + 2)).toMatchObject({
      producers: 2,
      consensusDelegates: 2,
    })
    network.endEpoch(4)
    expect(network.epoch).toBe(epoch + 4)
  })

  test('waits for whoever wants to leave: the wait after unstaking and the extra of its class', () => {
    const network = createGovernanceNetwork({
      unstakeWaitSeconds: 25,
      policyTimelockExtraEpochs: 2,
    })
    const id = network.propose('dora', setEpochReward(9_000))
    confirm(network, id)
    network.until(id, 'actioned')
    const { confirmedEpoch, changedEpoch } = network.proposal(id)
    // 25 s are three epochs of 12 s, rounded up.
    expect(changedEpoch).toBe(confirmedEpoch + 5)
  })
})

describe('a timelock', () => {
  test.each(PROPOSAL_CLASSES)('of class %s is at least one epoch, whatever the rules', (kind) => {
    expect(parseRuleValue(`${kind}TimelockExtraEpochs`, '0')).toHaveProperty('problem')
    expect(parseRuleValue('revertTimelockEpochs', '0')).toHaveProperty('problem')
    const rules = { ...PRESETS.mainnet, unstakeWaitSeconds: 0, [`${kind}TimelockExtraEpochs`]: 1 }
    for (const short of [true, false]) {
      expect(termsOf(rules, { class: kind, short }).timelockEpochs).toBeGreaterThanOrEqual(1)
    }
  })

  test('ends at the boundary after the verdict at the earliest', () => {
    const network = createGovernanceNetwork({ unstakeWaitSeconds: 0 })
    const id = network.propose('dora', setEpochReward(9_000))
    confirm(network, id)
    const { confirmedEpoch } = network.proposal(id)
    network.endEpoch()
    expect(network.proposal(id)).toMatchObject({ state: 'timelocked' })
    network.endEpoch()
    expect(network.proposal(id)).toMatchObject({
      state: 'actioned',
      changedEpoch: confirmedEpoch + 1,
    })
  })
})

describe('classes', () => {
  test.each([
    ['epochRewardRau', `${coins(18_750)}`, `${coins(1)}`, 'policy'],
    ['maxBlockGas', '200000000', '100000000', 'technical'],
    ['maxVotingSlots', '5', '4', 'meta'],
    ['guardian', '', addressOf('guard'), 'meta'],
    ['excludedAccounts', '', addressOf('bob'), 'meta'],
    ['policyTimelockExtraEpochs', '1', '2', 'meta'],
  ] as const)('setting %s (%s to %s) is %s', (name, expected, value, kind) => {
    const network = createGovernanceNetwork()
    const id = network.propose('dora', setRule(name, expected, value))
    expect(network.proposal(id).class).toBe(kind)
  })

  test('the strictest rule of a list decides', () => {
    const network = createGovernanceNetwork()
    const id = network.propose('dora', {
      kind: 'policy',
      sets: [
        { name: 'blockRewardRau', expected: `${coins(8)}`, value: `${coins(7)}` },
        { name: 'maxVotingSlots', expected: '5', value: '4' },
        { name: 'maxBlockGas', expected: '200000000', value: '100000000' },
      ],
      sunsetEpochs: 0,
    })
    expect(network.proposal(id)).toMatchObject({ class: 'meta', depositRau: coins(400) })
  })
})

/** Of which proposals the time was said to be over, and whether the old values came back. */
function sunsetsOf(network: GovernanceNetwork): readonly unknown[] {
  return findLogs(network, 'SunsetReached').map(({ args }) => args.slice(0, 2))
}

describe('a sunset', () => {
  test('brings the old values back', () => {
    const network = createGovernanceNetwork()
    const epoch = enact(network, setEpochReward(9_000, 18_750, 3))
    network.endEpoch(6)
    const values = [1, 2, 3, 4, 5, 6].map((more) => rewardIn(network, epoch + more))
    expect(values).toEqual([18_750n, 9_000n, 9_000n, 9_000n, 18_750n, 18_750n])
    expect(network.machine.world.governance.enactments.get(1)?.over).toBe(true)
    expect(sunsetsOf(network)).toEqual([[1n, true]])
  })

  test('changes nothing where another value was decided meanwhile', () => {
    const network = createGovernanceNetwork()
    const epoch = enact(network, setEpochReward(9_000, 18_750, 12))
    network.endEpoch()
    enact(network, setEpochReward(7_000, 9_000))
    network.endEpoch(10)
    expect(rewardIn(network, epoch + 15)).toBe(7_000n)
    expect(sunsetsOf(network)).toEqual([[1n, false]])
  })

  test('nor where the same value was decided anew, for good', () => {
    const network = createGovernanceNetwork({ policyCooldownEpochs: 0 })
    const epoch = enact(network, setEpochReward(9_000, 18_750, 26))
    network.endEpoch()
    enact(network, setEpochReward(7_000, 9_000))
    network.endEpoch()
    enact(network, setEpochReward(9_000, 7_000))
    while (network.epoch < epoch + 30) network.endEpoch()
    expect(rewardIn(network, epoch + 30)).toBe(9_000n)
  })

  test('of a later policy gives way to that of the earlier', () => {
    const network = createGovernanceNetwork()
    const epoch = enact(network, setEpochReward(9_000, 18_750, 24))
    network.endEpoch()
    const second = enact(network, setEpochReward(7_000, 9_000, 2))
    while (network.epoch < epoch + 27) network.endEpoch()
    expect([second + 2, second + 4, epoch + 26].map((one) => rewardIn(network, one))).toEqual([
      7_000n,
      9_000n,
      18_750n,
    ])
  })
})

describe('a phase of genesis', () => {
  const later = (fromEpoch: number, set: Partial<Rules>) =>
    createGovernanceNetwork({}, { schedule: [{ fromEpoch, set }] })

  test('that comes later takes the place of a policy', () => {
    const network = later(20, { epochRewardRau: coins(5_000) })
    const epoch = enact(network, setEpochReward(9_000))
    expect(epoch + 2).toBeLessThan(20)
    expect([epoch + 2, 19, 20].map((one) => rewardIn(network, one))).toEqual([
      9_000n,
      9_000n,
      5_000n,
    ])
  })

  test('that begins with the policy stands beside it', () => {
    const fromEpoch = enact(createGovernanceNetwork(), setEpochReward(9_000)) + 2
    const network = later(fromEpoch, { blockRewardRau: coins(1) })
    enact(network, setEpochReward(9_000))
    expect(getRules(network.machine.world, fromEpoch)).toMatchObject({
      blockRewardRau: coins(1),
      epochRewardRau: coins(9_000),
    })
  })

  test('makes a policy stale that expects what was before', () => {
    const network = later(9, { epochRewardRau: coins(5_000) })
    const id = network.propose('dora', setEpochReward(9_000))
    confirm(network, id)
    network.until(id, 'cancelled')
    expect(historyOf(network, id).at(-1)).toContain('stale')
  })

  test('that a policy would contradict is a conflict now', () => {
    const network = later(30, { blocksPerEpoch: 9 })
    expect(() => network.propose('dora', setRule('producers', '3', '2'))).toThrow('code 513')
  })

  test('that sets the rule of the policy itself is no conflict', () => {
    const network = later(30, { blocksPerEpoch: 9, producers: 3 })
    const epoch = enact(network, setRule('producers', '3', '2'))
    const producersIn = (one: number): number => getRules(network.machine.world, one).producers
    expect([epoch + 2, 29, 30].map(producersIn)).toEqual([2, 2, 3])
  })
})

describe('two policies', () => {
  test('that wish the same rule: the first to act wins, the other is cancelled as stale', () => {
    const network = createGovernanceNetwork()
    const ids = [network.propose('dora', setEpochReward(9_000))]
    network.endEpoch()
    network.block()
    ids.push(network.propose('carol', setEpochReward(8_000)))
    network.endEpoch()
    network.block()
    for (const id of ids) network.support('alice', id)
    for (const id of ids) {
      network.until(id, 'voting')
      voteYes(network, id)
    }
    network.endEpoch(10)
    expect(ids.map((id) => network.proposal(id).state).toSorted()).toContain('actioned')
    expect(findLogs(network, 'RuleChanged')).toHaveLength(1)
  })
})

describe('the short way', () => {
  const RULES = {
    closingWindowEpochs: 0,
    revertWindowEpochs: 20,
    policyDebateEpochs: 4,
    policyVotingEpochs: 6,
  }

  function afterwards(payload: Payload, rules: Partial<Rules> = {}) {
    const network = createGovernanceNetwork({ ...RULES, ...rules })
    enact(network, setEpochReward(9_000))
    network.endEpoch()
    network.block()
    const id = network.propose('carol', payload)
    return { network, id }
  }

  test('is open to the exact undoing of a recent change, and is shorter', () => {
    const { network, id } = afterwards(setEpochReward(18_750, 9_000))
    expect(network.proposal(id).short).toBe(true)
    confirm(network, id)
    network.until(id, 'actioned')
    const {
      submittedEpoch,
      qualifiedEpoch,
      openedEpoch,
      voteEndEpoch,
      confirmedEpoch,
      changedEpoch,
    } = network.proposal(id)
    expect(qualifiedEpoch - submittedEpoch).toBe(1)
    expect(voteEndEpoch - openedEpoch).toBe(1)
    expect(changedEpoch - confirmedEpoch).toBe(1)
    expect(rewardIn(network, changedEpoch + 2)).toBe(18_750n)
  })

  test.each([
    ['another value', setEpochReward(18_749, 9_000), {}],
    ['a sunset', setEpochReward(18_750, 9_000, 5), {}],
    ['one more rule', both(), {}],
    ['a change of long ago', setEpochReward(18_750, 9_000), { revertWindowEpochs: 0 }],
  ] as const)('is closed to %s', (_, payload, rules) => {
    const { network, id } = afterwards(payload, rules)
    expect(network.proposal(id).short).toBe(false)
  })

  test('is lost by a revision to something else', () => {
    const { network, id } = afterwards(setEpochReward(18_750, 9_000))
    network.until(id, 'support')
    network.block()
    expect(reviseTo(network, id, setEpochReward(20_000, 9_000))).toBe(1)
    expect(network.proposal(id)).toMatchObject({ short: false, payloadRevision: 2 })
  })

  test('is not shut by who proposes the undoing first and withdraws it', () => {
    const { network, id } = afterwards(setEpochReward(18_750, 9_000))
    network.govern('carol', 'withdraw(uint64)', [id])
    const again = network.propose('dora', setEpochReward(18_750, 9_000))
    expect(network.proposal(again).short).toBe(true)
  })
})

function both(): Payload {
  const [one] = (setEpochReward(18_750, 9_000) as Extract<Payload, { kind: 'policy' }>).sets
  const other = { name: 'blockRewardRau', expected: `${coins(8)}`, value: `${coins(9)}` }
  return { kind: 'policy', sets: one === undefined ? [other] : [one, other], sunsetEpochs: 0 }
}

function reviseTo(network: GovernanceNetwork, id: number, payload: Payload): number {
  const content = [1, 'A proposal', 'Anew.', encodePayload(payload)]
  const signature = 'revise(uint64,uint8,string,string,bytes)'
  return network.govern('carol', signature, [id, ...content]).status
}

describe('the same payload', () => {
  test('is the same in whatever order its rules are set', () => {
    const network = createGovernanceNetwork({ policyCooldownEpochs: 5 })
    const { sets, ...rest } = both() as Extract<Payload, { kind: 'policy' }>
    expect(sets.map(({ name }) => name)).toEqual(['epochRewardRau', 'blockRewardRau'])
    const turned = { ...rest, sets: sets.toReversed() }
    const bytes = encodePayload({ ...rest, sets })
    expect(toHex(encodePayload(turned))).toBe(toHex(bytes))
    // What no encoder here gives: the two sets in the other order.
    const swapped = encodeAbi(parseAbiTypes(PAYLOAD_TYPES.policy), [
      sets.map((set) => [set.name, set.expected, set.value]),
      0,
    ])
    expect(toHex(swapped)).not.toBe(toHex(bytes))
    const propose = (payload: Uint8Array) =>
      network.govern('carol', 'propose(uint8,string,string,bytes)', [1, 'T', '', payload]).code
    // Bytes that are not its arguments stand in no block.
    expect(() => propose(swapped)).toThrow('stands in a block')
    expect(propose(bytes)).toBe(STALE_RULE.code)
  })

  test.each([
    ['defeated', 'cools down', 519],
    ['withdrawn', 'may come again', 0],
  ] as const)('when %s %s', (end, _, code) => {
    const network = createGovernanceNetwork({ policyCooldownEpochs: 5 })
    const id = network.propose('dora', setEpochReward(9_000))
    if (end === 'withdrawn') network.govern('dora', 'withdraw(uint64)', [id])
    else {
      network.open(id)
      network.until(id, end)
      network.block()
    }
    const content = [1, 'Again', 'Why not?', encodePayload(setEpochReward(9_000))]
    const propose = () =>
      network.govern('carol', 'propose(uint8,string,string,bytes)', content, coins(1_000)).code
    expect(propose()).toBe(code)
    if (code === 0) return
    const until = network.proposal(id).changedEpoch + 1 + 5
    while (network.epoch < until - 1) network.endEpoch()
    expect(propose()).toBe(network.epoch === until ? 0 : code)
    while (network.epoch < until) network.block()
    expect(propose()).toBe(0)
  })
})
