import type { Database } from '#indexer/database/database.ts'

export const DELEGATES = 1_000
const PROPOSALS = 500
export const HEIGHT = 1_000

/** 0x and 40 digits of a number. */
const address = (prefix: string, number: string): string =>
  `'0x${prefix}' || lpad(to_hex(${number}), ${40 - prefix.length}, '0')`
const hash = (number: string): string => `'0x' || lpad(to_hex(${number}), 64, '0')`

/** Rows as a network with a thousand delegates and so many voters has them. */
export async function fillDatabase(
  database: Database,
  voters: number,
  tell: (line: string) => void,
): Promise<void> {
  for (const statement of writeStatements(voters)) {
    const [, table = ''] = /^insert into chain\.(\w+)/.exec(statement) ?? []
    tell(`filling ${table}`)
    await database.script(statement)
  }
  tell('tidying the tables')
  // What the database would do some time after rows came, beside what is measured.
  await database.query('vacuum analyze')
  await database.query('checkpoint')
}

const writeStatements = (voters: number): readonly string[] => [
  `insert into chain.sync (id, chain_id, network, genesis_hash, genesis_time_ms, dev, height, block_hash, time_ms, epoch,
     start_height, election_height, end_height, supply_rau, staked_rau, fund_available_rau, fund_unclaimed_rau, fund_owed_rau,
     delegates, buckets, events)
   values (1, 7, 'bench', ${hash('1')}, 0, false, ${HEIGHT}, ${hash(`${HEIGHT}`)}, ${HEIGHT * 5_000}, 5,
     961, 1150, 1200, 1e28, 1e27, 0, 0, 0, ${DELEGATES}, ${voters}, 0)`,
  `insert into chain.rules (name, from_epoch, value, before, source, proposal, decided_height)
   values ('unstakeWaitSeconds', 1, '259200', null, 'genesis', null, 0)`,
  `insert into chain.delegates (id, registration, name, owner, operator, reward, self_stake_rau, votes_rau, buckets, voters,
     probation_epochs, exit, retired, reward_exempt, profile_version, display_name, "group", website, region, links, produced, missed,
     signed, absent, epochs_served, epochs_unproductive, uptime_bps, granted_rau, registered_height, search_text, updated_height)
   select ${address('de', 'n')}, n, 'delegate' || n, ${address('a', 'n')}, ${address('b', 'n')}, ${address('c', 'n')},
     (1200000 + n)::numeric * 1e18, (n % 977)::numeric * 1e24, ${Math.floor(voters / DELEGATES)}, ${Math.floor(voters / DELEGATES)},
     n % 7 / 6, 'none', false, false, 0, 'Delegate number ' || n, 'group' || n % 10, '', 'EU', '[]', n, n % 3, n, 0, 4, 0,
     9990 - n % 100, 1e20, 0, 'delegate' || n || ' delegate number ' || n, ${HEIGHT}
   from generate_series(1, ${DELEGATES}) n`,
  `insert into chain.ranking (delegate, rank, votes_rau, effective_votes_rau, eligible, reason, role)
   select id, row_number() over (order by votes_rau desc, registration), votes_rau, votes_rau, true, null,
     case when registration <= 24 then 'producer' when registration <= 36 then 'verifier' else 'none' end from chain.delegates`,
  `insert into chain.buckets (index, owner, delegate, amount_rau, votes_rau, duration_days, auto_stake, created_seconds, staked_seconds,
     unstaked_seconds, self_stake, endorsement, endorsement_end, status, created_height, withdrawn_height, updated_height)
   select n, ${address('e', 'n')}, ${address('de', `1 + n % ${DELEGATES}`)}, (100 + n % 9973)::numeric * 1e18,
     (120 + n % 9973)::numeric * 1e18, 91, true, 0, 0, null, false, 'none', null, 'staked', 1, null, 1
   from generate_series(1, ${voters}) n`,
  `insert into chain.voters (delegate, owner, buckets, amount_rau, votes_rau, since_height, since_epoch, updated_height)
   select delegate, owner, 1, amount_rau, votes_rau, 1, 1, 1 from chain.buckets`,
  `insert into chain.proposals (id, proposer, class, kind, short, state, reason, live, title, revision, payload_revision, root, text_hash,
     payload_hash, deposit_rau, submitted_epoch, submitted_height, submitted_time_ms, revised_epoch, extended_epochs, changed_epoch, overdue,
     support_rau, supporters, yes_rau, no_rau, abstain_rau, ballots, search_text, updated_height)
   select n, ${address('a', 'n')}, 'policy', 'policy', false, case when n % 20 = 0 then 'voting' else 'actioned' end, 'executed', n % 20 = 0,
     'Proposal number ' || n, 1, 1, ${hash('n')}, ${hash('n')}, ${hash('n')}, 1e20, 1, 1, 0, 1, 0, 1 + n % 5, false, 1e24, 30, 2e24, 1e24, 0,
     40, 'Proposal number ' || n || ' ' || repeat('words of a text ', 60), 1
   from generate_series(1, ${PROPOSALS}) n`,
  `insert into chain.ballots (proposal, voter, number, yes_bps, no_bps, abstain_bps, own_rau, delegated_rau, nonce, times, height, time_ms,
     epoch, transaction_hash, updated_height)
   select p, ${address('a', 'v')}, v, 10000, 0, 0, v::numeric * 1e20, 0, null, 1, 1, 0, 1, ${hash('v')}, 1
   from generate_series(1, ${PROPOSALS}) p, generate_series(1, 40) v`,
]
