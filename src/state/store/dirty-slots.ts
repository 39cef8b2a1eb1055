/** Slots that changed since the last hashing, each once. */
export class DirtySlots {
  #flags = new Uint8Array(64)
  #list: number[] = []

  get isEmpty(): boolean {
    return this.#list.length === 0
  }

  add(slot: number): void {
    if (slot >= this.#flags.length) {
      const grown = new Uint8Array(Math.max(slot + 1, this.#flags.length * 2))
      grown.set(this.#flags)
      this.#flags = grown
    }
    if (this.#flags[slot] === 1) return
    this.#flags[slot] = 1
    this.#list.push(slot)
  }

  /** Ascending. */
  sorted(): Uint32Array {
    return Uint32Array.from(this.#list).sort()
  }

  clear(): void {
    for (const slot of this.#list) this.#flags[slot] = 0
    this.#list = []
  }
}
