import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, parseHex, toHex } from './hex.ts'

describe('hex', () => {
  it('goes there and back as Buffer does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toHex(bytes)).toBe(`0x${Buffer.from(bytes).toString('hex')}`)
        expect(parseHex(toHex(bytes))).toEqual(bytes)
        expect(parseHex(`0x${toHex(bytes).slice(2).toUpperCase()}`)).toEqual(bytes)
      }),
    )
  })

  it.each([
    '',
    '0',
    '0x0',
    'x0',
    '00',
    '0X00',
    '0xg0',
    '0x0g',
    '0x 0',
    '0x0\u0660',
    '0x:0',
    '0x@0',
    '0x`0',
    '0x/0',
  ])('refuses "%s"', (text) => {
    expect(parseHex(text)).toBeUndefined()
    expect(() => fromHex(text)).toThrow('not hex text')
  })
})
