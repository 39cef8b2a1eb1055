import type { Address } from './address.ts'
import { AddressTable } from './address-table.ts'
import { assert } from './assert.ts'

const PIECE = 1 << 16
const PIECE_SHIFT = 16
const PIECE_MASK = PIECE - 1
const NONE = -1

/**
 * Whole numbers grouped by address: the buckets of each owner, of each delegate. A number is in one group at most. Linked
 * lists in plain arrays: adding and removing take the same time however large the group is, and a member takes 8 bytes.
 */
export class AddressGroups {
  readonly #heads = new AddressTable()
  /** By member: the member after it and the one before it, or `NONE`. */
  readonly #after: Int32Array[] = []
  readonly #before: Int32Array[] = []

  /** The member must not be in a group. */
  add(address: Address, member: number): void {
    this.#reserve(member)
    const head = this.#heads.set(address, member)
    write(this.#after, member, head)
    write(this.#before, member, NONE)
    if (head !== NONE) write(this.#before, head, member)
  }

  /** The member must be in the group of `address`. */
  remove(address: Address, member: number): void {
    const before = read(this.#before, member)
    const after = read(this.#after, member)
    if (after !== NONE) write(this.#before, after, before)
    if (before !== NONE) {
      write(this.#after, before, after)
      return
    }
    assert(this.#heads.get(address) === member, 'a member is removed from the group that it is in')
    if (after === NONE) this.#heads.delete(address)
    else this.#heads.set(address, after)
  }

  /** The members of a group, ascending. PERF: linear in the group. */
  list(address: Address): readonly number[] {
    const members: number[] = []
    for (let member = this.#heads.get(address); member !== NONE; ) {
      members.push(member)
      member = read(this.#after, member)
    }
    return members.sort((a, b) => a - b)
  }

  #reserve(member: number): void {
    assert(Number.isSafeInteger(member) && member >= 0 && member < 0x7fffffff, 'a member is a slot')
    while (this.#after.length <= member >>> PIECE_SHIFT) {
      this.#after.push(new Int32Array(PIECE))
      this.#before.push(new Int32Array(PIECE))
    }
  }
}

function read(pieces: readonly Int32Array[], member: number): number {
  return (pieces[member >>> PIECE_SHIFT] as Int32Array)[member & PIECE_MASK] as number
}

function write(pieces: readonly Int32Array[], member: number, value: number): void {
  ;(pieces[member >>> PIECE_SHIFT] as Int32Array)[member & PIECE_MASK] = value
}
