import { assert } from '#base/assert.ts'

/** What `add` returns: how many hashings there were before, and whether the slot was not marked yet. */
export type DirtyMark = number

/**
 * Slots that changed since the last hashing, each once, in the order in which they first did. What is undone, newest first,
 * takes them off again: after a call that was run and undone there is nothing to hash.
 */
export class DirtySlots {
  #flags = new Uint8Array(64)
  #list: number[] = []
  #hashings = 0

  get isEmpty(): boolean {
    return this.#list.length === 0
  }

  /** A record in this slot changes. */
  add(slot: number): DirtyMark {
    if (slot >= this.#flags.length) {
      const grown = new Uint8Array(Math.max(slot + 1, this.#flags.length * 2))
      grown.set(this.#flags)
      this.#flags = grown
    }
    if (this.#flags[slot] === 1) return this.#hashings * 2
    this.#flags[slot] = 1
    this.#list.push(slot)
    return this.#hashings * 2 + 1
  }

  /** The change for which `add` returned `mark` was undone, after all later ones. */
  undo(slot: number, mark: DirtyMark): void {
    const isNew = mark % 2 === 1
    if ((mark - (isNew ? 1 : 0)) / 2 !== this.#hashings) {
      // The change was hashed meanwhile, so its undoing must be.
      this.add(slot)
    } else if (isNew) {
      assert(this.#list.at(-1) === slot, 'changes are undone newest first')
      this.#list.pop()
      this.#flags[slot] = 0
    }
  }

  /** Ascending. */
  sorted(): Uint32Array {
    return Uint32Array.from(this.#list).sort()
  }

  /** All of them were hashed. */
  clear(): void {
    for (const slot of this.#list) this.#flags[slot] = 0
    this.#list = []
    this.#hashings++
  }
}
