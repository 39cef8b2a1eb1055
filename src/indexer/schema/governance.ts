import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import {
  address,
  amount,
  basisPoints,
  chain,
  epoch,
  eventId,
  height,
  hex,
  timeMs,
} from './columns.ts'

/** Classes, kinds, states and reasons are the words of `#sdk/governance/names.ts`. */
export type ProposalClassName = 'directive' | 'policy' | 'technical' | 'meta'
export type PayloadKindName = 'directive' | 'policy' | 'treasury' | 'upgrade' | 'script' | 'cancel'

/** Proposals as they are. Epochs are null as long as they are not known. */
export const proposals = chain.table(
  'proposals',
  {
    /** 1, 2, 3 … */
    id: integer('id').primaryKey(),
    proposer: address('proposer').notNull(),
    class: text('class').$type<ProposalClassName>().notNull(),
    kind: text('kind').$type<PayloadKindName>().notNull(),
    /** Debate, vote and timelock are the short ones. */
    short: boolean('short').notNull(),
    state: text('state').notNull(),
    /** Reason of the transition that was last. */
    reason: text('reason').notNull(),
    /** Not over. */
    live: boolean('live').notNull(),
    title: text('title').notNull(),
    /** Of the current content: 1, 2, 3 … */
    revision: integer('revision').notNull(),
    payloadRevision: integer('payload_revision').notNull(),
    root: hex('root').notNull(),
    textHash: hex('text_hash').notNull(),
    payloadHash: hex('payload_hash').notNull(),
    /** What was paid in. */
    depositRau: amount('deposit_rau').notNull(),
    /** Null while it is held; then whether it went back to the proposer (else to the reward fund). */
    depositReturned: boolean('deposit_returned'),
    submittedEpoch: epoch('submitted_epoch').notNull(),
    submittedHeight: height('submitted_height').notNull(),
    submittedTimeMs: timeMs('submitted_time_ms').notNull(),
    revisedEpoch: epoch('revised_epoch').notNull(),
    /** At its end power counts. */
    qualifiedEpoch: epoch('qualified_epoch'),
    /** Last epoch before the vote. */
    openedEpoch: epoch('opened_epoch'),
    /** Last epoch of the vote. */
    voteEndEpoch: epoch('vote_end_epoch'),
    extendedEpochs: integer('extended_epochs').notNull(),
    confirmedEpoch: epoch('confirmed_epoch'),
    /** Last epoch of the timelock. */
    timelockEndEpoch: epoch('timelock_end_epoch'),
    /** A software change takes effect with it; a directive is due in it. */
    dueEpoch: epoch('due_epoch'),
    /** Of the last transition. */
    changedEpoch: epoch('changed_epoch').notNull(),
    /** A directive that was not done in time, also after it is done. */
    overdue: boolean('overdue').notNull(),
    /** Σ aged power, as of the last boundary, of those who support the current content; at qualification it stays. */
    supportRau: amount('support_rau').notNull(),
    supporters: integer('supporters').notNull(),
    /** Σ power of all at the snapshot; null before qualification. */
    totalRau: amount('total_rau'),
    /** Ballots as they stand, with delegated power; once counted the result. */
    yesRau: amount('yes_rau').notNull(),
    noRau: amount('no_rau').notNull(),
    abstainRau: amount('abstain_rau').notNull(),
    /** Voters with a ballot of their own. */
    ballots: integer('ballots').notNull(),
    /** Quorum and majority that the verdict went by; null before it. */
    quorumBps: basisPoints('quorum_bps'),
    approvalBps: basisPoints('approval_bps'),
    /** Of a policy whose time is over: whether the old values came back. Null: it has no end, or not yet. */
    sunsetRestored: boolean('sunset_restored'),
    /** Of a directive: how far it is. */
    percent: integer('percent'),
    /** Title, then the text: what a search looks through. */
    searchText: text('search_text').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    index('proposals_state').on(t.state, t.id.desc()),
    index('proposals_proposer').on(t.proposer, t.id.desc()),
    index('proposals_title_trigram').using('gin', sql`lower(title) gin_trgm_ops`),
    index('proposals_search_words').using('gin', sql`to_tsvector('simple', search_text)`),
  ],
)

/** All contents that a proposal had. */
export const proposalRevisions = chain.table(
  'proposal_revisions',
  {
    proposal: integer('proposal').notNull(),
    revision: integer('revision').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    class: text('class').$type<ProposalClassName>().notNull(),
    kind: text('kind').$type<PayloadKindName>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** What it would do, by kind, as `boule_proposal` answers it; amounts as decimal text. */
    payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** ABI bytes of the payload. */
    payloadBytes: hex('payload_bytes').notNull(),
    root: hex('root').notNull(),
    textHash: hex('text_hash').notNull(),
    payloadHash: hex('payload_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposal, t.revision] })],
)

/** The way of each proposal from state to state. */
export const proposalTransitions = chain.table(
  'proposal_transitions',
  {
    eventId: eventId('event_id').primaryKey(),
    proposal: integer('proposal').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    /** Null: it came into being. */
    from: text('from_state'),
    to: text('to_state').notNull(),
    reason: text('reason').notNull(),
    /** Null for what a block did by itself. */
    transactionHash: hex('transaction_hash'),
  },
  (t) => [
    index('proposal_transitions_proposal').on(t.proposal, t.eventId),
    index('proposal_transitions_to').on(t.to, t.eventId.desc()),
  ],
)

/** Who supports which proposal, also those who took it back or whose support fell with a revision. */
export const proposalSupports = chain.table(
  'proposal_supports',
  {
    proposal: integer('proposal').notNull(),
    account: address('account').notNull(),
    /** What it supports. */
    revision: integer('revision').notNull(),
    payloadRevision: integer('payload_revision').notNull(),
    /** Stays when only the text is revised. */
    editorial: boolean('editorial').notNull(),
    /** It was taken back. */
    withdrawn: boolean('withdrawn').notNull(),
    /** It is for the current content. */
    counts: boolean('counts').notNull(),
    /** Aged power as of the last boundary while the proposal was looking for support. */
    powerRau: amount('power_rau').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.proposal, t.account] }),
    index('proposal_supports_power').on(t.proposal, t.powerRau.desc(), t.account),
    index('proposal_supports_account').on(t.account, t.proposal),
  ],
)

/** The ballot of each voter as it counts; earlier ones of the same voter are in `events`. */
export const ballots = chain.table(
  'ballots',
  {
    proposal: integer('proposal').notNull(),
    voter: address('voter').notNull(),
    /** In which voters came, from 0. */
    number: integer('number').notNull(),
    yesBps: basisPoints('yes_bps').notNull(),
    noBps: basisPoints('no_bps').notNull(),
    abstainBps: basisPoints('abstain_bps').notNull(),
    /** The voter’s own power in this proposal. */
    ownRau: amount('own_rau').notNull(),
    /** Power of those who named the voter and cast no ballot of their own. */
    delegatedRau: amount('delegated_rau').notNull(),
    /** Decimal number of a signed ballot; null for one by transaction. */
    nonce: text('nonce'),
    /** How often the voter voted. */
    times: integer('times').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.proposal, t.voter] }),
    index('ballots_number').on(t.proposal, t.number),
    index('ballots_voter').on(t.voter, t.proposal),
  ],
)

/** Power that was given to a delegate for one vote, because its holder named the delegate and cast no ballot. */
export const givenPowers = chain.table(
  'given_powers',
  {
    proposal: integer('proposal').notNull(),
    delegator: address('delegator').notNull(),
    delegate: address('delegate').notNull(),
    powerRau: amount('power_rau').notNull(),
    /** The holder has voted since: the power is its own again. */
    takenBack: boolean('taken_back').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.proposal, t.delegator] }),
    index('given_powers_delegate').on(t.proposal, t.delegate),
  ],
)

/** Whom an account let vote with its power, from the vote that opens next on; all changes. */
export const powerDelegations = chain.table(
  'power_delegations',
  {
    eventId: eventId('event_id').primaryKey(),
    class: text('class').$type<ProposalClassName>().notNull(),
    account: address('account').notNull(),
    /** Null: nobody any more. */
    delegate: address('delegate'),
    /** At whose end it begins to count. */
    epoch: epoch('epoch').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    /** It is the account’s last word in this class. */
    current: boolean('current').notNull(),
  },
  (t) => [
    index('power_delegations_account').on(t.account, t.class, t.eventId.desc()),
    index('power_delegations_delegate').on(t.delegate, t.class).where(sql`current`),
  ],
)

/** Governance power of accounts at the ends of epochs: the newest point at or before an epoch holds in it. Aged power is the lesser of two points. */
export const powerPoints = chain.table(
  'power_points',
  {
    account: address('account').notNull(),
    /** At its end; 0: genesis. */
    epoch: epoch('epoch').notNull(),
    powerRau: amount('power_rau').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.epoch] })],
)

/** What consensus delegates found when they rebuilt and tried a software change; a later word of the same delegate and revision replaces the first. */
export const attestations = chain.table(
  'attestations',
  {
    proposal: integer('proposal').notNull(),
    revision: integer('revision').notNull(),
    delegate: address('delegate').notNull(),
    green: boolean('green').notNull(),
    reportHash: hex('report_hash').notNull(),
    /** Who sent it. */
    account: address('account').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.proposal, t.revision, t.delegate] }),
    index('attestations_delegate').on(t.delegate, t.proposal),
  ],
)

/** Delegates that have a new software and would switch. */
export const readiness = chain.table(
  'readiness',
  {
    proposal: integer('proposal').notNull(),
    delegate: address('delegate').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposal, t.delegate] })],
)

/** What assignees say about directives. */
export const directiveReports = chain.table(
  'directive_reports',
  {
    eventId: eventId('event_id').primaryKey(),
    proposal: integer('proposal').notNull(),
    account: address('account').notNull(),
    percent: integer('percent').notNull(),
    evidenceHash: hex('evidence_hash').notNull(),
    text: text('text').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
  },
  (t) => [index('directive_reports_proposal').on(t.proposal, t.eventId)],
)

/** What reviewers say about directives. */
export const directiveReviews = chain.table(
  'directive_reviews',
  {
    eventId: eventId('event_id').primaryKey(),
    proposal: integer('proposal').notNull(),
    account: address('account').notNull(),
    accepted: boolean('accepted').notNull(),
    text: text('text').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
  },
  (t) => [index('directive_reviews_proposal').on(t.proposal, t.eventId)],
)

/** Proposals that the guardian stopped. */
export const vetoes = chain.table('vetoes', {
  proposal: integer('proposal').primaryKey(),
  guardian: address('guardian').notNull(),
  reason: text('reason').notNull(),
  height: height('height').notNull(),
  timeMs: timeMs('time_ms').notNull(),
  epoch: epoch('epoch').notNull(),
  transactionHash: hex('transaction_hash').notNull(),
})

/** Payments that the community fund makes, epoch by epoch. */
export const treasuryStreams = chain.table(
  'treasury_streams',
  {
    /** 0, 1, 2 … in order of their action. */
    stream: integer('stream').primaryKey(),
    proposal: integer('proposal').notNull(),
    recipient: address('recipient').notNull(),
    perEpochRau: amount('per_epoch_rau').notNull(),
    epochs: integer('epochs').notNull(),
    epochsLeft: integer('epochs_left').notNull(),
    /** Due and not paid, since the fund had too little. */
    owedRau: amount('owed_rau').notNull(),
    paidRau: amount('paid_rau').notNull(),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    index('treasury_streams_proposal').on(t.proposal),
    index('treasury_streams_recipient').on(t.recipient),
  ],
)

/** Each payment of the community fund. */
export const treasuryPayments = chain.table(
  'treasury_payments',
  {
    eventId: eventId('event_id').primaryKey(),
    stream: integer('stream').notNull(),
    proposal: integer('proposal').notNull(),
    recipient: address('recipient').notNull(),
    amountRau: amount('amount_rau').notNull(),
    /** What is owed after it. */
    owedRau: amount('owed_rau').notNull(),
    epochsLeft: integer('epochs_left').notNull(),
    epoch: epoch('epoch').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
  },
  (t) => [
    index('treasury_payments_proposal').on(t.proposal, t.eventId),
    index('treasury_payments_recipient').on(t.recipient, t.eventId.desc()),
  ],
)

/** Versions of the software that the chain asked for. Version 1 is that of genesis. */
export const versions = chain.table('versions', {
  version: integer('version').primaryKey(),
  /** Null: genesis. */
  proposal: integer('proposal'),
  bundleRoot: hex('bundle_root').notNull(),
  /** First epoch that it makes. */
  fromEpoch: epoch('from_epoch').notNull(),
  height: height('height').notNull(),
})

/** Scripts that took the place of a formula, and failures of theirs. */
export const scripts = chain.table(
  'scripts',
  {
    eventId: eventId('event_id').primaryKey(),
    /** `installed`, or `failed`: the built-in formula made the settlement of `epoch`. */
    what: text('what').$type<'installed' | 'failed'>().notNull(),
    slot: text('slot').notNull(),
    proposal: integer('proposal').notNull(),
    /** First epoch with it; or the epoch of the failure. */
    epoch: epoch('epoch').notNull(),
    /** keccak256 of the source; null for a failure. */
    sourceHash: hex('source_hash'),
    /** What went wrong; null for an installation. */
    failure: text('failure'),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
  },
  (t) => [index('scripts_slot').on(t.slot, t.eventId.desc())],
)

/** Running figures that only the index itself needs to go on: how far delegated power is given out, and turnout by class. */
export const voteProgress = chain.table('vote_progress', {
  proposal: integer('proposal').primaryKey(),
  /** Delegations of the class when the vote opened: those to look at. */
  delegations: integer('delegations').notNull(),
  delegationsDone: integer('delegations_done').notNull(),
  counted: bigint('counted', { mode: 'number' }).notNull(),
})
