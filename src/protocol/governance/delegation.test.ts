import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  setEpochReward,
  setRule,
} from './governance.fixture.ts'

const POLICY = 1
const VOTERS = [0, 1, 2, 3, 4, 5, 6, 7].map((place) => `voter ${place}`)

function delegate(network: GovernanceNetwork, from: string, to: string, kind = POLICY): number {
  const address = to === '' ? ZERO_ADDRESS : addressOf(to)
  return network.govern(from, 'delegatePower(uint8,address)', [kind, address]).status
}

/** Eight voters with 101, 202, 303 … coins of aged power, beside alice, bob and carol. */
function createVoters(rules: Partial<Rules> = {}): GovernanceNetwork {
  const holders: Record<string, number> = { dora: 10_000 }
  for (const name of [...VOTERS, 'alice', 'bob', 'carol']) holders[name] = 2_000
  const network = createGovernanceNetwork(rules, { holders })
  network.block({
    transactions: VOTERS.map((name, place) => {
      const values = ['bob', coins(101 * (place + 1)), 0, false, []]
      const data = encodeCall(SIGNATURES.createStake, values)
      return network.sign(name, { to: STAKING_ADDRESS, data })
    }),
  })
  network.endEpoch(2)
  network.block()
  return network
}

/** Calls of different senders in one block. */
function governAll(
  network: GovernanceNetwork,
  calls: readonly (readonly [sender: string, signature: string, values: readonly AbiValue[]])[],
): void {
  const transactions = calls.map(([sender, signature, values]) =>
    network.sign(sender, { to: GOVERNANCE_ADDRESS, data: encodeCall(signature, values) }),
  )
  const { receipts } = network.block({ transactions })
  expect(receipts.map(({ status }) => status)).toEqual(calls.map(() => 1))
}

describe('delegated power', () => {
  test('counts with the delegate’s ballot, and every own ballot takes it back', () => {
    const network = createVoters()
    expect(delegate(network, 'bob', 'carol')).toBe(1)
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    network.block()
    network.vote('carol', id, 10_000, 0)
    expect(network.tally(id).yesRau).toBe(coins(3_000))
    network.vote('bob', id, 0, 10_000)
    expect(network.tally(id)).toMatchObject({ yesRau: coins(1_000), noRau: coins(2_000) })
  })

  test('goes one step only, and not to who does not vote', () => {
    const network = createVoters()
    delegate(network, 'alice', 'bob')
    delegate(network, 'bob', 'carol')
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    network.block()
    network.vote('carol', id, 10_000, 0)
    expect(network.tally(id).yesRau).toBe(coins(3_000))
  })

  test('is that of the class alone', () => {
    const network = createVoters()
    delegate(network, 'bob', 'carol', 3)
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    network.block()
    network.vote('carol', id, 10_000, 0)
    expect(network.tally(id).yesRau).toBe(coins(1_000))
  })

  test('is fixed when the vote opens: what is given or taken back later changes nothing', () => {
    const network = createVoters({ tallyBudgetRecords: 1 })
    delegate(network, 'bob', 'carol')
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    expect(delegate(network, 'bob', '')).toBe(1)
    expect(delegate(network, 'alice', 'carol')).toBe(1)
    network.block()
    network.vote('carol', id, 10_000, 0)
    expect(network.tally(id).yesRau).toBe(coins(3_000))
    const later = network.propose('dora', setRule('maxStakeDays', '1050', '900'))
    network.open(later)
    network.block()
    network.vote('carol', later, 10_000, 0)
    expect(network.tally(later).yesRau).toBe(coins(4_000))
  })

  test('lets one vote who has no power of its own', () => {
    const network = createVoters()
    delegate(network, 'bob', 'dora')
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    // Delegations are given out at the end of blocks, from the first one of the vote on.
    expect(network.vote('dora', id, 10_000, 0).code).toBe(524)
    expect(network.vote('dora', id, 10_000, 0).code).toBe(0)
    expect(network.tally(id).yesRau).toBe(coins(2_000))
  })
})

type Turn = 'delegate votes' | 'delegator votes' | 'pass'

describe('an own ballot', () => {
  const orders: readonly (readonly Turn[])[] = [
    ['delegate votes', 'delegator votes', 'pass'],
    ['delegate votes', 'pass', 'delegator votes'],
    ['delegator votes', 'delegate votes', 'pass'],
    ['delegator votes', 'pass', 'delegate votes'],
    ['pass', 'delegate votes', 'delegator votes'],
    ['pass', 'delegator votes', 'delegate votes'],
  ]

  test.each(orders)('%s, %s, %s: the same sums', (...turns) => {
    // One record in a block, and eight others before bob: the pass reaches it when it is told to.
    const network = createVoters({ tallyBudgetRecords: 1 })
    for (const name of VOTERS) delegate(network, name, 'carol')
    delegate(network, 'bob', 'alice')
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    for (const turn of turns) {
      if (turn === 'delegate votes') network.vote('alice', id, 10_000, 0)
      if (turn === 'delegator votes') network.vote('bob', id, 0, 10_000)
      if (turn === 'pass') while (network.tally(id).delegationsDone < 9) network.block()
      if (turn !== turns.at(-1) && turns.indexOf('pass') > turns.indexOf(turn)) {
        expect(network.tally(id).delegationsDone).toBeLessThan(9)
      }
    }
    expect(network.tally(id)).toMatchObject({ yesRau: coins(3_000), noRau: coins(2_000) })
  })
})

interface Vote {
  readonly yesBps: number
  readonly noBps: number
}

describe('any vote with delegations', () => {
  const bps = fc.integer({ min: 0, max: 10_000 })
  const vote = fc.tuple(bps, bps).map(([yesBps, rest]): Vote => {
    return { yesBps, noBps: Math.min(rest, 10_000 - yesBps) }
  })
  const cases = fc.record({
    delegations: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 8 }),
    ballots: fc.uniqueArray(fc.tuple(fc.nat(7), vote), {
      maxLength: 8,
      selector: ([place]) => place,
    }),
    shift: fc.nat(7),
  })

  function run(
    {
      delegations,
      ballots,
    }: {
      readonly delegations: readonly (readonly [number, number])[]
      readonly ballots: readonly (readonly [number, Vote])[]
    },
    tallyBudgetRecords: number,
  ) {
    const network = createVoters({ tallyBudgetRecords, policyTurnoutQuorumBps: 500 })
    for (const [from, to] of delegations) delegate(network, `voter ${from}`, `voter ${to}`)
    const id = network.propose('dora', setEpochReward(9_000))
    network.open(id)
    const { root } = network.proposal(id)
    const signature = 'castBallot(uint64,bytes32,uint16,uint16,uint16)'
    governAll(
      network,
      ballots.map(([place, { yesBps, noBps }]) => [
        `voter ${place}`,
        signature,
        [id, root, yesBps, noBps, 10_000 - yesBps - noBps],
      ]),
    )
    let most = 0
    let before = network.tally(id)
    for (
      let i = 0;
      i < 90 && !['confirmed', 'defeated'].includes(network.proposal(id).state);
      i++
    ) {
      network.block()
      const after = network.tally(id)
      const records =
        after.delegationsDone + after.counted - before.delegationsDone - before.counted
      most = Math.max(most, records)
      before = after
    }
    expect(most).toBeLessThanOrEqual(tallyBudgetRecords)
    const { totalRau, state } = network.proposal(id)
    const { yesRau, noRau, abstainRau } = before
    expect(before).toMatchObject({
      countedYesRau: yesRau,
      countedNoRau: noRau,
      countedAbstainRau: abstainRau,
    })
    expect(yesRau + noRau + abstainRau <= totalRau).toBe(true)
    return { state, yesRau, noRau, abstainRau, totalRau }
  }

  test('comes to the same whatever a block may count, and in whatever order ballots come', () => {
    let [votes, confirmed] = [0, 0]
    fc.assert(
      fc.property(cases, ({ delegations, ballots, shift }) => {
        const expected = run({ delegations, ballots }, 1_000_000)
        for (const budget of [1, 2, 7]) {
          expect(run({ delegations, ballots }, budget)).toEqual(expected)
        }
        const turned = [...ballots.slice(shift), ...ballots.slice(0, shift)].toReversed()
        expect(run({ delegations, ballots: turned }, 3)).toEqual(expected)
        votes += ballots.length
        if (expected.state === 'confirmed') confirmed++
      }),
      { numRuns: 12, endOnFailure: true },
    )
    console.log(`12 votes of ${votes} ballots, five ways each; ${confirmed} confirmed`)
    expect(votes).toBeGreaterThan(30)
    expect(confirmed).toBeGreaterThan(1)
  })
})
