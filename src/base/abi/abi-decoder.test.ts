import { describe, expect, it } from 'vitest'
import { fromHex } from '../hex.ts'
import { decodeAbi } from './abi-decoder.ts'
import { encodeAbi } from './abi-encoder.ts'
import { AbiError } from './abi-error.ts'
import { parseAbiTypes } from './abi-type.ts'

const words = (...digits: string[]): Uint8Array =>
  fromHex(`0x${digits.map((word) => word.padStart(64, '0')).join('')}`)

describe('decodeAbi', () => {
  it('reads behind a selector', () => {
    const types = parseAbiTypes('uint256,string')
    const bytes = new Uint8Array([1, 2, 3, 4, ...encodeAbi(types, [5n, 'six'])])
    expect(decodeAbi(types, bytes, 4)).toEqual([5n, 'six'])
  })

  it('gives numbers up to 48 bits and bigints above', () => {
    const types = parseAbiTypes('uint48,uint56,int48,int56')
    expect(decodeAbi(types, encodeAbi(types, [1, 1, -1, -1]))).toEqual([1, 1n, -1, -1n])
  })

  it('takes bytes left over behind the last value', () => {
    expect(decodeAbi(parseAbiTypes('uint8'), words('1', '2'))).toEqual([1])
  })

  it('takes two values in one place as long as no more words are read than there are', () => {
    const types = parseAbiTypes('string,string')
    const padded = words('40', '40', '0', '0')
    expect(decodeAbi(types, padded)).toEqual(['', ''])
  })

  it('refuses a few bytes that claim to be many values', () => {
    // Each level points eight times at the next: 8⁷ strings from 30 words.
    const types = parseAbiTypes('string[][][][][][][]')
    const levels: string[] = ['20']
    for (let level = 0; level < 7; level++) {
      levels.push('8', ...Array.from({ length: 8 }, () => '100'))
    }
    levels.push('0')
    expect(() => decodeAbi(types, words(...levels))).toThrow('share bytes')
  })

  it.each([
    ['a list of 2^32 - 1 words', 'uint8[]', ['20', 'ffffffff']],
    ['a list of 2^53 strings', 'string[]', ['20', '20000000000000']],
    ['a missing head', 'uint8,uint8', ['1']],
    ['no bytes', 'bool', []],
    ['a tuple beyond the end', '(string)', ['40', '20']],
    ['a fixed list beyond the end', 'string[2]', ['20', '0']],
  ])('refuses %s', (_name, types, digits) => {
    expect(() => decodeAbi(parseAbiTypes(types), words(...digits))).toThrow(AbiError)
  })
})
