import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { consensusAddress, toUpperHex } from './consensus-key.ts'
import { fromHex } from './hex.ts'

describe('consensus address', () => {
  it('is the start of the SHA-256 of the key, printed in upper case', () => {
    const key = fromHex('0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    const address = consensusAddress(key)
    expect(address.length).toBe(20)
    const expected = createHash('sha256').update(key).digest('hex').slice(0, 40).toUpperCase()
    expect(toUpperHex(address)).toBe(expected)
    expect(toUpperHex(address)).toBe('21FE31DFA154A261626BF854046FD2271B7BED4B')
  })

  it.each([0, 31, 33])('refuses a key of %i bytes', (length) => {
    expect(() => consensusAddress(new Uint8Array(length))).toThrow('32 bytes')
  })
})
