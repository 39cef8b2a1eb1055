import { describe, expect, test } from 'vitest'
import { decodeRecord } from '#base/codec.ts'
import { coins } from '#base/integers.ts'
import { fromHex } from '#base/hex.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { computeFormulaTable, weightTableCodec } from '#formulas/votes-by-table.ts'
import { computeRanking } from '../election/ranking.ts'
import { momentOfElection } from '../election/moment.ts'
import { getVotesRau } from '../staking/votes.ts'
import { addressOf } from '../test-network.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import { createGovernanceNetwork, type GovernanceNetwork } from './governance.fixture.ts'
import { powerAt } from './power.ts'
import {
  actScripts,
  FLAT,
  LINEAR,
  RULES,
  runScript,
  stake,
  startWeighed,
} from './script-weights.fixture.ts'

function votesOf(network: GovernanceNetwork, name: string): bigint {
  return getVotesRau(network.machine.world, network.id(name))
}

function ranked(network: GovernanceNetwork): readonly string[] {
  const { world } = network.machine
  return computeRanking(momentOfElection(world)).map(({ delegate }) => delegate.name)
}

function elected(network: GovernanceNetwork, epoch: number): readonly string[] {
  const { world } = network.machine
  const seats = world.election.sets.get(epoch)?.seats ?? []
  return seats.map(({ delegate }) => world.delegates.delegates.get(delegate)?.name ?? '')
}

describe('a script for vote weights', () => {
  test('changes all votes at the boundary of its action, the ranking, and the next election', () => {
    const network = startWeighed()
    const { world } = network.machine
    network.endEpoch(2)
    const locked = {
      amountRau: coins(100),
      durationDays: 1_050,
      autoStake: false,
      selfStake: false,
    }
    expect(votesOf(network, 'dave')).toBe(coins(870) + computeVotes(locked))
    expect(ranked(network)).toEqual(['alice', 'bob', 'dave', 'carol'])
    const [id] = actScripts(network, FLAT)
    const last = network.epoch
    expect(votesOf(network, 'dave')).toBe(coins(970))
    expect(ranked(network)).toEqual(['alice', 'bob', 'carol', 'dave'])
    expect(world.staking.weights.get(0)).toMatchObject({ proposal: id, fromEpoch: last + 2 })
    expect(findLogs(network, 'ScriptFailed')).toEqual([])
    const [changed, ...more] = findLogs(network, 'WeightsChanged')
    expect(more).toEqual([])
    expect(changed?.height).toBe(network.blocks.length)
    expect(changed?.args[0]).toBe(BigInt(last + 2))
    const told = decodeRecord(weightTableCodec, fromHex(String(changed?.args[1]) as `0x${string}`))
    expect(told).toEqual(world.staking.weights.get(0)?.table)
    // The next epoch was elected before, the one after it is by the new votes.
    network.endEpoch()
    expect(elected(network, last + 1)).toContain('dave')
    expect(elected(network, last + 2).toSorted()).toEqual(['alice', 'bob', 'carol'])
    // What is staked from now on weighs by the table, too.
    stake(network, 'emil', 'carol', 100, 1_050)
    expect(votesOf(network, 'carol')).toBe(coins(1_100))
  })

  test('takes the place of another one, and gives it back to the formula', () => {
    const network = startWeighed()
    const before = votesOf(network, 'dave')
    const { world } = network.machine
    actScripts(network, FLAT)
    network.endEpoch(3)
    actScripts(network, LINEAR)
    expect(votesOf(network, 'dave')).toBe(coins(870 + 205))
    network.endEpoch(3)
    actScripts(network, '')
    expect(votesOf(network, 'dave')).toBe(before)
    expect(world.staking.weights.size).toBe(0)
    const changes = findLogs(network, 'WeightsChanged').map(({ args }) => String(args[1]).length)
    expect(changes).toEqual([2 + 2 * 12_612, 2 + 2 * 12_612, 2])
  })

  test('of several at one boundary the last counts', () => {
    const network = startWeighed()
    const [first, second] = actScripts(network, LINEAR, FLAT)
    expect(network.proposal(first ?? 0).changedEpoch).toBe(
      network.proposal(second ?? 0).changedEpoch,
    )
    expect(votesOf(network, 'dave')).toBe(coins(970))
    expect(network.machine.world.staking.weights.get(0)?.proposal).toBe(second)
    expect(findLogs(network, 'WeightsChanged')).toHaveLength(1)
  })

  test('moves no power of governance', () => {
    const network = startWeighed({ rules: { ...RULES, lockBonusCapPercent: 30 } })
    const { powers } = network.machine.world.governance
    const power = (who: string) => powerAt(powers.get(addressOf(who)), network.epoch + 1)
    expect(power('emil')).toBe(coins(130))
    const before = powers.get(addressOf('emil'))
    actScripts(network, FLAT)
    network.endEpoch()
    expect(powers.get(addressOf('emil'))).toEqual(before)
    stake(network, 'emil', 'dave', 100, 1_050)
    network.endEpoch()
    expect(power('emil')).toBe(coins(260))
  })

  test('that fails when it is put into action leaves the weights in force, and an event says so', () => {
    const capped = { fromEpoch: 16, set: { maxVoteWeightMillionths: 1_500_000 } }
    const network = startWeighed({ schedule: [capped] })
    actScripts(network, FLAT)
    const { world } = network.machine
    const inForce = world.staking.weights.get(0)
    expect(inForce).toBeDefined()
    expect(network.epoch).toBeLessThan(10)
    const id = network.propose('dora', { kind: 'script', slot: 'vote-weight', source: LINEAR })
    network.until(id, 'support')
    while (network.epoch < 11) network.endEpoch()
    network.open(id)
    for (const who of ['alice', 'bob']) network.vote(who, id, 10_000, 0)
    network.until(id, 'actioned')
    expect(network.epoch).toBeGreaterThanOrEqual(16)
    expect(world.staking.weights.get(0)).toBe(inForce)
    expect(votesOf(network, 'dave')).toBe(coins(970))
    expect(findLogs(network, 'WeightsChanged')).toHaveLength(1)
    expect(findLogs(network, 'ScriptFailed').map(({ args }) => args)).toEqual([
      [BigInt(id), 'vote-weight', BigInt(network.epoch), 'bad-output'],
    ])
  })

  test('is told the weights of the formula, and may give them back', () => {
    const network = startWeighed()
    actScripts(network, 'const voteWeights = ({ formula }) => formula')
    expect(network.machine.world.staking.weights.get(0)?.table).toEqual(computeFormulaTable())
    expect(votesOf(network, 'dave')).toBe(coins(870) + (coins(100) * 1_381_553n) / 1_000_000n)
  })
})

/** Gives what the formula gives but for one weight. */
function butFor(row: number, days: number, weight: string): string {
  return `const voteWeights = ({ formula }) => {
    formula[${row}][${days}] = ${weight}
    return formula
  }`
}

describe('a script for vote weights never reaches a vote that', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['does not compile', 'function voteWeights( {'],
    ['defines another function', FLAT.replace('voteWeights', 'shareEpochReward')],
    ['throws', 'function voteWeights() { throw new Error("no") }'],
    ['never ends', 'function voteWeights() { for (;;); }'],
    [
      'works on and on for each day',
      FLAT.replace(
        '() => 1000000',
        '() => { let n = 0; for (let i = 0; i < 1e5; i++) n ^= i; return 1e6 + (n & 0) }',
      ),
    ],
    [
      'takes all memory',
      'function voteWeights() { const all = []; for (;;) all.push(all.slice(), "x".repeat(9999)) }',
    ],
    ['calls itself', 'function voteWeights(input) { return voteWeights(input) }'],
    ['gives nothing', 'function voteWeights() {}'],
    ['gives one row', 'const voteWeights = ({ formula }) => formula[0]'],
    ['gives two rows', 'const voteWeights = ({ formula }) => formula.slice(1)'],
    ['gives four rows', 'const voteWeights = ({ formula }) => [formula[0], ...formula]'],
    [
      'gives a day too few',
      'const voteWeights = ({ formula }) => formula.map((row) => row.slice(1))',
    ],
    [
      'gives a day too many',
      'const voteWeights = ({ formula }) => formula.map((row) => [1000000, ...row])',
    ],
    [
      'gives a short row behind long ones',
      'const voteWeights = ({ formula }) => { formula[2].pop(); return formula }',
    ],
    ['gives empty rows', 'const voteWeights = () => [[], [], []]'],
    ['gives rows within rows', 'const voteWeights = ({ formula }) => [formula]'],
    ['gives an object', 'const voteWeights = ({ formula }) => ({ ...formula })'],
    ['gives texts', FLAT.replace('1000000', '"1000000"')],
    ['gives a text of it all', 'const voteWeights = ({ formula }) => JSON.stringify(formula)'],
    ['gives fractions', FLAT.replace('1000000', '1000000.5')],
    ['gives BigInt', FLAT.replace('1000000', '1000000n')],
    ['gives a hole', butFor(1, 5, 'undefined')],
    ['gives null', butFor(1, 5, 'null')],
    ['gives NaN', butFor(0, 5, 'NaN')],
    ['gives infinity', butFor(2, 1_050, 'Infinity')],
    ['gives less than one', butFor(0, 0, '999999')],
    ['gives nothing for a day', butFor(0, 0, '0')],
    ['gives negative weights', butFor(0, 0, '-1000000')],
    ['gives more than the cap', butFor(2, 1_050, '4000001')],
    ['gives more than four bytes hold', butFor(2, 1_050, '2 ** 32 + 2000000')],
    ['gives more than numbers hold', butFor(2, 1_050, '1e300')],
    ['falls with the days', butFor(0, 1_050, '1381500')],
    ['gives auto-stake less', butFor(0, 1_050, '1419572')],
    ['gives self-stake less', butFor(2, 1_050, '1419570')],
    ['answers with too much', FLAT.replace('1000000', '"1".repeat(100)')],
    [
      'redefines how lists are written',
      `Array.prototype.toJSON = () => '[[1000000]]'; ${FLAT.replace('1000000', '1')}`,
    ],
    ['closes the list early', FLAT.replace('1000000', '"1000000]],[["')],
  ]

  test.each(rows)('%s', (_, source) => {
    const network = createGovernanceNetwork(RULES, { runScript })
    const id = network.propose('dora', { kind: 'script', slot: 'vote-weight', source })
    network.endEpoch()
    expect(network.proposal(id).state).toBe('rejected')
  })

  test('all of them were tried, and one just within the bounds is not among them', () => {
    expect(rows.length).toBeGreaterThanOrEqual(37)
    const network = createGovernanceNetwork(RULES, { runScript })
    const source = butFor(2, 1_050, '4000000')
    const id = network.propose('dora', { kind: 'script', slot: 'vote-weight', source })
    network.endEpoch()
    expect(network.proposal(id).state).toBe('support')
  })
})
