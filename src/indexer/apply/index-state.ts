import type { PgTable } from 'drizzle-orm/pg-core'
import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { WeightTable } from '#formulas/votes-by-table.ts'
import type { Statements } from '../database/database.ts'
import { RowCache, type RowOf } from '../rows/row-cache.ts'
import { runWrites, type Write, writesOf } from '../rows/write-rows.ts'
import * as schema from '../schema.ts'
import { RuleBook } from './rule-book.ts'

export type AccountRow = RowOf<typeof schema.accounts>
export type BucketRow = RowOf<typeof schema.buckets>
export type DelegateRow = RowOf<typeof schema.delegates>
export type ProposalRow = RowOf<typeof schema.proposals>
export type EpochRow = RowOf<typeof schema.epochs>
export type SyncRow = RowOf<typeof schema.sync>
export type StreamRow = RowOf<typeof schema.treasuryStreams>
export type SeatRow = typeof schema.seats.$inferInsert
export type DelegationRow = RowOf<typeof schema.powerDelegations>

/** Rows that are kept in memory from batch to batch; above, all of them are let go. */
const MAX_KEPT = 200_000

/**
 * The tables as they will be after the blocks that are being read: rows that change are cached, rows that are told once are collected, and
 * `takeWrites` hands both over. Whatever goes wrong in between, the object is thrown away and made again from the database.
 */
export class IndexState {
  readonly #maxKept: number
  readonly accounts = new RowCache(schema.accounts)
  readonly buckets = new RowCache(schema.buckets)
  readonly voters = new RowCache(schema.voters)
  /** All of them, always. */
  readonly delegates = new RowCache(schema.delegates, true)
  /** Live ones always. */
  readonly proposals = new RowCache(schema.proposals)
  /** Those of live proposals always. */
  readonly revisions = new RowCache(schema.proposalRevisions)
  readonly supports = new RowCache(schema.proposalSupports)
  readonly ballots = new RowCache(schema.ballots)
  readonly givenPowers = new RowCache(schema.givenPowers)
  readonly voteProgress = new RowCache(schema.voteProgress)
  readonly powerDelegations = new RowCache(schema.powerDelegations)
  readonly powerPoints = new RowCache(schema.powerPoints)
  readonly attestations = new RowCache(schema.attestations)
  readonly readiness = new RowCache(schema.readiness)
  /** Open ones always, as soon as one was asked for. */
  readonly debts = new RowCache(schema.debts)
  /** Open ones always. */
  readonly streams = new RowCache(schema.treasuryStreams)
  /** The running one and the next always. */
  readonly epochs = new RowCache(schema.epochs, true)
  /** The last one always. */
  readonly blocks = new RowCache(schema.blocks)
  /** All of them, always. */
  readonly rules = new RowCache(schema.rules, true)
  readonly ranking = new RowCache(schema.ranking)
  readonly ruleBook = new RuleBook()
  /** In force; undefined: the built-in formula. */
  weights: WeightTable | undefined
  nextStream = 0
  /** Streams that the block that is read has paid already. */
  readonly paidStreams = new Set<number>()
  /** Policies whose sunset was reached, by number of their proposal. */
  readonly overEnactments = new Set<number>()
  /** Of the running epoch and the next. */
  readonly #seats = new Map<number, readonly SeatRow[]>()
  /** Whom accounts let vote with their power now, by class and account; those that were asked for. */
  readonly currentDelegations = new Map<string, DelegationRow>()
  #sync: SyncRow | undefined
  #syncCache = new RowCache(schema.sync)
  readonly #appended = new Map<PgTable, object[]>()

  constructor(maxKept = MAX_KEPT) {
    this.#maxKept = maxKept
  }

  get sync(): SyncRow {
    return must(this.#sync, 'the row that says where the index stands')
  }

  set sync(row: SyncRow) {
    this.#sync = row
  }

  get hasBegun(): boolean {
    return this.#sync !== undefined
  }

  /** Adds a row that is told once. */
  append<T extends PgTable>(table: T, row: T['$inferInsert']): void {
    const rows = this.#appended.get(table)
    if (rows === undefined) this.#appended.set(table, [row])
    else rows.push(row)
  }

  /** Rules of the running epoch. */
  get currentRules(): Rules {
    return this.ruleBook.of(this.sync.epoch)
  }

  /** An account, made when nobody knew it. */
  account(address: string): AccountRow {
    const { height } = this.sync
    const row = this.accounts.find(address) ?? {
      address,
      balanceRau: 0n,
      nonce: 0,
      unclaimedRau: 0n,
      stakedRau: 0n,
      buckets: 0,
      powerRau: 0n,
      firstHeight: height,
      updatedHeight: height,
    }
    row.updatedHeight = height
    this.accounts.touch(row)
    return row
  }

  /** A delegate that is about to change. */
  delegate(id: string): DelegateRow {
    const row = this.delegates.get(id)
    row.updatedHeight = this.sync.height
    this.delegates.touch(row)
    return row
  }

  /** A proposal that is about to change. */
  proposal(id: number | bigint): ProposalRow {
    const row = this.proposals.get(Number(id))
    row.updatedHeight = this.sync.height
    this.proposals.touch(row)
    return row
  }

  epoch(number: number): EpochRow {
    const row = this.epochs.get(number)
    row.updatedHeight = this.sync.height
    this.epochs.touch(row)
    return row
  }

  /** Seats of the running epoch or the next; none when it is not elected. */
  seatsOf(epoch: number): readonly SeatRow[] {
    return this.#seats.get(epoch) ?? []
  }

  /** Remembers the seats of an epoch, and forgets those of epochs that are over. */
  keepSeats(epoch: number, seats: readonly SeatRow[]): void {
    this.#seats.set(epoch, seats)
    for (const known of this.#seats.keys()) if (known < epoch - 1) this.#seats.delete(known)
  }

  moveCoins(from: string, to: string, amountRau: bigint): void {
    if (amountRau === 0n) return
    this.account(from).balanceRau -= amountRau
    this.account(to).balanceRau += amountRau
  }

  /** Proposals that are not over, by number. */
  liveProposals(): readonly ProposalRow[] {
    return [...this.proposals.all()].filter((one) => one.live).sort((a, b) => a.id - b.id)
  }

  openStreams(): readonly StreamRow[] {
    return [...this.streams.all()]
      .filter((one) => one.epochsLeft > 0 || one.owedRau > 0n)
      .sort((a, b) => a.stream - b.stream)
  }

  /** Writes everything that changed. */
  async flush(session: Statements): Promise<void> {
    await runWrites(session, this.takeWrites())
  }

  /** Hands over everything that changed, `sync` among it. */
  *takeWrites(): Iterable<Write> {
    const { sync } = this
    sync.fundAvailableRau =
      this.accounts.get(SYSTEM_ADDRESSES.rewarding).balanceRau - sync.fundUnclaimedRau
    this.#syncCache.touch(sync)
    for (const [table, list] of this.#appended) {
      yield* writesOf(table, list as never[], 'insert')
      list.length = 0
    }
    for (const cache of this.#caches()) yield* cache.takeWrites()
    this.blocks.keepOnly(sync.height)
  }

  /** Rows of a kind are so many that they should be let go. */
  get isFull(): boolean {
    return this.#passing().some(({ size }) => size > this.#maxKept)
  }

  /** Lets go of all rows that are not kept for ever. Everything is in the tables. */
  trim(): void {
    for (const cache of this.#passing()) cache.clear()
  }

  /** Rows that are read again when they are needed. */
  #passing(): readonly RowCache<PgTable>[] {
    return [
      this.accounts,
      this.buckets,
      this.voters,
      this.supports,
      this.ballots,
      this.givenPowers,
      this.powerPoints,
      this.powerDelegations,
    ]
  }

  #caches(): readonly RowCache<PgTable>[] {
    return [
      this.accounts,
      this.buckets,
      this.voters,
      this.delegates,
      this.proposals,
      this.revisions,
      this.supports,
      this.ballots,
      this.givenPowers,
      this.voteProgress,
      this.powerDelegations,
      this.powerPoints,
      this.attestations,
      this.readiness,
      this.debts,
      this.streams,
      this.epochs,
      this.blocks,
      this.rules,
      this.ranking,
      this.#syncCache,
    ]
  }
}
