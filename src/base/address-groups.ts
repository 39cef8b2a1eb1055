import type { Address } from './address.ts'
import { AddressTable, MOST_AT_ONCE } from './address-table.ts'
import { assert } from './assert.ts'

const PIECE = 1 << 16
const PIECE_SHIFT = 16
const PIECE_MASK = PIECE - 1
const NONE = -1

/** Room for the members that `#settle` puts in. */
const settling = new Int32Array(MOST_AT_ONCE)

/**
 * Whole numbers grouped by address: the buckets of each owner, of each delegate. A number is in one group at most. Linked
 * lists in plain arrays: adding and removing take the same time however large the group is, and a member takes 8 bytes.
 */
export class AddressGroups {
  readonly #heads = new AddressTable()
  /** By member: the member after it and the one before it, or `NONE`. */
  readonly #after: Int32Array[] = []
  readonly #before: Int32Array[] = []
  /** Added and not yet in the lists: the table takes many at once in half the time. */
  #waitingMembers: number[] = []
  #waitingAddresses: Address[] = []

  /** The member must not be in a group. */
  add(address: Address, member: number): void {
    this.#reserve(member)
    this.#waitingMembers.push(member)
    this.#waitingAddresses.push(address)
    if (this.#waitingMembers.length === MOST_AT_ONCE) this.#settle()
  }

  /** The member must be in the group of `address`. */
  remove(address: Address, member: number): void {
    this.#settle()
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
    this.#settle()
    const members: number[] = []
    for (let member = this.#heads.get(address); member !== NONE; ) {
      members.push(member)
      member = read(this.#after, member)
    }
    return members.sort((a, b) => a - b)
  }

  #settle(): void {
    const members = this.#waitingMembers
    if (members.length === 0) return
    settling.set(members)
    this.#heads.setMany(this.#waitingAddresses, settling)
    for (let i = 0; i < members.length; i++) {
      const member = members[i] as number
      const head = settling[i] as number
      write(this.#after, member, head)
      write(this.#before, member, NONE)
      if (head !== NONE) write(this.#before, head, member)
    }
    this.#waitingMembers = []
    this.#waitingAddresses = []
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
