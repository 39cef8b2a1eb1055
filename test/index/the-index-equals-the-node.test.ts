import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { EVENT_NAMES } from '#indexer/events/decode-event.ts'
import { dumpTables, indexChain, verify } from './index-chain.ts'
import { makeSimChain, type SimChain } from './sim-chain.ts'

/**
 * Seeds of the simulator, which choose networks, too (`sim/sim-genesis.ts`), and lengths: epochs have 24 blocks, or 6 where proposals live fast. Together they have
 * every event that there is; when a change of the simulator makes it otherwise, choose others.
 */
const CHAINS: readonly (readonly [seed: number, blocks: number])[] = [
  [0, 75],
  [1, 75],
  [2, 75],
  [3, 75],
  [10, 130],
  [16, 130],
  [17, 130],
]

let database: Database
const seen = new Set<string>()
const compared = new Map<string, number>()

beforeAll(async () => {
  database = await openDatabase()
})

afterAll(async () => {
  await database.close()
})

describe('a chain of random operations of every kind', () => {
  test.each(CHAINS)(
    'of seed %i with %i blocks gives an index that says what the node says',
    async (seed, blocks) => {
      const chain = makeSimChain({ seed, blocks, operationsPerBlock: 20 })
      await indexChain(database, chain, 17)
      const findings = await verify(database, chain)
      expect(findings.differences).toEqual([])
      for (const [what, count] of findings.compared) {
        compared.set(what, (compared.get(what) ?? 0) + count)
      }
      const names = await database.query('select distinct name from chain.events')
      for (const { name } of names) seen.add(String(name))
    },
  )

  test('is not a small one, and has every event that there is', () => {
    console.info(
      `compared: ${[...compared].map(([what, count]) => `${count} × ${what}`).join(', ')}`,
    )
    for (const what of [
      'account',
      'bucket',
      'delegate',
      'proposal',
      'settlement',
      'seat',
      'rank',
    ]) {
      expect(compared.get(what), what).toBeGreaterThan(10)
    }
    expect(EVENT_NAMES.filter((name) => !seen.has(name))).toEqual([])
  })
})

describe('the comparison finds', () => {
  let chain: SimChain

  beforeAll(async () => {
    chain = makeSimChain({ seed: 5, blocks: 40, operationsPerBlock: 15 })
    await indexChain(database, chain, 20)
  })

  test.each([
    ['an account', 'accounts', 'balance_rau = balance_rau + 1', /account 0x.* balanceRau/],
    ['a nonce', 'accounts', 'nonce = nonce + 1', /account 0x.* nonce/],
    ['power', 'accounts', 'power_rau = power_rau + 1', /account 0x.* powerRau/],
    ['a bucket', 'buckets', 'duration_days = duration_days + 1', /bucket \d+: durationDays/],
    ['votes of a bucket', 'buckets', 'votes_rau = votes_rau + 1', /bucket \d+: votesRau/],
    ['a delegate', 'delegates', "reward = '0x00'", /delegate 0x.* reward/],
    [
      'a rank',
      'ranking',
      'effective_votes_rau = effective_votes_rau + 1',
      /rank 1: effectiveVotesRau/,
    ],
    ['a voter', 'voters', 'votes_rau = votes_rau + 1', /voters are not the sums/],
    ['a proposal', 'proposals', "state = 'actioned'", /proposal \d+: state/],
    ['support', 'proposals', 'support_rau = support_rau + 1', /proposal \d+: supportRau/],
    ['a settlement', 'settlements', 'owed_rau = owed_rau + 1', /settlement \d+: owedRau/],
    ['a grant', 'grants', 'amount_rau = amount_rau + 1', /settlements are not the sums/],
    ['a seat', 'seats', 'producer = not producer', /seat \d+\/\d+: producer/],
    ['activity', 'activity', 'signed = signed + 1', /activity .* signed/],
    ['a rule', 'rules', "value = value || '1'", /rule \w+: value/],
    ['a sum', 'sync', 'staked_rau = staked_rau + 1', /sum of the network: stakedRau/],
  ])('%s that is wrong', async (_, table, change, expected) => {
    await database.query(`create table kept as select * from chain.${table}`)
    try {
      await database.query(`update chain.${table} set ${change}`)
      const { differing, differences } = await verify(database, chain)
      expect(differing).toBeGreaterThan(0)
      expect(differences.join('\n')).toMatch(expected)
    } finally {
      await database.query(`delete from chain.${table}`)
      await database.query(`insert into chain.${table} select * from kept`)
      await database.query('drop table kept')
    }
  })

  test.each([
    [
      'an account',
      `delete from chain.accounts where balance_rau > 0 and address in (select address from chain.accounts where balance_rau > 0 limit 1)`,
    ],
    [
      'a bucket',
      `delete from chain.buckets where "index" = (select max("index") from chain.buckets where status = 'staked')`,
    ],
    ['a delegate in the ranking', `delete from chain.ranking where rank = 2`],
  ])('%s that is missing', async (_, statement) => {
    const before = await dumpTables(database)
    await database.query(statement)
    const { differing } = await verify(database, chain)
    expect(differing).toBeGreaterThan(0)
    await indexChain(database, chain, 20)
    expect(await dumpTables(database)).toEqual(before)
  })
})
