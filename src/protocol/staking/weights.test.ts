import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { computeFormulaTable, findTableFault, type WeightTable } from '#formulas/votes-by-table.ts'
import { creditFund } from '../rewards/fund.ts'
import type { World } from '../world.ts'
import { slashSelfStake } from './slash.ts'
import { account, createNetwork, DAY, type Network, SIGNATURES } from './staking.fixture.ts'
import { computeBucketVotes, getVotesRau, putWeights } from './votes.ts'

const MOST = 4_000_000

/** For each kind of bucket: from which days on how much more. */
type Steps = readonly (readonly (readonly [fromDays: number, more: number])[])[]

const anySteps: fc.Arbitrary<Steps> = fc.array(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 1_050 }), fc.nat(800_000)), { maxLength: 6 }),
  { minLength: 3, maxLength: 3 },
)

/** Weights that rise by steps, up to the cap, and are nowhere below those of the row before. */
function tableOf(kinds: Steps): WeightTable {
  let below: readonly number[] = []
  return kinds.map((steps) => {
    const row = Array.from({ length: 1_051 }, (_, days) => {
      const gained = steps.filter(([from]) => from <= days).reduce((sum, [, by]) => sum + by, 0)
      return Math.max(Math.min(MOST, 1_000_000 + gained), below[days] ?? 0)
    })
    below = row
    return row.map(BigInt)
  })
}

function put(world: World, table: WeightTable | undefined): void {
  putWeights(world, table === undefined ? undefined : { proposal: 1, fromEpoch: 3, table })
}

/** Votes of all delegates, counted bucket by bucket with arithmetic of its own; and what nobody may lose by it. */
function recount(world: World, table: WeightTable): ReadonlyMap<Address, bigint> {
  const votes = new Map<Address, bigint>()
  world.staking.buckets.each((index, { delegate, amountRau, ...bucket }) => {
    if (bucket.unstakedSeconds !== 0) return
    const isOwn = world.delegates.delegates.get(delegate)?.selfStakeBucket === index
    const row = !bucket.autoStake ? table[0] : isOwn ? table[2] : table[1]
    const votesRau = (amountRau * (row?.[bucket.durationDays] ?? 0n)) / 1_000_000n
    expect(votesRau).toBeGreaterThanOrEqual(amountRau)
    expect(votesRau).toBeLessThanOrEqual(amountRau * 4n)
    votes.set(delegate, (votes.get(delegate) ?? 0n) + votesRau)
  })
  return votes
}

function expectVotes(world: World, table: WeightTable): void {
  const votes = recount(world, table)
  world.delegates.delegates.each((id) => {
    expect(getVotesRau(world, id)).toBe(votes.get(id) ?? 0n)
  })
}

function powers(world: World): readonly unknown[] {
  const all: unknown[] = []
  world.governance.powers.each((who, points) => all.push([who, points]))
  return all
}

const person = fc.constantFrom('alice', 'bob', 'carol')
const delegate = fc.constantFrom('anna', 'bena')
const amount = fc.constantFrom(coins(100), coins(333) + 1n, coins(2_000) + 7n)
const days = fc.constantFrom(0, 1, 90, 91, 700, 1_050)

type Step = (network: Network) => void

function act(from: string, signature: string, ...values: readonly unknown[]): Step {
  return (network) => {
    network.act(from, signature, values as never)
  }
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(person, delegate, amount, days, fc.boolean())
    .map(([who, name, rau, time, auto]) =>
      act(who, SIGNATURES.createStake, name, rau, time, auto, []),
    ),
  fc
    .tuple(person, fc.nat(6), days, fc.boolean())
    .map(([who, index, time, auto]) => act(who, SIGNATURES.restake, index, time, auto, [])),
  fc
    .tuple(person, fc.nat(6), amount)
    .map(([who, index, rau]) => act(who, SIGNATURES.depositToStake, index, rau, [])),
  fc
    .tuple(person, fc.nat(6), delegate)
    .map(([who, index, name]) => act(who, SIGNATURES.changeCandidate, name, index, [])),
  fc.tuple(person, fc.nat(6)).map(([who, index]) => act(who, SIGNATURES.unstake, index, [])),
  fc.tuple(person, fc.nat(6)).map(([who, index]) => act(who, SIGNATURES.withdrawStake, index, [])),
  fc.constant<Step>((network) => {
    network.inBlock((context) =>
      creditFund(context.world, slashSelfStake(context, account('ann'), coins(17) + 3n)),
    )
  }),
  fc.constant<Step>((network) => {
    network.timeSeconds += 500 * DAY
  }),
)

test('under any table that may be in force every action keeps the votes of all delegates', () => {
  let tables = 0
  let steps = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anySteps, fc.array(anyStep, { minLength: 4, maxLength: 12 })), {
        minLength: 2,
        maxLength: 4,
      }),
      (phases) => {
        const network = createNetwork({ rules: { lockBonusCapPercent: 30 } })
        const { world } = network
        for (const [kinds, actions] of phases) {
          const table = tableOf(kinds)
          expect(findTableFault(table, BigInt(MOST))).toBeUndefined()
          const before = powers(world)
          const amounts = world.staking.totals.get(0)
          put(world, table)
          expect(powers(world)).toEqual(before)
          expect(world.staking.totals.get(0)).toEqual(amounts)
          expectVotes(world, table)
          tables++
          for (const action of actions) {
            action(network)
            expectVotes(world, table)
            steps++
          }
        }
      },
    ),
    { numRuns: 60, seed: 23 },
  )
  console.log(`${steps} actions under ${tables} tables`)
  expect(tables).toBeGreaterThanOrEqual(120)
  expect(steps).toBeGreaterThanOrEqual(500)
})

describe('weights', () => {
  const table = computeFormulaTable().map((row, place) =>
    row.map((_, at) => 1_000_000n + BigInt(Math.floor(at / 10) * 1_000 * (place + 1))),
  )

  test('the formula comes back to the Rau', () => {
    const network = createNetwork()
    const { world } = network
    network.act('alice', SIGNATURES.createStake, ['anna', coins(12_345) + 67n, 91, true, []])
    const before = [getVotesRau(world, account('ann')), getVotesRau(world, account('ben'))]
    put(world, table)
    expect(getVotesRau(world, account('ben'))).toBe((coins(2_000_000) * 1_027_000n) / 1_000_000n)
    put(world, undefined)
    expect(world.staking.weights.size).toBe(0)
    expect([getVotesRau(world, account('ann')), getVotesRau(world, account('ben'))]).toEqual(before)
  })

  test('an unstaked bucket gives nothing, and one that is self-stake no more the weight of others', () => {
    const network = createNetwork()
    const { world } = network
    put(world, table)
    network.act('alice', SIGNATURES.createStake, ['anna', coins(1_500_000), 700, true, []])
    const own = world.staking.buckets.get(0)
    const other = world.staking.buckets.get(2)
    if (own === undefined || other === undefined) throw new Error('there are three buckets')
    expect(computeBucketVotes(world, own, true)).toBe(coins(2_054_000))
    expect(computeBucketVotes(world, other, false)).toBe(coins(1_710_000))
    expect(getVotesRau(world, account('ann'))).toBe(coins(3_764_000))
    network.act('alice', SIGNATURES.candidateEndorsement, [2, true])
    expect(network.act('ann', SIGNATURES.candidateActivate, [2]).text).toBe('ok')
    // 91 days as another's bucket: 1.018; 700 days as the self-stake: 1.21.
    expect(getVotesRau(world, account('ann'))).toBe(coins(2_036_000 + 1_815_000))
    expect(computeBucketVotes(world, { ...other, unstakedSeconds: 1 }, true)).toBe(0n)
  })

  test('a table of state is read back whole', () => {
    const { world } = createNetwork()
    put(world, table)
    expect(world.staking.weights.get(0)).toEqual({ proposal: 1, fromEpoch: 3, table })
  })
})
