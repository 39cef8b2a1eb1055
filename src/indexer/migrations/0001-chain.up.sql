-- The tables of src/indexer/schema.ts, which says what each column means.
-- Text is compared byte by byte (collation C): addresses and hashes are most of it, and order is the same in every database.
create extension if not exists pg_trgm;
create schema chain;

create table chain.accounts (
  address text collate "C" primary key,
  balance_rau numeric(78,0) not null,
  nonce bigint not null,
  unclaimed_rau numeric(78,0) not null,
  staked_rau numeric(78,0) not null,
  buckets integer not null,
  power_rau numeric(78,0) not null,
  first_height bigint not null,
  updated_height bigint not null
-- No index has what changes: with room for it in its page, a changed row costs no index anything.
) with (fillfactor = 80);

create table chain.activity (
  epoch integer not null,
  delegate text collate "C" not null,
  produced integer not null,
  missed integer not null,
  signed integer not null,
  absent integer not null,
  unproductive boolean not null,
  primary key (epoch, delegate)
);
create index activity_delegate on chain.activity (delegate, epoch desc);

create table chain.attestations (
  proposal integer not null,
  revision integer not null,
  delegate text collate "C" not null,
  green boolean not null,
  report_hash text collate "C" not null,
  account text collate "C" not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  primary key (proposal, revision, delegate)
);
create index attestations_delegate on chain.attestations (delegate, proposal);

create table chain.ballots (
  proposal integer not null,
  voter text collate "C" not null,
  "number" integer not null,
  yes_bps integer not null,
  no_bps integer not null,
  abstain_bps integer not null,
  own_rau numeric(78,0) not null,
  delegated_rau numeric(78,0) not null,
  nonce text collate "C",
  times integer not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  updated_height bigint not null,
  primary key (proposal, voter)
);
create index ballots_number on chain.ballots (proposal, number);
create index ballots_voter on chain.ballots (voter, proposal);

create table chain.blocks (
  height bigint primary key,
  hash text collate "C" not null,
  parent_hash text collate "C" not null,
  time_ms bigint not null,
  epoch integer not null,
  producer text collate "C",
  round integer,
  transactions integer not null,
  events integer not null,
  gas_used bigint not null,
  gas_limit bigint not null,
  gas_price_rau numeric(78,0) not null,
  "size" integer not null,
  app_hash text collate "C" not null,
  transactions_root text collate "C" not null,
  receipts_root text collate "C" not null,
  reveal text collate "C"
);
create unique index blocks_hash on chain.blocks (hash);
create index blocks_producer on chain.blocks (producer, height desc);
create index blocks_epoch on chain.blocks (epoch, height);

create table chain.buckets (
  "index" bigint primary key,
  owner text collate "C" not null,
  delegate text collate "C" not null,
  amount_rau numeric(78,0) not null,
  votes_rau numeric(78,0) not null,
  duration_days integer not null,
  auto_stake boolean not null,
  created_seconds bigint not null,
  staked_seconds bigint not null,
  unstaked_seconds bigint,
  self_stake boolean not null,
  endorsement text collate "C" not null,
  endorsement_end bigint,
  status text collate "C" not null,
  created_height bigint not null,
  withdrawn_height bigint,
  updated_height bigint not null
);
create index buckets_owner on chain.buckets (owner, "index");
create index buckets_delegate on chain.buckets (delegate, "index");
create index buckets_delegate_votes on chain.buckets (delegate, votes_rau desc, "index");
create index buckets_open on chain.buckets ("index") where status <> 'withdrawn';
create index buckets_ended on chain.buckets (status, "index") where status <> 'staked';

create table chain.claims (
  event_id bigint primary key,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  reward text collate "C" not null,
  claimant text collate "C" not null,
  amount_rau numeric(78,0) not null
);
create index claims_reward on chain.claims (reward, event_id desc);

create table chain.debt_payments (
  event_id bigint primary key,
  debt bigint not null,
  epoch integer not null,
  height bigint not null,
  time_ms bigint not null,
  delegate text collate "C" not null,
  reward text collate "C" not null,
  amount_rau numeric(78,0) not null,
  still_owed_rau numeric(78,0) not null
);
create index debt_payments_debt on chain.debt_payments (debt);
create index debt_payments_reward on chain.debt_payments (reward, event_id desc);

create table chain.debts (
  event_id bigint primary key,
  epoch integer not null,
  delegate text collate "C" not null,
  reward text collate "C" not null,
  kind text collate "C" not null,
  amount_rau numeric(78,0) not null,
  open_rau numeric(78,0) not null,
  paid_height bigint,
  updated_height bigint not null
);
create index debts_reward on chain.debts (reward, event_id);
create index debts_delegate on chain.debts (delegate, event_id);

create table chain.delegate_epochs (
  epoch integer not null,
  delegate text collate "C" not null,
  rank integer not null,
  votes_rau numeric(78,0) not null,
  effective_votes_rau numeric(78,0) not null,
  self_stake_rau numeric(78,0) not null,
  buckets integer not null,
  voters integer not null,
  probation_epochs integer not null,
  eligible boolean not null,
  reason text collate "C",
  primary key (delegate, epoch)
);
create index delegate_epochs_rank on chain.delegate_epochs (epoch, rank);

create table chain.delegates (
  id text collate "C" primary key,
  registration integer not null,
  name text collate "C" not null,
  owner text collate "C" not null,
  operator text collate "C" not null,
  reward text collate "C" not null,
  bls_key text collate "C",
  consensus_key text collate "C",
  validator text collate "C",
  self_stake_bucket bigint,
  self_stake_rau numeric(78,0) not null,
  votes_rau numeric(78,0) not null,
  buckets integer not null,
  voters integer not null,
  probation_epochs integer not null,
  "exit" text collate "C" not null,
  exit_height bigint,
  retired boolean not null,
  reward_exempt boolean not null,
  profile_version integer not null,
  profile_height bigint,
  display_name text collate "C" not null,
  "group" text collate "C" not null,
  website text collate "C" not null,
  region text collate "C" not null,
  logo_hash text collate "C",
  text_hash text collate "C",
  links jsonb not null,
  block_commission_bps integer,
  epoch_commission_bps integer,
  bonus_commission_bps integer,
  produced integer not null,
  missed integer not null,
  signed integer not null,
  absent integer not null,
  epochs_served integer not null,
  epochs_unproductive integer not null,
  uptime_bps integer,
  granted_rau numeric(78,0) not null,
  registered_height bigint not null,
  search_text text collate "C" not null,
  updated_height bigint not null
);
create index delegates_registration on chain.delegates (registration);
create index delegates_name on chain.delegates (name);
create index delegates_owner on chain.delegates (owner);
create index delegates_operator on chain.delegates (operator);
create index delegates_reward on chain.delegates (reward);
create index delegates_search_trigram on chain.delegates using gin (search_text gin_trgm_ops);
create index delegates_search_words on chain.delegates using gin (to_tsvector('simple', search_text));

create table chain.directive_reports (
  event_id bigint primary key,
  proposal integer not null,
  account text collate "C" not null,
  percent integer not null,
  evidence_hash text collate "C" not null,
  "text" text collate "C" not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null
);
create index directive_reports_proposal on chain.directive_reports (proposal, event_id);

create table chain.directive_reviews (
  event_id bigint primary key,
  proposal integer not null,
  account text collate "C" not null,
  accepted boolean not null,
  "text" text collate "C" not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null
);
create index directive_reviews_proposal on chain.directive_reviews (proposal, event_id);

create table chain.epochs (
  epoch integer primary key,
  start_height bigint not null,
  end_height bigint not null,
  election_height bigint not null,
  start_time_ms bigint,
  end_time_ms bigint,
  elected_height bigint not null,
  origin text collate "C" not null,
  mix text collate "C" not null,
  draw_rule text collate "C" not null,
  seats integer not null,
  producers integer not null,
  blocks integer not null,
  missed integer not null,
  transactions integer not null,
  updated_height bigint not null
);

create table chain.events (
  id bigint primary key,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C",
  name text collate "C" not null,
  args json not null,
  account text collate "C",
  other_account text collate "C",
  delegate text collate "C",
  other_delegate text collate "C",
  bucket bigint,
  proposal integer
);
create index events_name on chain.events (name, id);
create index events_account on chain.events (account, id desc) where account is not null;
create index events_other_account on chain.events (other_account, id desc) where other_account is not null;
create index events_delegate on chain.events (delegate, id desc) where delegate is not null;
create index events_other_delegate on chain.events (other_delegate, id desc) where other_delegate is not null;
create index events_bucket on chain.events (bucket, id desc) where bucket is not null;
create index events_proposal on chain.events (proposal, id desc) where proposal is not null;

create table chain.fund_deposits (
  event_id bigint primary key,
  height bigint not null,
  time_ms bigint not null,
  transaction_hash text collate "C" not null,
  depositor text collate "C" not null,
  amount_rau numeric(78,0) not null
);
create index fund_deposits_depositor on chain.fund_deposits (depositor, event_id desc);

create table chain.given_powers (
  proposal integer not null,
  delegator text collate "C" not null,
  delegate text collate "C" not null,
  power_rau numeric(78,0) not null,
  taken_back boolean not null,
  updated_height bigint not null,
  primary key (proposal, delegator)
);
create index given_powers_delegate on chain.given_powers (proposal, delegate);

create table chain.grants (
  event_id bigint primary key,
  epoch integer not null,
  height bigint not null,
  time_ms bigint not null,
  delegate text collate "C" not null,
  reward text collate "C" not null,
  kind text collate "C" not null,
  amount_rau numeric(78,0) not null,
  owed_rau numeric(78,0) not null
);
create index grants_epoch on chain.grants (epoch, event_id);
create index grants_delegate on chain.grants (delegate, event_id desc);
create index grants_reward on chain.grants (reward, event_id desc);

create table chain.missed_blocks (
  height bigint not null,
  round integer not null,
  delegate text collate "C" not null,
  epoch integer not null,
  time_ms bigint not null,
  primary key (height, round)
);
create index missed_blocks_delegate on chain.missed_blocks (delegate, height desc);
create index missed_blocks_epoch on chain.missed_blocks (epoch, height);

create table chain.power_delegations (
  event_id bigint primary key,
  "class" text collate "C" not null,
  account text collate "C" not null,
  delegate text collate "C",
  epoch integer not null,
  height bigint not null,
  time_ms bigint not null,
  transaction_hash text collate "C" not null,
  current boolean not null
);
create index power_delegations_account on chain.power_delegations (account, class, event_id desc);
create index power_delegations_delegate on chain.power_delegations (delegate, class) where current;

create table chain.power_points (
  account text collate "C" not null,
  epoch integer not null,
  power_rau numeric(78,0) not null,
  primary key (account, epoch)
);

create table chain.probation_changes (
  event_id bigint primary key,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  delegate text collate "C" not null,
  unproductive_epochs integer not null
);
create index probation_changes_delegate on chain.probation_changes (delegate, event_id desc);

create table chain.profiles (
  delegate text collate "C" not null,
  "version" integer not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  display_name text collate "C" not null,
  "group" text collate "C" not null,
  website text collate "C" not null,
  region text collate "C" not null,
  logo_hash text collate "C",
  text_hash text collate "C",
  links jsonb not null,
  block_commission_bps integer not null,
  epoch_commission_bps integer not null,
  bonus_commission_bps integer not null,
  primary key (delegate, version)
);

create table chain.proposal_revisions (
  proposal integer not null,
  revision integer not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  "class" text collate "C" not null,
  kind text collate "C" not null,
  title text collate "C" not null,
  "text" text collate "C" not null,
  payload jsonb not null,
  payload_bytes text collate "C" not null,
  root text collate "C" not null,
  text_hash text collate "C" not null,
  payload_hash text collate "C" not null,
  primary key (proposal, revision)
);

create table chain.proposal_supports (
  proposal integer not null,
  account text collate "C" not null,
  revision integer not null,
  payload_revision integer not null,
  editorial boolean not null,
  withdrawn boolean not null,
  counts boolean not null,
  power_rau numeric(78,0) not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  updated_height bigint not null,
  primary key (proposal, account)
);
create index proposal_supports_power on chain.proposal_supports (proposal, power_rau desc, account);
create index proposal_supports_account on chain.proposal_supports (account, proposal);

create table chain.proposal_transitions (
  event_id bigint primary key,
  proposal integer not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  from_state text collate "C",
  to_state text collate "C" not null,
  reason text collate "C" not null,
  transaction_hash text collate "C"
);
create index proposal_transitions_proposal on chain.proposal_transitions (proposal, event_id);
create index proposal_transitions_to on chain.proposal_transitions (to_state, event_id desc);

create table chain.proposals (
  id integer primary key,
  proposer text collate "C" not null,
  "class" text collate "C" not null,
  kind text collate "C" not null,
  short boolean not null,
  state text collate "C" not null,
  reason text collate "C" not null,
  live boolean not null,
  title text collate "C" not null,
  revision integer not null,
  payload_revision integer not null,
  root text collate "C" not null,
  text_hash text collate "C" not null,
  payload_hash text collate "C" not null,
  deposit_rau numeric(78,0) not null,
  deposit_returned boolean,
  submitted_epoch integer not null,
  submitted_height bigint not null,
  submitted_time_ms bigint not null,
  revised_epoch integer not null,
  qualified_epoch integer,
  opened_epoch integer,
  vote_end_epoch integer,
  extended_epochs integer not null,
  confirmed_epoch integer,
  timelock_end_epoch integer,
  due_epoch integer,
  changed_epoch integer not null,
  overdue boolean not null,
  support_rau numeric(78,0) not null,
  supporters integer not null,
  total_rau numeric(78,0),
  yes_rau numeric(78,0) not null,
  no_rau numeric(78,0) not null,
  abstain_rau numeric(78,0) not null,
  ballots integer not null,
  quorum_bps integer,
  approval_bps integer,
  sunset_restored boolean,
  percent integer,
  search_text text collate "C" not null,
  updated_height bigint not null
);
create index proposals_state on chain.proposals (state, id desc);
create index proposals_proposer on chain.proposals (proposer, id desc);
create index proposals_title_trigram on chain.proposals using gin ((lower(title)) gin_trgm_ops);
create index proposals_search_words on chain.proposals using gin (to_tsvector('simple', search_text));

create table chain.ranking (
  delegate text collate "C" primary key,
  rank integer not null,
  votes_rau numeric(78,0) not null,
  effective_votes_rau numeric(78,0) not null,
  eligible boolean not null,
  reason text collate "C",
  role text collate "C" not null
);
create index ranking_rank on chain.ranking (rank);

create table chain.readiness (
  proposal integer not null,
  delegate text collate "C" not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null,
  primary key (proposal, delegate)
);

create table chain.rules (
  name text collate "C" not null,
  from_epoch integer not null,
  value text collate "C" not null,
  before text collate "C",
  source text collate "C" not null,
  proposal integer,
  decided_height bigint not null,
  primary key (name, from_epoch)
);
create index rules_from_epoch on chain.rules (from_epoch);
create index rules_proposal on chain.rules (proposal);

create table chain.scripts (
  event_id bigint primary key,
  what text collate "C" not null,
  slot text collate "C" not null,
  proposal integer not null,
  epoch integer not null,
  source_hash text collate "C",
  failure text collate "C",
  height bigint not null,
  time_ms bigint not null
);
create index scripts_slot on chain.scripts (slot, event_id desc);

create table chain.seats (
  epoch integer not null,
  rank integer not null,
  delegate text collate "C" not null,
  name text collate "C" not null,
  registration integer not null,
  operator text collate "C" not null,
  votes_rau numeric(78,0) not null,
  producer boolean not null,
  consensus_key text collate "C" not null,
  primary key (epoch, rank)
);
create index seats_delegate on chain.seats (delegate, epoch desc);

create table chain.settlements (
  epoch integer primary key,
  height bigint not null,
  time_ms bigint not null,
  block_rau numeric(78,0) not null,
  epoch_rau numeric(78,0) not null,
  foundation_rau numeric(78,0) not null,
  credited_rau numeric(78,0) not null,
  owed_rau numeric(78,0) not null,
  debts_paid_rau numeric(78,0) not null,
  slashed_rau numeric(78,0) not null
);

create table chain.slashes (
  event_id bigint primary key,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  delegate text collate "C" not null,
  bucket bigint,
  owner text collate "C",
  cause text collate "C" not null,
  taken_rau numeric(78,0) not null,
  amount_rau numeric(78,0) not null,
  fault_height bigint,
  missed integer
);
create index slashes_delegate on chain.slashes (delegate, event_id desc);
create index slashes_epoch on chain.slashes (epoch);

create table chain.sync (
  id smallint primary key,
  chain_id bigint not null,
  network text collate "C" not null,
  genesis_hash text collate "C" not null,
  genesis_time_ms bigint not null,
  dev boolean not null,
  height bigint not null,
  block_hash text collate "C" not null,
  time_ms bigint not null,
  epoch integer not null,
  start_height bigint not null,
  election_height bigint not null,
  end_height bigint not null,
  supply_rau numeric(78,0) not null,
  staked_rau numeric(78,0) not null,
  fund_available_rau numeric(78,0) not null,
  fund_unclaimed_rau numeric(78,0) not null,
  fund_owed_rau numeric(78,0) not null,
  delegates integer not null,
  buckets bigint not null,
  events bigint not null
);

create table chain.transactions (
  hash text collate "C" not null,
  height bigint not null,
  position integer not null,
  time_ms bigint not null,
  sender text collate "C" not null,
  recipient text collate "C",
  value_rau numeric(78,0) not null,
  nonce bigint not null,
  type smallint not null,
  action text collate "C",
  succeeded boolean not null,
  code integer not null,
  error text collate "C",
  gas_limit bigint not null,
  gas_used bigint not null,
  gas_price_rau numeric(78,0) not null,
  fee_rau numeric(78,0) not null,
  primary key (height, position)
);
create index transactions_hash on chain.transactions using hash (hash);
create index transactions_sender on chain.transactions (sender, height desc, position desc);
create index transactions_recipient on chain.transactions (recipient, height desc, position desc);

create table chain.treasury_payments (
  event_id bigint primary key,
  stream integer not null,
  proposal integer not null,
  recipient text collate "C" not null,
  amount_rau numeric(78,0) not null,
  owed_rau numeric(78,0) not null,
  epochs_left integer not null,
  epoch integer not null,
  height bigint not null,
  time_ms bigint not null
);
create index treasury_payments_proposal on chain.treasury_payments (proposal, event_id);
create index treasury_payments_recipient on chain.treasury_payments (recipient, event_id desc);

create table chain.treasury_streams (
  stream integer primary key,
  proposal integer not null,
  recipient text collate "C" not null,
  per_epoch_rau numeric(78,0) not null,
  epochs integer not null,
  epochs_left integer not null,
  owed_rau numeric(78,0) not null,
  paid_rau numeric(78,0) not null,
  updated_height bigint not null
);
create index treasury_streams_proposal on chain.treasury_streams (proposal);
create index treasury_streams_recipient on chain.treasury_streams (recipient);

create table chain.versions (
  "version" integer primary key,
  proposal integer,
  bundle_root text collate "C" not null,
  from_epoch integer not null,
  height bigint not null
);

create table chain.vetoes (
  proposal integer primary key,
  guardian text collate "C" not null,
  reason text collate "C" not null,
  height bigint not null,
  time_ms bigint not null,
  epoch integer not null,
  transaction_hash text collate "C" not null
);

create table chain.vote_progress (
  proposal integer primary key,
  delegations integer not null,
  delegations_done integer not null,
  counted bigint not null
);

create table chain.vote_weights (
  event_id bigint primary key,
  from_epoch integer not null,
  height bigint not null,
  time_ms bigint not null,
  weights text collate "C"
);

create table chain.voters (
  delegate text collate "C" not null,
  owner text collate "C" not null,
  buckets integer not null,
  amount_rau numeric(78,0) not null,
  votes_rau numeric(78,0) not null,
  since_height bigint not null,
  since_epoch integer not null,
  updated_height bigint not null,
  primary key (delegate, owner)
);
create index voters_owner on chain.voters (owner);
create index voters_votes on chain.voters (delegate, votes_rau desc, owner);

