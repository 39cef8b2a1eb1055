import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import {
  address,
  amount,
  basisPoints,
  bucketIndex,
  chain,
  epoch,
  eventId,
  height,
  hex,
  seconds,
  timeMs,
} from './columns.ts'

/** Delegates as they are, with the newest profile. What changes with the ranking alone is in `ranking`. */
export const delegates = chain.table(
  'delegates',
  {
    /** Identity: never changes. */
    id: address('id').primaryKey(),
    /** 1, 2, 3 … in order of registration. */
    registration: integer('registration').notNull(),
    name: text('name').notNull(),
    owner: address('owner').notNull(),
    operator: address('operator').notNull(),
    reward: address('reward').notNull(),
    blsKey: hex('bls_key'),
    consensusKey: hex('consensus_key'),
    /** Address of its consensus key in CometBFT: 40 upper-case hex digits. */
    validator: text('validator'),
    selfStakeBucket: bucketIndex('self_stake_bucket'),
    selfStakeRau: amount('self_stake_rau').notNull(),
    /** Σ votes of its staked buckets. */
    votesRau: amount('votes_rau').notNull(),
    /** Open buckets that vote for it, also those that wait for withdrawal. */
    buckets: integer('buckets').notNull(),
    /** Accounts with staked buckets that vote for it. */
    voters: integer('voters').notNull(),
    /** Unproductive epochs within the window; more than 0 is probation. */
    probationEpochs: integer('probation_epochs').notNull(),
    /** `none`: has not asked to leave; `queued`: waits; `admitted`: may confirm from `exitHeight` on. */
    exit: text('exit').$type<'none' | 'queued' | 'admitted'>().notNull(),
    exitHeight: height('exit_height'),
    retired: boolean('retired').notNull(),
    rewardExempt: boolean('reward_exempt').notNull(),
    /** 0: it has said nothing of itself; then the fields of the profile are empty. */
    profileVersion: integer('profile_version').notNull(),
    profileHeight: height('profile_height'),
    displayName: text('display_name').notNull(),
    group: text('group').notNull(),
    website: text('website').notNull(),
    region: text('region').notNull(),
    logoHash: hex('logo_hash'),
    textHash: hex('text_hash'),
    links: jsonb('links').$type<readonly string[]>().notNull(),
    /** Parts of each kind of reward that it keeps; null before the first profile. */
    blockCommissionBps: basisPoints('block_commission_bps'),
    epochCommissionBps: basisPoints('epoch_commission_bps'),
    bonusCommissionBps: basisPoints('bonus_commission_bps'),
    /** Sums over all settled epochs. */
    produced: integer('produced').notNull(),
    missed: integer('missed').notNull(),
    signed: integer('signed').notNull(),
    absent: integer('absent').notNull(),
    epochsServed: integer('epochs_served').notNull(),
    epochsUnproductive: integer('epochs_unproductive').notNull(),
    /** Produced of produced and missed, over all settled epochs; null when it was never due. */
    uptimeBps: basisPoints('uptime_bps'),
    /** Σ grants to it, owed ones included. */
    grantedRau: amount('granted_rau').notNull(),
    registeredHeight: height('registered_height').notNull(),
    /** Name, display name, group, region, website, identity, owner and operator in lower case: what a search looks through. */
    searchText: text('search_text').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    index('delegates_registration').on(t.registration),
    index('delegates_name').on(t.name),
    index('delegates_owner').on(t.owner),
    index('delegates_operator').on(t.operator),
    index('delegates_reward').on(t.reward),
    index('delegates_search_trigram').using('gin', sql`search_text gin_trgm_ops`),
    index('delegates_search_words').using('gin', sql`to_tsvector('simple', search_text)`),
  ],
)

/**
 * All delegates by rank as of the index’s height, exactly as the node answers `boule_ranking` there. Written anew where it changed at the end of each batch of blocks,
 * in one transaction with `sync`.
 */
export const ranking = chain.table(
  'ranking',
  {
    delegate: address('delegate').primaryKey(),
    rank: integer('rank').notNull(),
    votesRau: amount('votes_rau').notNull(),
    /** What counts in an election: less on probation. */
    effectiveVotesRau: amount('effective_votes_rau').notNull(),
    eligible: boolean('eligible').notNull(),
    /** Why it takes no part in the election, such as `no-self-stake` or `too-few-votes`. */
    reason: text('reason'),
    /** Its part in the running epoch. */
    role: text('role').$type<'producer' | 'verifier' | 'none'>().notNull(),
  },
  (t) => [index('ranking_rank').on(t.rank)],
)

/** All versions of all profiles. */
export const profiles = chain.table(
  'profiles',
  {
    delegate: address('delegate').notNull(),
    /** 1, 2, 3 … */
    version: integer('version').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    displayName: text('display_name').notNull(),
    group: text('group').notNull(),
    website: text('website').notNull(),
    region: text('region').notNull(),
    logoHash: hex('logo_hash'),
    textHash: hex('text_hash'),
    links: jsonb('links').$type<readonly string[]>().notNull(),
    blockCommissionBps: basisPoints('block_commission_bps').notNull(),
    epochCommissionBps: basisPoints('epoch_commission_bps').notNull(),
    bonusCommissionBps: basisPoints('bonus_commission_bps').notNull(),
  },
  (t) => [primaryKey({ columns: [t.delegate, t.version] })],
)

/** Buckets, also those that were withdrawn: these keep what they held last. */
export const buckets = chain.table(
  'buckets',
  {
    index: bucketIndex('index').primaryKey(),
    owner: address('owner').notNull(),
    /** Identity of the delegate that it votes for. */
    delegate: address('delegate').notNull(),
    amountRau: amount('amount_rau').notNull(),
    /** Votes that it gives: 0 when unstaked or withdrawn. */
    votesRau: amount('votes_rau').notNull(),
    durationDays: integer('duration_days').notNull(),
    autoStake: boolean('auto_stake').notNull(),
    createdSeconds: seconds('created_seconds').notNull(),
    /** The duration counts from here. */
    stakedSeconds: seconds('staked_seconds').notNull(),
    /** Null while it is staked. */
    unstakedSeconds: seconds('unstaked_seconds'),
    /** It is its delegate’s self-stake. */
    selfStake: boolean('self_stake').notNull(),
    /** `endorsed`: its owner lets the delegate use it as self-stake; `ending`: up to `endorsementEnd`. */
    endorsement: text('endorsement').$type<'none' | 'endorsed' | 'ending'>().notNull(),
    /** First height at which an endorsement counts no more. */
    endorsementEnd: height('endorsement_end'),
    status: text('status').$type<'staked' | 'unstaked' | 'withdrawn'>().notNull(),
    createdHeight: height('created_height').notNull(),
    withdrawnHeight: height('withdrawn_height'),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    index('buckets_owner').on(t.owner, t.index),
    index('buckets_delegate').on(t.delegate, t.index),
    index('buckets_delegate_votes').on(t.delegate, t.votesRau.desc(), t.index),
    index('buckets_open').on(t.index).where(sql`status <> 'withdrawn'`),
    index('buckets_ended').on(t.status, t.index).where(sql`status <> 'staked'`),
  ],
)

/** Who votes for whom now: one row for each owner of staked buckets and delegate. */
export const voters = chain.table(
  'voters',
  {
    delegate: address('delegate').notNull(),
    owner: address('owner').notNull(),
    /** Staked ones. */
    buckets: integer('buckets').notNull(),
    amountRau: amount('amount_rau').notNull(),
    votesRau: amount('votes_rau').notNull(),
    /** Since when without a gap; 0: since genesis. */
    sinceHeight: height('since_height').notNull(),
    sinceEpoch: epoch('since_epoch').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.delegate, t.owner] }),
    index('voters_owner').on(t.owner),
    index('voters_votes').on(t.delegate, t.votesRau.desc(), t.owner),
  ],
)

/** Each delegate at the end of each epoch: its votes and rank, after everything that the last block did. */
export const delegateEpochs = chain.table(
  'delegate_epochs',
  {
    epoch: epoch('epoch').notNull(),
    delegate: address('delegate').notNull(),
    rank: integer('rank').notNull(),
    votesRau: amount('votes_rau').notNull(),
    effectiveVotesRau: amount('effective_votes_rau').notNull(),
    selfStakeRau: amount('self_stake_rau').notNull(),
    buckets: integer('buckets').notNull(),
    voters: integer('voters').notNull(),
    probationEpochs: integer('probation_epochs').notNull(),
    eligible: boolean('eligible').notNull(),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.delegate, t.epoch] }),
    index('delegate_epochs_rank').on(t.epoch, t.rank),
  ],
)

/** Coins taken from self-stakes as a penalty. */
export const slashes = chain.table(
  'slashes',
  {
    eventId: eventId('event_id').primaryKey(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    delegate: address('delegate').notNull(),
    /** Null, with `owner`, when there was no self-stake to take from. */
    bucket: bucketIndex('bucket'),
    owner: address('owner'),
    cause: text('cause').$type<'double-signed' | 'unproductive'>().notNull(),
    takenRau: amount('taken_rau').notNull(),
    /** What the bucket held after it. */
    amountRau: amount('amount_rau').notNull(),
    /** Height of the two blocks that were signed, with `double-signed`. */
    faultHeight: height('fault_height'),
    /** Blocks missed in the epoch, with `unproductive`. */
    missed: integer('missed'),
  },
  (t) => [
    index('slashes_delegate').on(t.delegate, t.eventId.desc()),
    index('slashes_epoch').on(t.epoch),
  ],
)

/** Weights of votes that a script gave, in order: the last one is in force. Without any, the built-in formula is. */
export const voteWeights = chain.table('vote_weights', {
  eventId: eventId('event_id').primaryKey(),
  /** First epoch whose delegates are elected by them. */
  fromEpoch: epoch('from_epoch').notNull(),
  height: height('height').notNull(),
  timeMs: timeMs('time_ms').notNull(),
  /** Three rows of 1,051 weights of four bytes in millionths; null: the built-in formula again. */
  weights: hex('weights'),
})
