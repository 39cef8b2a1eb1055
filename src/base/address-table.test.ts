import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, addressFromBytes } from './address.ts'
import { AddressGroups } from './address-groups.ts'
import { AddressTable, isAddress, MOST_AT_ONCE } from './address-table.ts'

/** Few different addresses, many of which differ in one word only. */
const address: fc.Arbitrary<Address> = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 255 }))
  .map(([word, value]) => {
    const bytes = new Uint8Array(20)
    bytes[word * 4 + 3] = value
    return addressFromBytes(bytes)
  })

describe('AddressTable', () => {
  it('answers as a Map does, whatever is set and deleted', () => {
    const operation = fc.tuple(fc.constantFrom('set', 'delete'), address, fc.nat(0x7ffffffe))
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 2000, size: 'max' }), (operations) => {
        const table = new AddressTable()
        const model = new Map<Address, number>()
        for (const [what, key, value] of operations) {
          if (what === 'set') {
            expect(table.set(key, value)).toBe(model.get(key) ?? -1)
            model.set(key, value)
          } else {
            expect(table.delete(key)).toBe(model.delete(key))
          }
          expect(table.get(key)).toBe(model.get(key) ?? -1)
        }
        expect(table.size).toBe(model.size)
        for (const [key, value] of model) expect(table.get(key)).toBe(value)
      }),
      { numRuns: 50 },
    )
  })

  it('sets many at once as one after another', () => {
    const some = fc.array(address, { maxLength: MOST_AT_ONCE, size: 'max' })
    fc.assert(
      fc.property(some, some, (known, added) => {
        const [many, single] = [new AddressTable(), new AddressTable()]
        for (const table of [many, single])
          for (const [i, key] of known.entries()) table.set(key, i)
        const values = Int32Array.from(added, (_, i) => 5000 + i)
        many.setMany(added, values)
        const before = added.map((key, i) => single.set(key, 5000 + i))
        expect([...values]).toEqual(before)
        expect(many.size).toBe(single.size)
        for (const key of [...known, ...added]) expect(many.get(key)).toBe(single.get(key))
      }),
      { numRuns: 30 },
    )
  })

  it('forgets all when cleared', () => {
    const table = new AddressTable()
    const key = addressFromBytes(new Uint8Array(20).fill(7))
    table.set(key, 12)
    expect(table.get(key)).toBe(12)
    table.clear()
    expect(table.get(key)).toBe(-1)
    expect(table.size).toBe(0)
  })

  it.each([
    ['an address', `0x${'0a'.repeat(20)}`, true],
    ['upper case', `0x${'0A'.repeat(20)}`, false],
    ['no prefix', 'ab'.repeat(21), false],
    ['too short', `0x${'0a'.repeat(19)}`, false],
    ['another character', `0x${'0g'.repeat(20)}`, false],
    ['a number', 5, false],
  ])('knows what an address is: %s', (_name, key, expected) => {
    expect(isAddress(key)).toBe(expected)
  })
})

describe('AddressGroups', () => {
  it('lists as sets do, whatever is added and removed', () => {
    const move = fc.tuple(fc.nat(40), fc.option(address))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 300, size: 'max' }), (moves) => {
        const groups = new AddressGroups()
        const model = new Map<number, Address>()
        for (const [small, to] of moves) {
          // Far apart, so that members lie in different pieces.
          const member = small * 5000
          const from = model.get(member)
          if (from !== undefined) groups.remove(from, member)
          model.delete(member)
          if (to !== null) {
            groups.add(to, member)
            model.set(member, to)
          }
          for (const one of [from, to]) {
            if (one === null || one === undefined) continue
            const members = [...model].filter(([, group]) => group === one).map(([key]) => key)
            expect(groups.list(one)).toEqual(members.sort((x, y) => x - y))
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('holds more members than are put in at once', () => {
    const groups = new AddressGroups()
    const [a, b] = [1, 2].map((byte) => addressFromBytes(new Uint8Array(20).fill(byte)))
    const count = 2 * MOST_AT_ONCE + 5
    for (let i = 0; i < count; i++) groups.add((i % 3 === 0 ? a : b) as Address, i)
    const members = Array.from({ length: count }, (_, i) => i)
    expect(groups.list(a as Address)).toEqual(members.filter((i) => i % 3 === 0))
    expect(groups.list(b as Address)).toEqual(members.filter((i) => i % 3 !== 0))
  })

  it('stops when a member is removed from a group that it is not in', () => {
    const groups = new AddressGroups()
    const [a, b] = [1, 2].map((byte) => addressFromBytes(new Uint8Array(20).fill(byte)))
    groups.add(a as Address, 3)
    groups.add(b as Address, 4)
    expect(() => groups.remove(a as Address, 4)).toThrow('the group that it is in')
  })
})
