import type { FindingsBook } from './findings.ts'
import {
  askAtOneHeight,
  type NodeStatus,
  type VerifySetting,
  waitForIndex,
} from './verify-setting.ts'
import type { Database, RawRow } from '../database/database.ts'

const MAX_TRIES = 100
const RANKS_AT_ONCE = 1_000

/**
 * What can only be compared as a whole: sums, and the ranking, at a moment in which index and node are at the same height. That every row of the
 * index equals the node's and the sums do, too, means that none is missing.
 */
export async function verifySums(setting: VerifySetting): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES && !setting.signal.aborted; attempt++) {
    const { height, status, answers } = await askAtOneHeight(setting, rankingCalls(attempt))
    await waitForIndex(setting, height)
    const index = await readIndex(setting.database)
    if (Number(index.sync['height']) !== height) continue
    const ranking = answers.flatMap((page) => (page as { readonly items: readonly RawRow[] }).items)
    const { total } = answers[0] as { readonly total: number }
    // More delegates than were asked for: the next attempt asks for more.
    if (ranking.length < total) continue
    compareSums(setting.findings, status, index)
    compareRanking(setting.findings, ranking, index.ranking)
    return
  }
  throw new Error('the node makes blocks faster than the index is read; try again')
}

/** Pages of the ranking: one more with each attempt. */
function rankingCalls(attempt: number) {
  return Array.from({ length: attempt + 1 }, (_, at) => ({
    method: 'boule_ranking',
    params: [{ offset: at * RANKS_AT_ONCE, limit: RANKS_AT_ONCE }],
  }))
}

interface IndexMoment {
  readonly sync: RawRow
  readonly sums: RawRow
  readonly faults: RawRow
  readonly ranking: readonly RawRow[]
}

function readIndex(database: Database): Promise<IndexMoment> {
  return database.transaction(async (session) => {
    await session.query('set transaction isolation level repeatable read')
    const [sync = {}] = await session.query('select * from chain.sync where id = 1')
    const [sums = {}] = await session.query(
      'select sum(balance_rau) as balance, sum(unclaimed_rau) as unclaimed, sum(staked_rau) as staked from chain.accounts',
    )
    const [faults = {}] = await session.query(INNER_SUMS)
    const ranking = await session.query(
      `select rank, delegate, votes_rau as "votesRau", effective_votes_rau as "effectiveVotesRau", eligible, reason
       from chain.ranking order by rank`,
    )
    return { sync, sums, faults, ranking }
  })
}

/** Rows of the index that are not the sums of others that they should be. */
const INNER_SUMS = `select
  (select count(*) from chain.delegates d left join (
     select delegate, sum(votes_rau) as votes, count(*) as voters from chain.voters group by delegate
   ) v on v.delegate = d.id
   where d.votes_rau <> coalesce(v.votes, 0) or d.voters <> coalesce(v.voters, 0)) as delegates,
  (select count(*) from (
     select delegate, owner, count(*) as buckets, sum(amount_rau) as amount, sum(votes_rau) as votes
     from chain.buckets where status = 'staked' group by delegate, owner
   ) b full join chain.voters v on v.delegate = b.delegate and v.owner = b.owner
   where b.amount is distinct from v.amount_rau or b.votes is distinct from v.votes_rau
     or b.buckets is distinct from v.buckets) as voters,
  (select count(*) from chain.accounts a left join (
     select owner, sum(amount_rau) as staked, count(*) as buckets
     from chain.buckets where status <> 'withdrawn' group by owner
   ) b on b.owner = a.address
   where a.staked_rau <> coalesce(b.staked, 0) or a.buckets <> coalesce(b.buckets, 0)) as accounts,
  (select count(*) from chain.settlements s left join (
     select epoch, sum(amount_rau) filter (where kind = 'block') as block,
       sum(amount_rau) filter (where kind in ('epoch', 'community')) as epoch_reward,
       sum(amount_rau) filter (where kind = 'foundation') as foundation, sum(owed_rau) as owed
     from chain.grants group by epoch
   ) g on g.epoch = s.epoch
   where s.block_rau <> coalesce(g.block, 0) or s.epoch_rau <> coalesce(g.epoch_reward, 0)
     or s.foundation_rau <> coalesce(g.foundation, 0) or s.owed_rau <> coalesce(g.owed, 0)) as settlements`

function compareSums(
  findings: FindingsBook,
  status: NodeStatus,
  { sync, sums, faults }: IndexMoment,
): void {
  const { delegates, buckets, supplyRau, stakedRau, fund } = status
  findings.compare(
    'sum',
    'of the network',
    {
      delegates,
      buckets,
      supplyRau,
      stakedRau,
      ...fund,
      balances: supplyRau,
      staked: stakedRau,
      unclaimed: fund.unclaimedRau,
    },
    {
      delegates: sync['delegates'],
      buckets: sync['buckets'],
      supplyRau: sync['supply_rau'],
      stakedRau: sync['staked_rau'],
      availableRau: sync['fund_available_rau'],
      unclaimedRau: sync['fund_unclaimed_rau'],
      owedRau: sync['fund_owed_rau'],
      balances: sums['balance'],
      staked: sums['staked'],
      unclaimed: sums['unclaimed'],
    },
  )
  for (const [table, count] of Object.entries(faults)) {
    if (Number(count) !== 0)
      findings.add(`${String(count)} ${table} are not the sums of their parts`)
  }
}

function compareRanking(
  findings: FindingsBook,
  node: readonly RawRow[],
  index: readonly RawRow[],
): void {
  for (const [at, entry] of node.entries()) {
    const { rank, delegate, votesRau, effectiveVotesRau, eligible, reason } = entry
    findings.compare(
      'rank',
      String(rank),
      { rank, delegate, votesRau, effectiveVotesRau, eligible, reason },
      index[at] ?? {},
    )
  }
  if (index.length !== node.length) findings.add('the ranking of the index has another length')
}
