import type { PgTable } from 'drizzle-orm/pg-core'
import { must } from '#base/assert.ts'
import type { Statements } from '../database/database.ts'
import { type ColumnShape, decodeRow, shapeOf, type TableShape } from './column-codec.ts'
import { runWrites, type Write, writesOf } from './write-rows.ts'

/** Columns of a key, in their order. */
export type RowKey = readonly (string | number)[]
/** A row that may be changed in place; whoever does so calls `touch`. */
export type RowOf<T extends PgTable> = {
  -readonly [P in keyof T['$inferSelect']]: T['$inferSelect'][P]
}

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
  /** Not in the table: it was looked for. */
  readonly #added = new Map<string, RowOf<T>>()
  /** In the table, or perhaps. */
  readonly #changed = new Map<string, RowOf<T>>()
  readonly #removed = new Map<string, RowOf<T>>()
  /** Those that are added or changed, to tell so without a look at their keys. */
  readonly #touched = new Set<RowOf<T>>()

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
  async load(session: Statements, keys: Iterable<RowKey>): Promise<void> {
    const missing = new Map<string, RowKey>()
    for (const key of keys) {
      const text = textOf(key)
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
    session: Statements,
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
    const row = this.#rows.get(textOf(key))
    if (row === undefined && !this.#isComplete) {
      throw new Error(`row ${textOf(key)} of ${this.#shape.name} was not loaded`)
    }
    return row ?? undefined
  }

  /** A row that is there. */
  get(...key: RowKey): RowOf<T> {
    return must(this.find(...key), `row ${textOf(key)} of ${this.#shape.name}`)
  }

  /** The row was changed, or is new. */
  touch(row: RowOf<T>): void {
    if (this.#touched.has(row)) return
    const text = this.#keyOf(row)
    const before = this.#rows.get(text)
    if (before !== undefined && before !== null) this.#touched.delete(before)
    const isAdded = this.#added.has(text) || (before === null && !this.#removed.delete(text))
    ;(isAdded ? this.#added : this.#changed).set(text, row)
    this.#rows.set(text, row)
    this.#touched.add(row)
  }

  /** The row is no more. */
  remove(row: RowOf<T>): void {
    const text = this.#keyOf(row)
    const wasAdded = this.#added.delete(text)
    this.#changed.delete(text)
    this.#touched.delete(this.#rows.get(text) ?? row)
    this.#rows.set(text, null)
    if (!wasAdded) this.#removed.set(text, row)
  }

  /** Rows in memory, in no order that means anything. */
  *all(): Iterable<RowOf<T>> {
    for (const row of this.#rows.values()) if (row !== null) yield row
  }

  /** Writes what changed. */
  async flush(session: Statements): Promise<void> {
    await runWrites(session, this.takeWrites())
  }

  /** Hands over what changed: it must be written before anything is read. */
  *takeWrites(): Iterable<Write> {
    const added = [...this.#added.values()]
    const changed = [...this.#changed.values()]
    const removed = [...this.#removed.values()]
    this.#added.clear()
    this.#changed.clear()
    this.#removed.clear()
    this.#touched.clear()
    if (removed.length > 0) yield this.#deletion(removed)
    yield* writesOf(this.#table, added, 'insert')
    yield* writesOf(this.#table, changed, 'replace')
  }

  #deletion(rows: readonly RowOf<T>[]): Write {
    const { unnested, match, names } = this.#keyClause()
    const lists = this.#keys.map(({ property, encode }) => {
      return `{${rows.map((row) => encode((row as Record<string, unknown>)[property])).join(',')}}`
    })
    const statement = `delete from ${this.#shape.name} t using unnest(${unnested}) as k(${names}) where ${match}`
    return (session) => session.query(statement, lists)
  }

  /** How a statement finds rows by lists of the columns of their keys. */
  #keyClause(): { unnested: string; names: string; match: string } {
    return {
      unnested: this.#keys.map(({ type }, at) => `($${at + 1}::text)::${type}[]`).join(', '),
      names: this.#keys.map((_, at) => `k${at}`).join(', '),
      match: this.#keys.map(({ name }, at) => `t.${name} = k.k${at}`).join(' and '),
    }
  }

  /** Keys in memory, with and without a row. */
  get size(): number {
    return this.#rows.size
  }

  /** Lets go of all rows. Everything is in the table. Not for tables that are kept whole. */
  clear(): void {
    this.#rows.clear()
  }

  /** Lets go of all rows but one, which are not asked for again. Everything was handed over. */
  keepOnly(...key: RowKey): void {
    const text = textOf(key)
    const row = this.#rows.get(text)
    this.#rows.clear()
    if (row !== undefined) this.#rows.set(text, row)
  }

  #keyOf(row: RowOf<T>): string {
    const values = row as Readonly<Record<string, string | number>>
    let text = ''
    for (const { property } of this.#keys) {
      text = text === '' ? `${values[property]}` : `${text}|${values[property]}`
    }
    return text
  }
}

/** A key as one text. PERF: several for each event. */
function textOf(key: RowKey): string {
  let text = `${key[0]}`
  for (let at = 1; at < key.length; at++) text += `|${key[at]}`
  return text
}
