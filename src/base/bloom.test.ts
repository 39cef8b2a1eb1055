import { keccak256 as viemKeccak } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  addLogToBloom,
  addToBloom,
  BLOOM_BYTES,
  createBloom,
  mayBeInBloom,
  mergeBloom,
} from './bloom.ts'
import { utf8ToBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'
import { fromHex, type Hex, toHex } from './hex.ts'

/** The yellow paper's M3:2048 written down plainly: bit i of a number of 2048 bits. */
function slowBloom(values: readonly Hex[]): Hex {
  let bloom = 0n
  for (const value of values) {
    const hash = BigInt(viemKeccak(value))
    for (const shift of [240n, 224n, 208n]) bloom |= 1n << ((hash >> shift) & 2047n)
  }
  return `0x${bloom.toString(16).padStart(2 * BLOOM_BYTES, '0')}`
}

const values = Array.from({ length: 200 }, (_, i) => toHex(keccak256(Uint8Array.of(i))))

describe('logs bloom', () => {
  it('equals the definition', () => {
    for (const count of [0, 1, 2, 50, 200]) {
      const bloom = createBloom()
      for (const value of values.slice(0, count)) addToBloom(bloom, value)
      expect(toHex(bloom)).toBe(slowBloom(values.slice(0, count)))
    }
  })

  it('go-ethereum’s extensive test', () => {
    const bloom = createBloom()
    for (let i = 0; i < 100; i++) {
      addToBloom(bloom, utf8ToBytes(`xxxxxxxxxx data ${i} yyyyyyyyyyyyyy`))
    }
    expect(toHex(keccak256(bloom))).toBe(
      '0xc8d3ca65cdb4874300a9e39475508f23ed6da09fdbc487f89a2dcf50b09eb263',
    )
  })

  it('has what was added, as text or bytes, and mostly nothing else', () => {
    const bloom = createBloom()
    const [address, ...topics] = values.slice(0, 4) as [Hex, ...Hex[]]
    addLogToBloom(bloom, address, topics)
    for (const value of values.slice(0, 4)) {
      expect(mayBeInBloom(bloom, value)).toBe(true)
      expect(mayBeInBloom(bloom, fromHex(value))).toBe(true)
    }
    const wrong = values.slice(4).filter((value) => mayBeInBloom(bloom, value))
    expect(wrong).toEqual([])
    expect(mayBeInBloom(createBloom(), address)).toBe(false)
  })

  it('merges', () => {
    const first = createBloom()
    addToBloom(first, values[0] as Hex)
    const second = createBloom()
    addToBloom(second, values[1] as Hex)
    mergeBloom(first, second)
    expect(toHex(first)).toBe(slowBloom(values.slice(0, 2)))
    expect(() => mergeBloom(first, new Uint8Array(255))).toThrow('256 bytes')
    expect(() => addToBloom(new Uint8Array(257), values[0] as Hex)).toThrow('256 bytes')
  })

  it('remembers more values than it holds at a time', () => {
    const many = Array.from(
      { length: 9_000 },
      (_, i): Hex => `0x${i.toString(16).padStart(64, '0')}`,
    )
    const once = createBloom()
    for (const value of many) addToBloom(once, value)
    const twice = createBloom()
    for (const value of many) addToBloom(twice, fromHex(value))
    expect(toHex(once)).toBe(toHex(twice))
  })
})
