import { describe, expect, it } from 'vitest'
import { utf8ToBytes } from '../bytes.ts'
import { fromHex, toHex } from '../hex.ts'
import { AbiError } from './abi-error.ts'
import { AbiReader } from './abi-reader.ts'
import { encodeCall } from './abi-signature.ts'

/** Words from their last digits. */
const words = (...digits: string[]): Uint8Array =>
  fromHex(`0x${digits.map((word) => word.padStart(64, '0')).join('')}`)
/** A word from its first digits. */
const left = (digits: string): string => digits.padEnd(64, '0')
const reader = (...digits: string[]): AbiReader => new AbiReader(words(...digits))
const F = (count: number): string => 'f'.repeat(count)

describe('words', () => {
  it('reads every size up to its limit', () => {
    expect(reader(F(64)).uint256()).toBe((1n << 256n) - 1n)
    expect(reader(`1${'0'.repeat(63)}`).uint256()).toBe(1n << 252n)
    expect(reader(F(16)).uint64()).toBe((1n << 64n) - 1n)
    expect(reader('1fffffffffffff').uint64Index()).toBe(Number.MAX_SAFE_INTEGER)
    expect(reader('20000000000000').uint64Index()).toBeUndefined()
    expect(reader(F(16)).uint64Index()).toBeUndefined()
    expect(reader(F(8)).uint32()).toBe(0xffff_ffff)
    expect(reader(F(2)).uint8()).toBe(255)
    expect(reader('1').bool()).toBe(true)
    expect(reader('0').bool()).toBe(false)
    expect(reader(F(40)).address()).toBe(`0x${F(40)}`)
    expect(reader(F(24)).uint(96)).toBe((1n << 96n) - 1n)
    expect(reader(F(64)).int(8)).toBe(-1n)
    expect(reader(`${F(62)}80`).int(8)).toBe(-128n)
    expect(toHex(reader(left('0a0b')).fixedBytes(2))).toBe('0x0a0b')
  })

  const refused: readonly [string, (r: AbiReader) => unknown, string][] = [
    ['uint64 and one bit more', (r) => r.uint64(), `1${'0'.repeat(16)}`],
    ['index and one bit more', (r) => r.uint64Index(), `1${'0'.repeat(16)}`],
    ['uint32 and one bit more', (r) => r.uint32(), '100000000'],
    ['uint8 and one bit more', (r) => r.uint8(), '100'],
    ['uint96 and one bit more', (r) => r.uint(96), `1${'0'.repeat(24)}`],
    ['int8 above its largest', (r) => r.int(8), '80'],
    ['int8 below its least', (r) => r.int(8), `${F(62)}7f`],
    ['uint64 with the highest bit', (r) => r.uint64(), left('80')],
    ['a flag of 2', (r) => r.bool(), '2'],
    ['a flag with dirt', (r) => r.bool(), left('01')],
    ['an address with dirt next to it', (r) => r.address(), `1${'0'.repeat(40)}`],
    ['an address with dirt far off', (r) => r.address(), left('01')],
    ['bytes2 with dirt next to it', (r) => r.fixedBytes(2), left('0a0b01')],
    ['bytes2 with dirt far off', (r) => r.fixedBytes(2), '1'],
  ]
  it.each(refused)('refuses %s', (_name, read, word) => {
    expect(() => read(reader(word))).toThrow(AbiError)
  })

  it('refuses to read beyond the end', () => {
    const short = new AbiReader(words('1').subarray(0, 31))
    expect(() => short.uint256()).toThrow('where a word is expected')
    const two = reader('1', '2')
    expect([two.uint8(), two.uint8(), two.remaining]).toEqual([1, 2, 0])
    expect(() => two.uint8()).toThrow(AbiError)
    expect(() => new AbiReader(new Uint8Array(3), 4).bool()).toThrow(AbiError)
  })
})

describe('dynamic values', () => {
  const abc = left(toHex(utf8ToBytes('abc')).slice(2))
  const full = toHex(utf8ToBytes('x'.repeat(32))).slice(2)

  it('reads what stands in its tail', () => {
    expect(reader('20', '3', abc).string(3)).toBe('abc')
    expect(reader('20', '20', full).string(32)).toBe('x'.repeat(32))
    expect(reader('20', '0').string(0)).toBe('')
    expect(reader('20', '2', '7', 'ff').uint8Array(2)).toEqual(Uint8Array.of(7, 255))
    expect(reader('20', '0').uint8Array(0)).toEqual(new Uint8Array(0))
  })

  it('takes tails in any order, shared tails, and bytes behind the end', () => {
    const swapped = reader('80', '40', '3', abc, '1', left('7a'), 'dead')
    expect([swapped.string(9), swapped.string(9)]).toEqual(['z', 'abc'])
    const shared = reader('40', '40', '3', abc)
    expect([shared.string(9), shared.string(9)]).toEqual(['abc', 'abc'])
  })

  const refused: readonly [string, (r: AbiReader) => unknown, string[]][] = [
    ['an offset one word beyond the end', (r) => r.string(9), ['40']],
    ['an offset at the end, where no length is', (r) => r.string(9), ['20']],
    ['an offset between words that has no whole length', (r) => r.string(9), ['21', '3']],
    ['an offset of 2^32', (r) => r.string(9), ['100000000', '3', abc]],
    ['an offset of 2^255', (r) => r.string(9), [left('80'), '3', abc]],
    ['an offset of all ones', (r) => r.string(9), [F(64), '3', abc]],
    ['a length above the limit', (r) => r.string(2), ['20', '3', abc]],
    ['a length above the bytes', (r) => r.string(99), ['20', '21', abc]],
    ['a length of 2^32 and 3', (r) => r.string(99), ['20', '100000003', abc]],
    ['a length of all ones', (r) => r.bytes(2 ** 40), ['20', F(64), abc]],
    ['a length just below 2^32', (r) => r.bytes(2 ** 40), ['20', 'ffffffff', abc]],
    ['dirt behind the text', (r) => r.string(9), ['20', '2', abc]],
    ['dirt in the last byte', (r) => r.bytes(9), ['20', '3', `${abc.slice(0, 63)}1`]],
    ['text that is not UTF-8', (r) => r.string(9), ['20', '1', left('ff')]],
    ['text cut inside a character', (r) => r.string(9), ['20', '1', left('c3')]],
    ['a surrogate in UTF-8', (r) => r.string(9), ['20', '3', left('eda080')]],
    ['a list longer than the limit', (r) => r.uint8Array(1), ['20', '2', '7', '7']],
    ['a list longer than the bytes', (r) => r.uint8Array(9), ['20', '2', '7']],
    ['a list of all ones', (r) => r.uint8Array(2 ** 40), ['20', F(64), '7']],
    ['a list with a large item', (r) => r.uint8Array(9), ['20', '1', '100']],
  ]
  it.each(refused)('refuses %s', (_name, read, digits) => {
    expect(() => read(reader(...digits))).toThrow(AbiError)
  })

  it('refuses text whose padding is cut off', () => {
    const bytes = words('20', '3', abc)
    expect(() => new AbiReader(bytes.subarray(0, 67)).string(9)).toThrow('beyond the end')
    expect(() => new AbiReader(bytes.subarray(0, 95)).string(9)).toThrow('beyond the end')
    expect(new AbiReader(bytes).string(9)).toBe('abc')
  })

  it('reads lists of tuples', () => {
    const data = encodeCall('f((uint64,string)[],uint256)', [
      [
        [1, 'a'],
        [2, 'bc'],
      ],
      9n,
    ])
    const call = new AbiReader(data, 4)
    const items = call.array(2, 32, (item) => {
      const tuple = item.tail()
      return [tuple.uint64Index(), tuple.string(2)]
    })
    expect(items).toEqual([
      [1, 'a'],
      [2, 'bc'],
    ])
    expect(call.uint256()).toBe(9n)
    const tooMany = new AbiReader(data, 4)
    expect(() => tooMany.array(1, 32, (item) => item.tail())).toThrow('more than 1 items')
  })

  it('leaves the bytes of the call alone', () => {
    const bytes = words('20', '3', abc)
    const read = new AbiReader(bytes).bytes(9)
    read[0] = 0
    expect(toHex(bytes)).toBe(toHex(words('20', '3', abc)))
  })
})
