import { assert } from '#base/assert.ts'

/** Undoes one change of a table. */
export interface Undoable {
  undoUpdate(slot: number, before: unknown): void
  undoInsert(slot: number): void
  undoDelete(slot: number, key: unknown, before: unknown): void
}

/**
 * One log of undo entries for the whole store, newest last. A mark is a position in it. Entries are kept in parallel arrays:
 * an object for each would be most of the cost of a change.
 */
export class Journal {
  readonly #tables: Undoable[] = []
  readonly #slots: number[] = []
  readonly #befores: unknown[] = []
  /** Defined for deletions only. */
  readonly #keys: unknown[] = []
  /** While nobody holds a mark there is nothing to come back to: building a genesis needs no journal. */
  #marked = false

  /** `before` is what an update replaced; undefined for an insertion. */
  recordSet(table: Undoable, slot: number, before: unknown): void {
    this.#record(table, slot, before, undefined)
  }

  recordDelete(table: Undoable, slot: number, key: unknown, before: unknown): void {
    this.#record(table, slot, before, key)
  }

  mark(): number {
    this.#marked = true
    return this.#tables.length
  }

  /** Undoes all entries behind `mark`, newest first. */
  revertTo(mark: number): void {
    assert(
      this.#marked && mark >= 0 && mark <= this.#tables.length,
      'the mark was forgotten by a commit or by going back to an earlier one',
    )
    for (let at = this.#tables.length - 1; at >= mark; at--) {
      const table = this.#tables[at] as Undoable
      const slot = this.#slots[at] as number
      const key = this.#keys[at]
      const before = this.#befores[at]
      if (key !== undefined) table.undoDelete(slot, key, before)
      else if (before === undefined) table.undoInsert(slot)
      else table.undoUpdate(slot, before)
    }
    this.#cut(mark)
  }

  /** Forgets all entries and marks. */
  commit(): void {
    this.#marked = false
    this.#cut(0)
  }

  #record(table: Undoable, slot: number, before: unknown, key: unknown): void {
    if (!this.#marked) return
    this.#tables.push(table)
    this.#slots.push(slot)
    this.#befores.push(before)
    this.#keys.push(key)
  }

  #cut(length: number): void {
    this.#tables.length = length
    this.#slots.length = length
    this.#befores.length = length
    this.#keys.length = length
  }
}
