import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import {
  address,
  amount,
  bucketIndex,
  chain,
  epoch,
  eventId,
  height,
  hex,
  timeMs,
} from './columns.ts'

/** Where the index stands, and sums of the network as of that block. One row, written with each batch of blocks. */
export const sync = chain.table('sync', {
  /** Always 1. */
  id: smallint('id').primaryKey(),
  chainId: bigint('chain_id', { mode: 'number' }).notNull(),
  network: text('network').notNull(),
  genesisHash: hex('genesis_hash').notNull(),
  genesisTimeMs: timeMs('genesis_time_ms').notNull(),
  /** The node said that it is a development network. */
  dev: boolean('dev').notNull(),
  /** Last block that the tables contain; 0 after genesis. */
  height: height('height').notNull(),
  blockHash: hex('block_hash').notNull(),
  timeMs: timeMs('time_ms').notNull(),
  /** Epoch of that block; 1 after genesis. */
  epoch: epoch('epoch').notNull(),
  startHeight: height('start_height').notNull(),
  electionHeight: height('election_height').notNull(),
  endHeight: height('end_height').notNull(),
  /** What the network was made with; no coin is made or destroyed later. */
  supplyRau: amount('supply_rau').notNull(),
  /** Σ of all buckets, also those that wait for withdrawal. */
  stakedRau: amount('staked_rau').notNull(),
  /** Reward fund: not promised to anyone. */
  fundAvailableRau: amount('fund_available_rau').notNull(),
  /** Granted and not claimed, with what the community fund holds. */
  fundUnclaimedRau: amount('fund_unclaimed_rau').notNull(),
  /** Granted while the fund was dry, and owed. */
  fundOwedRau: amount('fund_owed_rau').notNull(),
  delegates: integer('delegates').notNull(),
  /** Open buckets. */
  buckets: bigint('buckets', { mode: 'number' }).notNull(),
  /** Events read so far, since genesis. */
  events: bigint('events', { mode: 'number' }).notNull(),
})

export const blocks = chain.table(
  'blocks',
  {
    height: height('height').primaryKey(),
    hash: hex('hash').notNull(),
    parentHash: hex('parent_hash').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    /** Identity of the delegate that produced it. */
    producer: address('producer'),
    /** Round in which it came about: 0 when the first one due made it. Known with the next block, null before. */
    round: integer('round'),
    /** Of transactions that somebody sent; the one that carries a block's own events is not counted. */
    transactions: integer('transactions').notNull(),
    events: integer('events').notNull(),
    gasUsed: bigint('gas_used', { mode: 'number' }).notNull(),
    gasLimit: bigint('gas_limit', { mode: 'number' }).notNull(),
    gasPriceRau: amount('gas_price_rau').notNull(),
    /** Bytes of its transactions. */
    size: integer('size').notNull(),
    /** State after the block before; Ethereum’s `stateRoot`. */
    appHash: hex('app_hash').notNull(),
    transactionsRoot: hex('transactions_root').notNull(),
    receiptsRoot: hex('receipts_root').notNull(),
    /** keccak256 of the producer’s reveal; null when there was none. */
    reveal: hex('reveal'),
  },
  (t) => [
    uniqueIndex('blocks_hash').on(t.hash),
    index('blocks_producer').on(t.producer, t.height.desc()),
    index('blocks_epoch').on(t.epoch, t.height),
  ],
)

/** Transactions that somebody sent. What they called with is for the node to tell, by their hash. */
export const transactions = chain.table(
  'transactions',
  {
    /** Found by an index of hashes, which is smaller than one in order: hashes have none that anybody asks for. */
    hash: hex('hash').notNull(),
    height: height('height').notNull(),
    /** Place in its block, from 0. */
    position: integer('position').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    sender: address('sender').notNull(),
    /** Null only for what has no recipient, which the chain refuses. */
    recipient: address('recipient'),
    valueRau: amount('value_rau').notNull(),
    nonce: bigint('nonce', { mode: 'number' }).notNull(),
    /** Type of Ethereum: 0 legacy, 1 access list, 2 fee market. */
    type: smallint('type').notNull(),
    /** Name of the function called, such as `createStake`; `transfer` for plain coins; null when it is unknown. */
    action: text('action'),
    /** It did what it asked for. */
    succeeded: boolean('succeeded').notNull(),
    /** Outcome code of a refusal; 0 for success. */
    code: integer('code').notNull(),
    /** ABI bytes of the custom error of a refusal; null for success. */
    error: hex('error'),
    gasLimit: bigint('gas_limit', { mode: 'number' }).notNull(),
    gasUsed: bigint('gas_used', { mode: 'number' }).notNull(),
    gasPriceRau: amount('gas_price_rau').notNull(),
    /** Gas used × price: what the sender paid into the reward fund. */
    feeRau: amount('fee_rau').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.height, t.position] }),
    index('transactions_hash').using('hash', t.hash),
    index('transactions_sender').on(t.sender, t.height.desc(), t.position.desc()),
    index('transactions_recipient').on(t.recipient, t.height.desc(), t.position.desc()),
  ],
)

/**
 * Every event of the protocol, in order. `accounts`, `delegates`, `buckets` and `proposals` are told apart, so that the history of each is one look-up: whoever asks
 * for all of an account’s asks for `account` and `otherAccount`.
 */
export const events = chain.table(
  'events',
  {
    /** height × 1,000,000 + place of the log in its block: ascending along the chain, the same in every index of it. */
    id: eventId('id').primaryKey(),
    height: height('height').notNull(),
    timeMs: timeMs('time_ms').notNull(),
    epoch: epoch('epoch').notNull(),
    /** Null for what a block did by itself. Not indexed: events of a transaction are found by the height of it. */
    transactionHash: hex('transaction_hash'),
    /** Name as in the ABI, such as `BucketCreated`. */
    name: text('name').notNull(),
    /** Arguments by name: addresses and bytes as lower-case hex, amounts and 64-bit numbers as decimal text, small numbers as numbers. */
    args: json('args').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** The account that it is about: owner of a bucket, proposer, voter, reward address. */
    account: address('account'),
    /** A second account that it concerns: the new owner, the depositor, who is voted for with delegated power. */
    otherAccount: address('other_account'),
    /** Identity of the delegate that it is about. */
    delegate: address('delegate'),
    /** A second delegate: the one that a vote moved to. */
    otherDelegate: address('other_delegate'),
    bucket: bucketIndex('bucket'),
    proposal: integer('proposal'),
  },
  (t) => [
    index('events_name').on(t.name, t.id),
    index('events_account').on(t.account, t.id.desc()).where(sql`account is not null`),
    index('events_other_account')
      .on(t.otherAccount, t.id.desc())
      .where(sql`other_account is not null`),
    index('events_delegate').on(t.delegate, t.id.desc()).where(sql`delegate is not null`),
    index('events_other_delegate')
      .on(t.otherDelegate, t.id.desc())
      .where(sql`other_delegate is not null`),
    index('events_bucket').on(t.bucket, t.id.desc()).where(sql`bucket is not null`),
    index('events_proposal').on(t.proposal, t.id.desc()).where(sql`proposal is not null`),
  ],
)

/** Accounts that ever held coins, sent or were granted something. */
export const accounts = chain.table('accounts', {
  address: address('address').primaryKey(),
  balanceRau: amount('balance_rau').notNull(),
  /** Transactions sent. */
  nonce: bigint('nonce', { mode: 'number' }).notNull(),
  /** Granted and not claimed. */
  unclaimedRau: amount('unclaimed_rau').notNull(),
  /** Σ of its open buckets, also those that wait for withdrawal. */
  stakedRau: amount('staked_rau').notNull(),
  /** Open buckets. */
  buckets: integer('buckets').notNull(),
  /** Power in governance that its buckets give now, before ageing; see `powerPoints`. */
  powerRau: amount('power_rau').notNull(),
  firstHeight: height('first_height').notNull(),
  updatedHeight: height('updated_height').notNull(),
})

/** Rules by the epoch from which they hold: the history of each, the newest that has begun is in force. */
export const rules = chain.table(
  'rules',
  {
    name: text('name').notNull(),
    fromEpoch: epoch('from_epoch').notNull(),
    /** As text: the form of genesis files and of proposals. */
    value: text('value').notNull(),
    /** Value of the epoch before; null at genesis. */
    before: text('before'),
    /** `genesis`: the first value; `schedule`: a phase that genesis laid down; `proposal`; `sunset`: a proposal’s change ended. */
    source: text('source').$type<'genesis' | 'schedule' | 'proposal' | 'sunset'>().notNull(),
    /** Who changed it, with `proposal` and `sunset`. */
    proposal: integer('proposal'),
    /** Height at which it was decided; 0: in genesis. */
    decidedHeight: height('decided_height').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.fromEpoch] }),
    index('rules_from_epoch').on(t.fromEpoch),
    index('rules_proposal').on(t.proposal),
  ],
)
