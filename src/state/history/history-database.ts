import fs from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Hex } from '#base/hex.ts'
import { systemTransactionHash } from '#base/system-transaction.ts'
import { decodeLogSource } from './block-codec.ts'
import { findLogs } from './find-logs.ts'
import type { BlockName, FoundLog, LogFilter, TransactionPlace } from './history-types.ts'
import { type LogTerm, logTermsOf, wantedTerms } from './log-terms.ts'

/** In the directory of the history. */
export const HISTORY_FILE = 'history.sqlite'

/** Grows with every change of the tables. A file of another format is thrown away and filled anew. */
const FORMAT = 2

const TABLES = `
  CREATE TABLE IF NOT EXISTS blocks (height INTEGER PRIMARY KEY, hash BLOB NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS blocks_by_hash ON blocks (hash);
  CREATE TABLE IF NOT EXISTS transactions (
    prefix INTEGER NOT NULL, height INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (prefix, height, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS terms (
    position INTEGER NOT NULL, value INTEGER NOT NULL, height INTEGER NOT NULL,
    PRIMARY KEY (position, value, height)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS base (
    id INTEGER PRIMARY KEY CHECK (id = 0), height INTEGER NOT NULL, hash BLOB NOT NULL
  ) STRICT;
`

/** Pages of 4 KiB that are written ahead before they go into the file: 32 MiB. */
const LOG_PAGES = 8_192
/** Memory for pages. */
const CACHE_KILOBYTES = 16_384
/** More blocks than these with a term are as good as all. */
const COUNT_LIMIT = 1000
/** Heights searched in one go: bounds what is sorted and held. */
const WINDOW_BLOCKS = 8192
/** Blocks looked at before others get their turn. */
const BLOCKS_PER_SLICE = 16

/** Why the file cannot be used and should be thrown away: SQLITE_CORRUPT, SQLITE_NOTADB, and formats of other versions. */
export function isUnusable(error: unknown): boolean {
  const code = (error as { readonly errcode?: number }).errcode
  return code === 11 || code === 26 || (error as Error).message === OTHER_FORMAT
}

const OTHER_FORMAT = 'the history was written in another format'

export function removeHistoryFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(`${path}${suffix}`, { force: true })
}

/** First 6 bytes of a transaction hash: short enough for a small index; the rest is compared in the block. */
function prefixOf(hash: Hex): number {
  return Number.parseInt(hash.slice(2, 14), 16)
}

/** The tables of the history. Lives in a worker: calls take as long as the disk. */
export class HistoryDatabase {
  readonly #database: DatabaseSync
  readonly #insertBlock: StatementSync
  readonly #insertTransaction: StatementSync
  readonly #insertTerm: StatementSync
  readonly #selectBody: StatementSync
  readonly #selectHeight: StatementSync
  readonly #selectPlaces: StatementSync
  readonly #deleteBlock: StatementSync
  readonly #deleteTransaction: StatementSync
  readonly #deleteTerm: StatementSync

  /** Throws what `isUnusable` knows when the file is no good. */
  constructor(path: string) {
    const database = new DatabaseSync(path)
    this.#database = database
    try {
      // Rebuildable, so the last blocks may be lost with the power; the file itself stays whole.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
      // Rows go to random pages: many of them are changed again before they are copied out of the log.
      database.exec(
        `PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA cache_size = -${CACHE_KILOBYTES}`,
      )
      const { user_version: format } = database.prepare('PRAGMA user_version').get() as {
        user_version: number
      }
      if (format !== 0 && format !== FORMAT) throw new Error(OTHER_FORMAT)
      database.exec(`${TABLES} PRAGMA user_version = ${FORMAT}`)
      this.#insertBlock = database.prepare('INSERT OR REPLACE INTO blocks VALUES (?, ?, ?)')
      this.#insertTransaction = database.prepare(
        'INSERT OR IGNORE INTO transactions VALUES (?, ?, ?)',
      )
      this.#insertTerm = database.prepare('INSERT OR IGNORE INTO terms VALUES (?, ?, ?)')
      this.#selectBody = database.prepare('SELECT body FROM blocks WHERE height = ?')
      this.#selectHeight = database.prepare('SELECT height FROM blocks WHERE hash = ?')
      this.#selectPlaces = database.prepare(
        'SELECT height, place FROM transactions WHERE prefix = ?',
      )
      this.#deleteBlock = database.prepare('DELETE FROM blocks WHERE height = ?')
      this.#deleteTransaction = database.prepare(
        'DELETE FROM transactions WHERE prefix = ? AND height = ? AND place = ?',
      )
      this.#deleteTerm = database.prepare(
        'DELETE FROM terms WHERE position = ? AND value = ? AND height = ?',
      )
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** The newest block; undefined when there is none. */
  newest(): BlockName | undefined {
    return this.#database
      .prepare('SELECT height, hash FROM blocks ORDER BY height DESC LIMIT 1')
      .get() as BlockName | undefined
  }

  /** The block before the first that is kept; undefined when that is the genesis. */
  base(): BlockName | undefined {
    return this.#database.prepare('SELECT height, hash FROM base').get() as BlockName | undefined
  }

  setBase({ height, hash }: BlockName): void {
    this.#database.prepare('INSERT OR REPLACE INTO base VALUES (0, ?, ?)').run(height, hash)
  }

  begin(): void {
    this.#database.exec('BEGIN')
  }

  commit(): void {
    this.#database.exec('COMMIT')
  }

  /** PERF: 10 µs per transaction with its log, in a batch. */
  insert(body: Uint8Array): void {
    const block = decodeLogSource(body)
    const { height } = block
    this.#insertBlock.run(height, block.hash, body)
    for (const [place, receipt] of block.receipts.entries()) {
      this.#insertTransaction.run(prefixOf(receipt.transactionHash), height, place)
    }
    if (block.systemLogs.length > 0) {
      const prefix = prefixOf(systemTransactionHash(height))
      this.#insertTransaction.run(prefix, height, block.receipts.length)
    }
    for (const { position, value } of logTermsOf(block)) {
      this.#insertTerm.run(position, value, height)
    }
  }

  /** Takes a block out again; returns its hash. Undefined when it is not there. PERF: as `insert`. */
  remove(height: number): Uint8Array | undefined {
    const body = this.body(height)
    if (body === undefined) return undefined
    const block = decodeLogSource(body)
    this.#deleteBlock.run(height)
    for (const [place, receipt] of block.receipts.entries()) {
      this.#deleteTransaction.run(prefixOf(receipt.transactionHash), height, place)
    }
    const prefix = prefixOf(systemTransactionHash(height))
    this.#deleteTransaction.run(prefix, height, block.receipts.length)
    for (const { position, value } of logTermsOf(block)) {
      this.#deleteTerm.run(position, value, height)
    }
    return block.hash
  }

  body(height: number): Uint8Array | undefined {
    const row = this.#selectBody.get(height) as { body: Uint8Array } | undefined
    return row?.body
  }

  heightOf(hash: Uint8Array): number | undefined {
    const row = this.#selectHeight.get(hash) as { height: number } | undefined
    return row?.height
  }

  /** Hash of a block that is kept, or of the one before the first. */
  hashOf(height: number): Uint8Array | undefined {
    const base = this.base()
    if (base?.height === height) return base.hash
    const row = this.#database.prepare('SELECT hash FROM blocks WHERE height = ?').get(height)
    return row?.['hash'] as Uint8Array | undefined
  }

  locate(hash: Hex): TransactionPlace | undefined {
    const rows = this.#selectPlaces.all(prefixOf(hash)) as { height: number; place: number }[]
    for (const { height, place } of rows) {
      const body = this.body(height)
      if (body === undefined) continue
      const receipt = decodeLogSource(body).receipts[place]
      const found = receipt?.transactionHash ?? systemTransactionHash(height)
      if (found === hash) return { height, index: place }
    }
    return undefined
  }

  /** Logs in order. Gives others their turn from time to time by awaiting `pause`. */
  async logs(filter: LogFilter, pause: () => Promise<void>): Promise<FoundLog[]> {
    const found: FoundLog[] = []
    for (let from = filter.fromHeight; from <= filter.toHeight; from += WINDOW_BLOCKS) {
      const to = Math.min(filter.toHeight, from + WINDOW_BLOCKS - 1)
      for (const [i, height] of this.#candidates(filter, from, to).entries()) {
        const body = this.body(height)
        if (body !== undefined) findLogs(decodeLogSource(body), filter, found)
        if (found.length > filter.limit) return found
        if (i % BLOCKS_PER_SLICE === BLOCKS_PER_SLICE - 1) await pause()
      }
      await pause()
    }
    return found
  }

  close(): void {
    this.#database.close()
  }

  /** The blocks between two heights that may hold such logs, ascending. */
  #candidates(filter: LogFilter, from: number, to: number): number[] {
    const groups = wantedTerms(filter)
    // The rarest first: it is walked along, the others are looked up.
    const counted = groups.map((group) => ({ group, count: this.#count(group, from, to) }))
    counted.sort((a, b) => a.count - b.count)
    const [first, ...others] = counted
    if (first === undefined) {
      return this.#heights('SELECT height FROM blocks WHERE height BETWEEN ? AND ?', from, to)
    }
    if (first.count === 0) return []
    const conditions = others.map(
      ({ group }) =>
        `EXISTS (SELECT 1 FROM terms o WHERE o.height = t.height AND ${matches('o', group)})`,
    )
    const where = [matches('t', first.group), 't.height BETWEEN ? AND ?', ...conditions]
    return this.#heights(
      `SELECT DISTINCT t.height FROM terms t WHERE ${where.join(' AND ')}`,
      from,
      to,
    )
  }

  #heights(sql: string, from: number, to: number): number[] {
    const rows = this.#database.prepare(`${sql} ORDER BY 1`).all(from, to) as { height: number }[]
    return rows.map((row) => row.height)
  }

  #count(group: readonly LogTerm[], from: number, to: number): number {
    const rows = `SELECT 1 FROM terms t WHERE ${matches('t', group)} AND t.height BETWEEN ? AND ?`
    const sql = `SELECT count(*) AS count FROM (${rows} LIMIT ${COUNT_LIMIT})`
    return (this.#database.prepare(sql).get(from, to) as { count: number }).count
  }
}

/** Terms are whole numbers, so they may stand in the text of the query. */
function matches(table: string, group: readonly LogTerm[]): string {
  const position = group[0]?.position ?? 0
  const values = group.map((term) => term.value).join(', ')
  return `${table}.position = ${position} AND ${table}.value IN (${values})`
}
