import { assert } from '#base/assert.ts'
import type { DirtyMark } from './dirty-slots.ts'

/** Undoes one change of a table. `added` is what `DirtySlots.add` returned for it. */
export interface Undoable {
  undoUpdate(slot: number, added: DirtyMark, before: unknown): void
  undoInsert(slot: number, added: DirtyMark): void
  undoDelete(slot: number, added: DirtyMark, key: unknown, before: unknown): void
}

/**
 * One log of undo entries for the whole store, newest last. A mark is a position in it. Entries are kept in parallel arrays:
 * an object for each would be most of the cost of a change.
 */
export class Journal {
  readonly #tables: Undoable[] = []
  readonly #slots: number[] = []
  readonly #added: DirtyMark[] = []
  readonly #befores: unknown[] = []
  /** Defined for deletions only. */
  readonly #keys: unknown[] = []
  /** While nobody holds a mark there is nothing to come back to: building a genesis needs no journal. */
  #marked = false

  /** `before` is what an update replaced; undefined for an insertion. */
  recordSet(table: Undoable, slot: number, added: DirtyMark, before: unknown): void {
    this.#record(table, slot, added, before, undefined)
  }

  recordDelete(
    table: Undoable,
    slot: number,
    added: DirtyMark,
    key: unknown,
    before: unknown,
  ): void {
    this.#record(table, slot, added, before, key)
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
      const added = this.#added[at] as DirtyMark
      const key = this.#keys[at]
      const before = this.#befores[at]
      if (key !== undefined) table.undoDelete(slot, added, key, before)
      else if (before === undefined) table.undoInsert(slot, added)
      else table.undoUpdate(slot, added, before)
    }
    this.#cut(mark)
  }

  /** Forgets all entries and marks. */
  commit(): void {
    this.#marked = false
    this.#cut(0)
  }

  #record(table: Undoable, slot: number, added: DirtyMark, before: unknown, key: unknown): void {
    if (!this.#marked) return
    this.#tables.push(table)
    this.#slots.push(slot)
    this.#added.push(added)
    this.#befores.push(before)
    this.#keys.push(key)
  }

  #cut(length: number): void {
    this.#tables.length = length
    this.#slots.length = length
    this.#added.length = length
    this.#befores.length = length
    this.#keys.length = length
  }
}
