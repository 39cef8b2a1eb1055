import { describe, expect, it } from 'vitest'
import {
  addressFromBytes,
  addressToBytes,
  parseHexAddress,
  readAddress,
  toAddress,
  ZERO_ADDRESS,
} from './address.ts'
import { AssertionError, assert, must } from './assert.ts'

const TEXT = '0x04c22afae6a03438b8fed74cb1cf441168df3f12'

describe('address', () => {
  it('is 20 bytes in lower case', () => {
    expect(toAddress(TEXT.toUpperCase())).toBe(TEXT)
    expect(addressFromBytes(addressToBytes(toAddress(TEXT)))).toBe(TEXT)
    expect(addressToBytes(ZERO_ADDRESS)).toEqual(new Uint8Array(20))
  })

  it.each([
    '',
    '0x',
    TEXT.slice(0, -1),
    `${TEXT}0`,
    `${TEXT.slice(0, -1)}g`,
    `00${TEXT.slice(2)}`,
    `x0${TEXT.slice(2)}`,
    `${TEXT.slice(0, -1)}\u0130`,
  ])('refuses "%s"', (text) => {
    expect(parseHexAddress(text)).toBeUndefined()
    expect(() => toAddress(text)).toThrow(AssertionError)
  })

  it('is read from the middle of bytes, also among others that end alike', () => {
    const all = Array.from({ length: 60 }, (_, i) => {
      const bytes = new Uint8Array(20).fill(3)
      bytes[i % 20] = i
      return bytes
    })
    for (const bytes of [...all, ...all.toReversed()]) {
      const view = new DataView(Uint8Array.of(1, 2, ...bytes, 4).buffer, 1)
      expect(readAddress(view, 1)).toBe(addressFromBytes(bytes))
    }
  })

  it.each([0, 19, 21, 32])('refuses %i bytes', (length) => {
    expect(() => addressFromBytes(new Uint8Array(length))).toThrow(AssertionError)
  })
})

describe('assertions', () => {
  it('stop when a condition does not hold or a value is missing', () => {
    expect(() => assert(0, 'it holds')).toThrow(new AssertionError('it holds'))
    expect(() => assert(1, 'it holds')).not.toThrow()
    expect(() => must(undefined, 'a thing')).toThrow('missing: a thing')
    expect(() => must(null, 'a thing')).toThrow(AssertionError)
    expect([must(0, 'a'), must('', 'b'), must(false, 'c')]).toEqual([0, '', false])
  })
})
