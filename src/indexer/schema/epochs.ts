import { boolean, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { address, amount, chain, epoch, eventId, height, hex, timeMs } from './columns.ts'

/** Kinds of grants, in the order of their numbers in events. */
export type GrantKind = 'block' | 'epoch' | 'foundation' | 'community'

/** Epochs from the one that was elected last back to the first. */
export const epochs = chain.table('epochs', {
  epoch: epoch('epoch').primaryKey(),
  startHeight: height('start_height').notNull(),
  endHeight: height('end_height').notNull(),
  /** Block of this epoch that elects the next set. */
  electionHeight: height('election_height').notNull(),
  /** Time of the first block; null before it. */
  startTimeMs: timeMs('start_time_ms'),
  /** Time of the last block; null before it. */
  endTimeMs: timeMs('end_time_ms'),
  /** Height at which its set was elected; 0: genesis. */
  electedHeight: height('elected_height').notNull(),
  /** `continued`: nobody was eligible, so the set before carried on. */
  origin: text('origin').$type<'elected' | 'continued'>().notNull(),
  /** The randomness of which the producers were drawn. */
  mix: hex('mix').notNull(),
  /** How they were drawn: the rule `drawRule`. */
  drawRule: text('draw_rule').notNull(),
  seats: integer('seats').notNull(),
  producers: integer('producers').notNull(),
  /** So far: blocks, missed ones, transactions. */
  blocks: integer('blocks').notNull(),
  missed: integer('missed').notNull(),
  transactions: integer('transactions').notNull(),
  updatedHeight: height('updated_height').notNull(),
})

/** The consensus delegates of each epoch, as frozen at their election. */
export const seats = chain.table(
  'seats',
  {
    epoch: epoch('epoch').notNull(),
    /** From 1. */
    rank: integer('rank').notNull(),
    delegate: address('delegate').notNull(),
    /** Name then. */
    name: text('name').notNull(),
    /** What the draw sorts by. */
    registration: integer('registration').notNull(),
    /** Its operator then, which the draw `iotex` sorts by. */
    operator: address('operator').notNull(),
    /** Votes that counted in the election. */
    votesRau: amount('votes_rau').notNull(),
    /** Drawn to produce blocks; the others verify. */
    producer: boolean('producer').notNull(),
    consensusKey: hex('consensus_key').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.epoch, t.rank] }),
    index('seats_delegate').on(t.delegate, t.epoch.desc()),
  ],
)

/** What each delegate did in each settled epoch. */
export const activity = chain.table(
  'activity',
  {
    epoch: epoch('epoch').notNull(),
    delegate: address('delegate').notNull(),
    produced: integer('produced').notNull(),
    missed: integer('missed').notNull(),
    signed: integer('signed').notNull(),
    absent: integer('absent').notNull(),
    unproductive: boolean('unproductive').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.epoch, t.delegate] }),
    index('activity_delegate').on(t.delegate, t.epoch.desc()),
  ],
)

/** Who was due to produce a block and did not. */
export const missedBlocks = chain.table(
  'missed_blocks',
  {
    height: height('height').notNull(),
    round: integer('round').notNull(),
    delegate: address('delegate').notNull(),
    epoch: epoch('epoch').notNull(),
    timeMs: timeMs('time_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.height, t.round] }),
    index('missed_blocks_delegate').on(t.delegate, t.height.desc()),
    index('missed_blocks_epoch').on(t.epoch, t.height),
  ],
)

/** Each change of a delegate’s probation. */
export const probationChanges = chain.table(
  'probation_changes',
  {
    eventId: eventId('event_id').primaryKey(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    delegate: address('delegate').notNull(),
    /** Unproductive epochs within the window from now on. */
    unproductiveEpochs: integer('unproductive_epochs').notNull(),
  },
  (t) => [index('probation_changes_delegate').on(t.delegate, t.eventId.desc())],
)

/** What the settlement of each epoch granted, to whom. */
export const grants = chain.table(
  'grants',
  {
    eventId: eventId('event_id').primaryKey(),
    epoch: epoch('epoch').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    /** Identity; of `community` the address of the community fund. */
    delegate: address('delegate').notNull(),
    /** Where it went. */
    reward: address('reward').notNull(),
    kind: text('kind').$type<GrantKind>().notNull(),
    /** The whole grant. */
    amountRau: amount('amount_rau').notNull(),
    /** The part that the fund could not cover then. */
    owedRau: amount('owed_rau').notNull(),
  },
  (t) => [
    index('grants_epoch').on(t.epoch, t.eventId),
    index('grants_delegate').on(t.delegate, t.eventId.desc()),
    index('grants_reward').on(t.reward, t.eventId.desc()),
  ],
)

/** Grants that were owed, also those that are paid by now. */
export const debts = chain.table(
  'debts',
  {
    /** That of the grant. */
    eventId: eventId('event_id').primaryKey(),
    epoch: epoch('epoch').notNull(),
    delegate: address('delegate').notNull(),
    reward: address('reward').notNull(),
    kind: text('kind').$type<GrantKind>().notNull(),
    amountRau: amount('amount_rau').notNull(),
    /** Of it, not paid yet. */
    openRau: amount('open_rau').notNull(),
    /** When it was paid in full. */
    paidHeight: height('paid_height'),
    updatedHeight: height('updated_height').notNull(),
  },
  (t) => [
    index('debts_reward').on(t.reward, t.eventId),
    index('debts_delegate').on(t.delegate, t.eventId),
  ],
)

/** Payments of debts. */
export const debtPayments = chain.table(
  'debt_payments',
  {
    eventId: eventId('event_id').primaryKey(),
    /** `eventId` of the debt. */
    debt: eventId('debt').notNull(),
    /** Epoch whose settlement paid. */
    epoch: epoch('epoch').notNull(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    delegate: address('delegate').notNull(),
    reward: address('reward').notNull(),
    amountRau: amount('amount_rau').notNull(),
    stillOwedRau: amount('still_owed_rau').notNull(),
  },
  (t) => [
    index('debt_payments_debt').on(t.debt),
    index('debt_payments_reward').on(t.reward, t.eventId.desc()),
  ],
)

/** What each epoch paid in all. */
export const settlements = chain.table('settlements', {
  epoch: epoch('epoch').primaryKey(),
  height: height('height').notNull(),
  timeMs: timeMs('time_ms').notNull(),
  blockRau: amount('block_rau').notNull(),
  /** By votes, with the part of the community fund. */
  epochRau: amount('epoch_rau').notNull(),
  foundationRau: amount('foundation_rau').notNull(),
  /** Of these three, credited at once. */
  creditedRau: amount('credited_rau').notNull(),
  /** Of these three, owed. */
  owedRau: amount('owed_rau').notNull(),
  debtsPaidRau: amount('debts_paid_rau').notNull(),
  slashedRau: amount('slashed_rau').notNull(),
})

/** Rewards that were claimed. */
export const claims = chain.table(
  'claims',
  {
    eventId: eventId('event_id').primaryKey(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    reward: address('reward').notNull(),
    /** Who sent the transaction. */
    claimant: address('claimant').notNull(),
    amountRau: amount('amount_rau').notNull(),
  },
  (t) => [index('claims_reward').on(t.reward, t.eventId.desc())],
)

/** Coins that somebody added to the reward fund. */
export const fundDeposits = chain.table(
  'fund_deposits',
  {
    eventId: eventId('event_id').primaryKey(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    transactionHash: hex('transaction_hash').notNull(),
    depositor: address('depositor').notNull(),
    amountRau: amount('amount_rau').notNull(),
  },
  (t) => [index('fund_deposits_depositor').on(t.depositor, t.eventId.desc())],
)
