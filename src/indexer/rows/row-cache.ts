import type { PgTable } from 'drizzle-orm/pg-core'
import { must } from '#base/assert.ts'
import type { Session } from '../database/database.ts'
import { type ColumnShape, decodeRow, shapeOf, type TableShape } from './column-codec.ts'
import { writeRows } from './write-rows.ts'

/** Columns of a key, in their order. */
export type RowKey = readonly (string | number)[]
/** A row that may be changed in place; whoever does so calls `touch`. */
export type RowOf<T extends PgTable> = {
  -readonly [P in keyof T['$inferSelect']]: T['$inferSelect'][P]
}

/** Rows that are kept in memory from batch to batch; above, all of them are let go. */
const MAX_KEPT = 200_000

/**
 * Rows of a table as they will be, before they are written: read in bulk, changed in memory, written in bulk. It is asked only for rows that
 * were loaded, so that a batch makes a handful of reads and not one for each event.
 */
export class RowCache<T extends PgTable> {
  readonly #table: T
  readonly #shape: TableShape
  readonly #keys: readonly ColumnShape[]
  /** By key; null: it was looked for and is not there. */
  readonly #rows = new Map<string, RowOf<T> | null>()
  readonly #changed = new Map<string, RowOf<T>>()
  readonly #removed = new Map<string, RowOf<T>>()

  readonly #isComplete: boolean

  /** `isComplete`: what is not in memory is not there, or is never asked for. */
  constructor(table: T, isComplete = false) {
    this.#table = table
    this.#isComplete = isComplete
    this.#shape = shapeOf(table)
    this.#keys = this.#shape.keys.map((property) =>
      must(
        this.#shape.columns.find((column) => column.property === property),
        'a column of the key',
      ),
    )
  }

  /** Reads rows that are not in memory yet. */
  async load(session: Session, keys: Iterable<RowKey>): Promise<void> {
    const missing = new Map<string, RowKey>()
    for (const key of keys) {
      const text = key.join('|')
      if (!this.#rows.has(text)) missing.set(text, key)
    }
    if (missing.size === 0) return
    const wanted = [...missing.values()]
    const lists = this.#keys.map(
      ({ encode }, at) => `{${wanted.map((key) => encode(key[at])).join(',')}}`,
    )
    const { unnested, names, match } = this.#keyClause()
    const found = await session.query(
      `select t.* from unnest(${unnested}) as k(${names}) join ${this.#shape.name} t on ${match}`,
      lists,
    )
    for (const text of missing.keys()) this.#rows.set(text, null)
    for (const raw of found) this.#take(raw)
  }

  /** Reads all rows that fit a condition; what is in memory already stays as it is. */
  async loadWhere(
    session: Session,
    condition: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly RowOf<T>[]> {
    const found = await session.query(
      `select * from ${this.#shape.name} where ${condition}`,
      parameters,
    )
    return found.map((raw) => this.#take(raw))
  }

  #take(raw: Readonly<Record<string, unknown>>): RowOf<T> {
    const row = decodeRow(this.#shape, raw) as RowOf<T>
    const text = this.#keyOf(row)
    const known = this.#rows.get(text)
    if (known !== undefined && known !== null) return known
    this.#rows.set(text, row)
    return row
  }

  /** Undefined when there is none. The row must have been loaded or put. */
  find(...key: RowKey): RowOf<T> | undefined {
    const row = this.#rows.get(key.join('|'))
    if (row === undefined && !this.#isComplete) {
      throw new Error(`row ${key.join('|')} of ${this.#shape.name} was not loaded`)
    }
    return row ?? undefined
  }

  /** A row that is there. */
  get(...key: RowKey): RowOf<T> {
    return must(this.find(...key), `row ${key.join('|')} of ${this.#shape.name}`)
  }

  /** The row was changed, or is new. */
  touch(row: RowOf<T>): void {
    const text = this.#keyOf(row)
    this.#rows.set(text, row)
    this.#changed.set(text, row)
    this.#removed.delete(text)
  }

  /** The row is no more. */
  remove(row: RowOf<T>): void {
    const text = this.#keyOf(row)
    this.#rows.set(text, null)
    this.#changed.delete(text)
    this.#removed.set(text, row)
  }

  /** Rows in memory, in no order that means anything. */
  *all(): Iterable<RowOf<T>> {
    for (const row of this.#rows.values()) if (row !== null) yield row
  }

  /** Writes what changed. Returns how many rows. */
  async flush(session: Session): Promise<number> {
    const changed = [...this.#changed.values()]
    const removed = [...this.#removed.values()]
    this.#changed.clear()
    this.#removed.clear()
    if (removed.length > 0) await this.#delete(session, removed)
    if (changed.length > 0) await writeRows(session, this.#table, changed, 'replace')
    return changed.length + removed.length
  }

  async #delete(session: Session, rows: readonly RowOf<T>[]): Promise<void> {
    const { unnested, match, names } = this.#keyClause()
    const lists = this.#keys.map(({ property, encode }) => {
      return `{${rows.map((row) => encode((row as Record<string, unknown>)[property])).join(',')}}`
    })
    await session.query(
      `delete from ${this.#shape.name} t using unnest(${unnested}) as k(${names}) where ${match}`,
      lists,
    )
  }

  /** How a statement finds rows by lists of the columns of their keys. */
  #keyClause(): { unnested: string; names: string; match: string } {
    return {
      unnested: this.#keys.map(({ type }, at) => `($${at + 1}::text)::${type}[]`).join(', '),
      names: this.#keys.map((_, at) => `k${at}`).join(', '),
      match: this.#keys.map(({ name }, at) => `t.${name} = k.k${at}`).join(' and '),
    }
  }

  /** Lets go of what is written, if it is much. Not for tables that are kept whole. */
  trim(limit = MAX_KEPT): void {
    if (this.#changed.size === 0 && this.#rows.size > limit) this.#rows.clear()
  }

  /** Lets go of all rows but one. Everything is written. */
  keepOnly(...key: RowKey): void {
    const text = key.join('|')
    const row = this.#rows.get(text)
    this.#rows.clear()
    if (row !== undefined) this.#rows.set(text, row)
  }

  #keyOf(row: RowOf<T>): string {
    const values = row as Readonly<Record<string, unknown>>
    return this.#keys.map(({ property }) => String(values[property])).join('|')
  }
}
