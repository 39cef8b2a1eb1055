import { describe, expect, test } from 'vitest'
import { compareBytes, concatBytes, u64ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { drawBoule } from './draw-boule.ts'
import { drawIotex } from './draw-iotex.ts'

const MIX = new Uint8Array(32).fill(7)
const REGISTRATIONS = Array.from({ length: 36 }, (_, index) => index + 1)

describe('drawBoule', () => {
  test('takes the lowest hashes of mix and registration number', () => {
    const drawn = drawBoule(MIX, REGISTRATIONS, 24)
    expect(drawn.length).toBe(24)
    expect(new Set(drawn).size).toBe(24)
    const lots = drawn.map((registration) => keccak256(concatBytes(MIX, u64ToBytes(registration))))
    for (const [index, lot] of lots.slice(1).entries()) {
      expect(compareBytes(lots[index] as Uint8Array, lot)).toBeLessThan(0)
    }
    const last = lots.at(-1) as Uint8Array
    for (const registration of REGISTRATIONS.filter((one) => !drawn.includes(one))) {
      const lot = keccak256(concatBytes(MIX, u64ToBytes(registration)))
      expect(compareBytes(last, lot)).toBeLessThan(0)
    }
  })

  test('the order of the input does not matter, the mix does', () => {
    const drawn = drawBoule(MIX, REGISTRATIONS, 24)
    expect(drawBoule(MIX, [...REGISTRATIONS].reverse(), 24)).toEqual(drawn)
    expect(drawBoule(new Uint8Array(32), REGISTRATIONS, 24)).not.toEqual(drawn)
  })

  test('fewer than asked for are all drawn, and nobody from nobody', () => {
    expect(new Set(drawBoule(MIX, [5, 9, 2], 24))).toEqual(new Set([2, 5, 9]))
    expect(drawBoule(MIX, [], 24)).toEqual([])
  })

  test('the mix has 32 bytes', () => {
    expect(() => drawBoule(new Uint8Array(31), [1], 1)).toThrow('32 bytes')
  })
})

describe('drawIotex', () => {
  test('the order of the input does not matter, the height does', () => {
    const operators = REGISTRATIONS.map((registration) => `operator ${registration}`)
    const drawn = drawIotex(operators, 361, 24)
    expect(drawIotex([...operators].reverse(), 361, 24)).toEqual(drawn)
    expect(drawIotex(operators, 721, 24)).not.toEqual(drawn)
    expect(drawIotex(['a'], 361, 24)).toEqual(['a'])
  })
})
