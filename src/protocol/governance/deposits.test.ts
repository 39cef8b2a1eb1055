import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { getFund } from '../rewards/fund.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { getRules } from '../params/rules.ts'
import { findLogs } from './find-logs.fixture.ts'
import { createGovernanceNetwork, setEpochReward, upgradeTo } from './governance.fixture.ts'
import { type ProposalState, TRANSITIONS } from './lifecycle.ts'
import { encodePayload } from './payload.ts'
import { getDepositRau } from './propose.ts'

describe('the deposit', () => {
  test('is of the class, and what is sent beyond it stays with the sender', () => {
    const network = createGovernanceNetwork()
    const before = network.balanceRau('dora')
    network.propose('dora', upgradeTo(2))
    const spentRau = before - network.balanceRau('dora')
    expect(spentRau >= coins(200) && spentRau < coins(201)).toBe(true)
    expect(getBalanceRau(network.machine.world.accounts, GOVERNANCE_ADDRESS)).toBe(coins(200))
  })

  test('of one Rau too little is refused', () => {
    const network = createGovernanceNetwork()
    const content = [1, 'T', 'T', encodePayload(setEpochReward(9_000))]
    const propose = (valueRau: bigint) =>
      network.govern('dora', 'propose(uint8,string,string,bytes)', content, valueRau).code
    expect(propose(coins(100) - 1n)).toBe(522)
    expect(propose(coins(100))).toBe(0)
  })

  test('grows by half with each undecided proposal above the target, and shrinks again', () => {
    const network = createGovernanceNetwork({ depositThrottleTarget: 2, maxLivePerProposer: 100 })
    const { world } = network.machine
    const asked = (): bigint => getDepositRau(world, getRules(world, 1), 'policy')
    const seen = [asked()]
    for (let i = 1; i <= 5; i++) {
      network.propose('dora', setEpochReward(i))
      seen.push(asked())
    }
    const parts = [100, 100, 100, 150, 225, 337.5].map((one) => BigInt(one * 10) * (coins(1) / 10n))
    expect(seen).toEqual(parts)
    network.govern('dora', 'withdraw(uint64)', [5])
    expect(asked()).toBe(coins(225))
    // What was paid is not changed by what others do.
    expect(network.proposal(4).depositRau).toBe(coins(150))
  })

  test('that is lost is the reward fund’s to the last Rau', () => {
    const network = createGovernanceNetwork({ policySupportWindowEpochs: 2 })
    const { world } = network.machine
    network.propose('dora', setEpochReward(9_000))
    network.endEpoch(2)
    while (network.blocks.length % 12 !== 11) network.block()
    const before = getFund(world).availableRau
    network.block()
    expect(network.proposal(1).state).toBe('lapsed')
    const { epochRau, blockRau, foundationRau } = world.rewards.settlements.get(network.epoch) ?? {
      epochRau: 0n,
      blockRau: 0n,
      foundationRau: 0n,
    }
    expect(getFund(world).availableRau).toBe(
      before - epochRau - blockRau - foundationRau + coins(100),
    )
  })

  test.each([
    ['just enough support', 3_333, true],
    ['too little', 3_334, false],
  ])('of one that lapses with %s (floor of %i basis points)', (_, lapseFloorBps, returned) => {
    // carol has 1,000 of 6,000, which is a third of a quorum of one half.
    const network = createGovernanceNetwork({
      lapseFloorBps,
      policySupportQuorumBps: 5_000,
      policySupportWindowEpochs: 3,
    })
    const id = network.propose('dora', setEpochReward(9_000))
    network.until(id, 'support')
    network.support('carol', id)
    network.until(id, 'lapsed')
    expect(findLogs(network, 'DepositSettled').map(({ args }) => args[3])).toEqual([returned])
  })
})

describe('the ways to an action', () => {
  function reaches(without: ReadonlySet<ProposalState>): boolean {
    const found = new Set<string>(['none'])
    for (let size = 0; size !== found.size; ) {
      size = found.size
      for (const { from, to } of TRANSITIONS) {
        if (found.has(from) && !without.has(to)) found.add(to)
      }
    }
    return found.has('actioned')
  }

  test.each([
    ['a timelock or the hands of an assignee', ['timelocked', 'assigned']],
    ['a verdict', ['confirmed']],
    ['a count', ['tallying']],
    ['a vote', ['voting']],
    ['enough support', ['qualified']],
    ['the checks', ['support']],
  ] as const)('all lead through %s', (_, states) => {
    expect(reaches(new Set())).toBe(true)
    expect(reaches(new Set(states))).toBe(false)
  })
})

test('bytes that are no payload cost as much as a payload', () => {
  const network = createGovernanceNetwork()
  const signature = 'propose(uint8,string,string,bytes)'
  const [none, many] = [0, 1_000].map((size) =>
    network.govern('dora', signature, [99, 'T', '', new Uint8Array(size)]),
  )
  const { gasPerPayloadByte } = network.machine.rules()
  expect([none?.status, many?.status]).toEqual([0, 0])
  expect((many?.gasUsed ?? 0) - (none?.gasUsed ?? 0)).toBe(1_000 * gasPerPayloadByte)
})
