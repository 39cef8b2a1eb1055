import { describe, expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { computeSupplyRau } from '../genesis/init.ts'
import { getFund } from '../rewards/fund.ts'
import { GOVERNANCE_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import { ENDINGS } from './endings.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import { createGovernanceNetwork } from './governance.fixture.ts'
import { isTerminal } from './lifecycle.ts'
import { ALL_TRANSITIONS, historyOf } from './recount.fixture.ts'

const seen = new Set<string>()

describe('every transition is reached', () => {
  test.each(ENDINGS)('$name', ({ rules = {}, run, end, returned }) => {
    const network = createGovernanceNetwork(rules)
    const id = run(network)
    network.until(id, end)
    const proposal = network.proposal(id)
    const history = historyOf(network, id)
    for (const one of history) seen.add(one)
    const states = history.map((one) => one.split(/ > |: /)[1])
    expect(history.map((one) => one.split(' > ')[0])).toEqual(['none', ...states.slice(0, -1)])
    expect(states.at(-1)).toBe(end)

    expect(proposal.depositRau).toBe(0n)
    const { world } = network.machine
    const of = (name: string) =>
      findLogs(network, name).filter(({ args }) => args[0] === BigInt(id))
    const depositRau = of('ProposalRevised')[0]?.args.at(-1) as bigint
    expect(depositRau).toBeGreaterThan(0n)
    expect(of('DepositSettled').map(({ args }) => args.slice(1))).toEqual([
      [proposal.proposer, depositRau, returned],
    ])
    let heldRau = 0n
    world.governance.proposals.each((_, one) => {
      heldRau += one.depositRau
    })
    expect(getBalanceRau(world.accounts, GOVERNANCE_ADDRESS)).toBe(heldRau)
    const fund = getFund(world)
    expect(getBalanceRau(world.accounts, REWARDING_ADDRESS)).toBe(
      fund.availableRau + fund.unclaimedRau,
    )
    expect(computeSupplyRau(world)).toBe(world.chain.identity.get(0)?.supplyRau)

    // Nothing leads away from an end.
    expect(isTerminal(end)).toBe(true)
    network.endEpoch(2)
    expect(network.proposal(id)).toEqual(proposal)
  })

  test('and no other', () => {
    expect([...seen].toSorted()).toEqual(ALL_TRANSITIONS.toSorted())
  })
})
