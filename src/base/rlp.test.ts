import { decodeRlp as ethersDecode, encodeRlp as ethersEncode } from 'ethers'
import fc from 'fast-check'
import { fromRlp } from 'viem'
import { afterAll, describe, expect, it } from 'vitest'
import { equalBytes, utf8ToBytes } from './bytes.ts'
import { fromHex, toHex } from './hex.ts'
import { decodeRlp, encodeRlp, integerBytes, RlpCursor, RlpError, type RlpItem } from './rlp.ts'

type HexTree = string | readonly HexTree[]

const hexTree = (item: RlpItem): HexTree =>
  item instanceof Uint8Array ? toHex(item) : item.map(hexTree)

const bytesOf = (...values: number[]): Uint8Array => Uint8Array.from(values)

const { tree } = fc.letrec<{ tree: RlpItem }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.uint8Array({ maxLength: 80 }),
    fc.array(tie('tree'), { maxLength: 8 }),
  ),
}))

const executed = { trees: 0, random: 0, randomDecoded: 0, mutated: 0, mutatedDecoded: 0 }
afterAll(() => console.log('rlp cases', JSON.stringify(executed)))

describe('known encodings (Ethereum wiki)', () => {
  const lorem = 'Lorem ipsum dolor sit amet, consectetur adipisicing elit'
  const rows: readonly [string, RlpItem, string][] = [
    ['dog', utf8ToBytes('dog'), '0x83646f67'],
    ['cat and dog', [utf8ToBytes('cat'), utf8ToBytes('dog')], '0xc88363617483646f67'],
    ['empty bytes', bytesOf(), '0x80'],
    ['empty list', [], '0xc0'],
    ['integer 0', integerBytes(0), '0x80'],
    ['the byte 0', bytesOf(0), '0x00'],
    ['the byte 0x7f', bytesOf(0x7f), '0x7f'],
    ['the byte 0x80', bytesOf(0x80), '0x8180'],
    ['1024', integerBytes(1024n), '0x820400'],
    ['the three of set theory', [[], [[]], [[], [[]]]], '0xc7c0c1c0c3c0c1c0'],
    ['56 bytes', utf8ToBytes(lorem), `0xb838${toHex(utf8ToBytes(lorem)).slice(2)}`],
  ]
  it.each(rows)('%s', (_name, item, encoded) => {
    expect(toHex(encodeRlp(item))).toBe(encoded)
    expect(hexTree(decodeRlp(fromHex(encoded)))).toEqual(hexTree(item))
  })

  it.each([54, 55, 56, 255, 256, 65_535, 65_536])('a string of %i bytes', (length) => {
    const item = new Uint8Array(length).fill(0xab)
    const encoded = encodeRlp(item)
    expect(toHex(encoded)).toBe(ethersEncode(toHex(item)))
    expect(equalBytes(decodeRlp(encoded) as Uint8Array, item)).toBe(true)
  })

  it.each([
    [16_777_215, '0xbaffffff'],
    [16_777_216, '0xbb01000000'],
  ])('a string of %i bytes has the header %s', (length, header) => {
    const item = new Uint8Array(length)
    const encoded = encodeRlp(item)
    expect(toHex(encoded.subarray(0, encoded.length - length))).toBe(header)
    expect(equalBytes(decodeRlp(encoded) as Uint8Array, item)).toBe(true)
  })

  it.each([54, 55, 56, 255, 256])('a list of %i bytes', (length) => {
    const item = Array.from({ length }, () => bytesOf(1))
    expect(toHex(encodeRlp(item))).toBe(ethersEncode(item.map((one) => toHex(one))))
    expect(decodeRlp(encodeRlp(item))).toEqual(item)
  })
})

describe('refused', () => {
  const rows: readonly [string, string, string][] = [
    ['no bytes', '0x', 'an item is missing'],
    ['two items', '0x0101', 'left over'],
    ['a short string cut off', '0x83646f', 'longer than what holds it'],
    ['a long string cut off', `0xb838${'aa'.repeat(55)}`, 'longer than what holds it'],
    ['a length cut off', '0xb9ff', 'end inside a length'],
    ['a list cut off', '0xc301', 'longer than what holds it'],
    ['an item that leaves its list', '0xc28301', 'longer than what holds it'],
    ['a small byte in the long way', '0x8100', 'stand for itself'],
    ['the byte 0x7f in the long way', '0x817f', 'stand for itself'],
    ['a long form for 55 bytes', `0xb837${'aa'.repeat(55)}`, 'short form'],
    ['a long form for a list of 1', '0xf80101', 'short form'],
    ['a length with leading zeros', `0xb90038${'aa'.repeat(56)}`, 'leading zeros'],
    ['a list length with leading zeros', `0xf90038${'01'.repeat(56)}`, 'leading zeros'],
    ['a length of 5 bytes', '0xbc0100000000', 'longer than the input'],
    ['a length of 8 bytes', '0xbfffffffffffffffff', 'longer than the input'],
    ['a list length of 8 bytes', '0xffffffffffffffffff', 'longer than the input'],
    ['a length just below 2^32', '0xbbffffffff', 'longer than what holds it'],
  ]
  it.each(rows)('%s', (_name, encoded, reason) => {
    expect(() => decodeRlp(fromHex(encoded))).toThrow(RlpError)
    expect(() => decodeRlp(fromHex(encoded))).toThrow(reason)
  })

  it('lists nested beyond the limit, not those at it', () => {
    const nested = (depth: number): Uint8Array => {
      let item: RlpItem = []
      for (let i = 1; i < depth; i++) item = [item]
      return encodeRlp(item)
    }
    expect(decodeRlp(nested(16))).toBeDefined()
    expect(() => decodeRlp(nested(17))).toThrow('nested too deeply')
    expect(() => decodeRlp(nested(3), { maxDepth: 2, maxItems: 9 })).toThrow('nested too deeply')
    // As deep as the largest transaction can go: the engine's own limit must not be reached.
    expect(() => decodeRlp(new Uint8Array(65_536).fill(0xc0))).toThrow('left over')
    const deep = new Uint8Array(65_536)
    let from = deep.length
    while (from > 8) {
      const length = deep.length - from
      const header = length < 56 ? [0xc0 + length] : [0xf9, length >> 8, length & 255]
      if (length >= 56 && length < 256) header.splice(0, 2, 0xf8)
      from -= header.length
      deep.set(header, from)
    }
    expect(() => decodeRlp(deep.subarray(from))).toThrow('nested too deeply')
  })

  it('more items than the limit, not as many', () => {
    const list = (count: number): Uint8Array =>
      encodeRlp(Array.from({ length: count }, () => bytesOf(1)))
    expect(decodeRlp(list(9), { maxDepth: 1, maxItems: 10 })).toHaveLength(9)
    expect(() => decodeRlp(list(10), { maxDepth: 1, maxItems: 10 })).toThrow('too many items')
    expect(decodeRlp(list(65_535))).toHaveLength(65_535)
    expect(() => decodeRlp(list(65_536))).toThrow('too many items')
  })
})

describe('cursor', () => {
  const cursorOf = (item: RlpItem): RlpCursor => new RlpCursor(encodeRlp(item))

  it('reads integers up to their limit', () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER)
    expect(cursorOf(integerBytes(0)).safeInteger()).toBe(0)
    expect(cursorOf(integerBytes(most)).safeInteger()).toBe(Number.MAX_SAFE_INTEGER)
    expect(cursorOf(integerBytes(most + 1n)).safeInteger()).toBeUndefined()
    expect(cursorOf(integerBytes((1n << 64n) - 1n)).safeInteger()).toBeUndefined()
    expect(cursorOf(integerBytes((1n << 256n) - 1n)).uint256()).toBe((1n << 256n) - 1n)
    expect(() => cursorOf(integerBytes(1n << 256n)).uint256()).toThrow('256 bits')
    expect(() => cursorOf(integerBytes(1n << 256n)).uint256Bytes()).toThrow('256 bits')
    expect(() => cursorOf(bytesOf(0)).safeInteger()).toThrow('leading zeros')
    expect(() => cursorOf(bytesOf(0, 0x80)).uint256()).toThrow('leading zeros')
  })

  it('reads integers of every size', () => {
    for (let bits = 0n; bits <= 255n; bits++) {
      const value = (1n << bits) + bits
      expect(cursorOf(integerBytes(value)).uint256()).toBe(value)
      const padded = toHex(cursorOf(integerBytes(value)).uint256Bytes())
      expect(padded).toBe(`0x${value.toString(16).padStart(64, '0')}`)
    }
  })

  it('keeps to its list', () => {
    const cursor = cursorOf([[bytesOf(1)], bytesOf(2)])
    const outer = cursor.enterList()
    const inner = cursor.enterList()
    expect(cursor.safeInteger()).toBe(1)
    expect(cursor.atEnd).toBe(true)
    expect(() => cursor.safeInteger()).toThrow('an item is missing')
    cursor.leaveList(inner)
    expect(() => cursor.leaveList(outer)).toThrow('too many items')
    expect(cursor.nextIsList).toBe(false)
    expect(() => cursor.enterList()).toThrow('a list is expected')
    expect(cursor.fixedBytes(1)).toEqual(bytesOf(2))
    cursor.leaveList(outer)
    expect(cursor.atEnd).toBe(true)
    expect(() => cursorOf([]).bytes()).toThrow('bytes are expected')
    expect(() => cursorOf(bytesOf(1, 2)).fixedBytes(1)).toThrow(
      '1 bytes are expected where 2 stand',
    )
  })
})

describe('compared with viem and ethers', () => {
  it('every tree has one encoding, the same as theirs', () => {
    fc.assert(
      fc.property(tree, (item) => {
        executed.trees++
        const encoded = encodeRlp(item)
        expect(toHex(encoded)).toBe(ethersEncode(hexTree(item) as string))
        expect(hexTree(decodeRlp(encoded))).toEqual(hexTree(item))
      }),
      { numRuns: 2_000 },
    )
  })

  /** Decodes or refuses; what is decoded has these bytes as its encoding and is what the others see. */
  const check = (bytes: Uint8Array): boolean => {
    let item: RlpItem
    try {
      item = decodeRlp(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(RlpError)
      return false
    }
    expect(toHex(encodeRlp(item))).toBe(toHex(bytes))
    expect(hexTree(item)).toEqual(ethersDecode(toHex(bytes)))
    expect(hexTree(item)).toEqual(fromRlp(bytes, 'hex'))
    return true
  }

  it('random bytes are decoded to what encodes to them, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        executed.random++
        if (check(bytes)) executed.randomDecoded++
      }),
      { numRuns: 5_000 },
    )
  })

  it('damaged encodings are decoded to what encodes to them, or refused', () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(255), (item, place, value) => {
        executed.mutated++
        const bytes = encodeRlp(item)
        bytes[place % bytes.length] = value
        if (check(bytes)) executed.mutatedDecoded++
      }),
      { numRuns: 5_000 },
    )
    expect(executed.mutatedDecoded).toBeGreaterThan(500)
  })
})
