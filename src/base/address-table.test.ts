import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, addressFromBytes } from './address.ts'
import { AddressGroups } from './address-groups.ts'
import { AddressTable, isAddress } from './address-table.ts'

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

  it('finds an address by its words, and forgets all when cleared', () => {
    const table = new AddressTable()
    const key = addressFromBytes(Uint8Array.from({ length: 20 }, (_, i) => 250 - i * 9))
    table.set(key, 12)
    const view = new DataView(Uint8Array.from({ length: 20 }, (_, i) => 250 - i * 9).buffer)
    const words = [0, 4, 8, 12, 16].map((at) => view.getUint32(at))
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = words
    expect(table.getByWords(a, b, c, d, e)).toBe(12)
    expect(table.getByWords(a, b, c, d, e + 1)).toBe(-1)
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

  it('stops when a member is removed from a group that it is not in', () => {
    const groups = new AddressGroups()
    const [a, b] = [1, 2].map((byte) => addressFromBytes(new Uint8Array(20).fill(byte)))
    groups.add(a as Address, 3)
    groups.add(b as Address, 4)
    expect(() => groups.remove(a as Address, 4)).toThrow('the group that it is in')
  })
})
