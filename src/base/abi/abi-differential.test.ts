import { AbiCoder } from 'ethers'
import fc from 'fast-check'
import { type AbiParameter, decodeAbiParameters, encodeAbiParameters } from 'viem'
import { afterAll, describe, expect, it } from 'vitest'
import { toHex } from '../hex.ts'
import { anyArguments } from './abi.fixture.ts'
import { decodeAbi } from './abi-decoder.ts'
import { type AbiValue, encodeAbi } from './abi-encoder.ts'
import { AbiError } from './abi-error.ts'
import type { AbiType } from './abi-type.ts'

const executed = { compared: 0, damaged: 0, damagedDecoded: 0, random: 0, randomDecoded: 0 }
afterAll(() => console.log('abi cases', JSON.stringify(executed)))

/** A type as viem describes it. */
function parameter(type: AbiType): AbiParameter {
  if (type.kind === 'tuple') return { type: 'tuple', components: type.components.map(unnamed) }
  if (type.kind !== 'array') return { type: type.text }
  const inner = parameter(type.element)
  return { ...inner, type: `${inner.type}[${type.length ?? ''}]` }
}

function unnamed(type: AbiType, index: number): AbiParameter {
  return { ...parameter(type), name: `p${index}` }
}

/** A value as viem and ethers take it: bytes as text, tuples as viem's objects when `named`. */
function foreign(type: AbiType, value: AbiValue, named: boolean): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (!Array.isArray(value)) return value
  const items: readonly AbiValue[] = value
  if (type.kind === 'array') return items.map((item) => foreign(type.element, item, named))
  if (type.kind !== 'tuple') throw new Error('a list of what is no list')
  const parts = items.map((item, i) => foreign(type.components[i] as AbiType, item, named))
  return named ? Object.fromEntries(parts.map((part, i) => [`p${i}`, part])) : parts
}

/** The other way: what viem decoded, as we give it. */
function native(type: AbiType, value: unknown): unknown {
  if (type.kind === 'tuple') {
    const parts = value as Record<string, unknown>
    return type.components.map((component, i) => native(component, parts[`p${i}`]))
  }
  if (type.kind === 'array') return (value as unknown[]).map((item) => native(type.element, item))
  if (type.kind === 'address') return (value as string).toLowerCase()
  return value
}

const asText = (type: AbiType, value: AbiValue): unknown => foreign(type, value, false)

const coder = AbiCoder.defaultAbiCoder()

function encodeWithEthers(types: readonly AbiType[], values: readonly AbiValue[]): string {
  return coder.encode(
    types.map((type) => type.text),
    types.map((type, i) => asText(type, values[i] as AbiValue)),
  )
}

describe('compared with viem and ethers', () => {
  it('random types and values: the same bytes, and the same values back', () => {
    fc.assert(
      fc.property(anyArguments, ({ types, values }) => {
        executed.compared++
        const encoded = encodeAbi(types, values)
        const text = toHex(encoded)
        expect(text).toBe(encodeWithEthers(types, values))
        const parameters = types.map(parameter)
        const given = types.map((type, i) => foreign(type, values[i] as AbiValue, true))
        expect(text).toBe(encodeAbiParameters(parameters, given))
        const decoded = decodeAbi(types, encoded)
        expect(decoded).toEqual(values)
        if (types.length === 0) return
        const theirs = decodeAbiParameters(parameters, encoded) as unknown[]
        expect(decoded.map((value, i) => asText(types[i] as AbiType, value))).toEqual(
          theirs.map((value, i) => native(types[i] as AbiType, value)),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('damaged and random bytes', () => {
  /** Decodes or refuses; what is decoded survives encoding, and ethers reads the same from these bytes. */
  const check = (types: readonly AbiType[], bytes: Uint8Array): boolean => {
    let values: AbiValue[]
    try {
      values = decodeAbi(types, bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(AbiError)
      return false
    }
    expect(decodeAbi(types, encodeAbi(types, values))).toEqual(values)
    const names = types.map((type) => type.text)
    const theirs = coder.encode(names, coder.decode(names, bytes).toArray(true))
    expect(encodeWithEthers(types, values)).toBe(theirs)
    return true
  }

  it('good encodings with one byte changed', () => {
    fc.assert(
      fc.property(anyArguments, fc.nat(), fc.nat(255), ({ types, values }, at, value) => {
        const encoded = encodeAbi(types, values)
        if (encoded.length === 0) return
        executed.damaged++
        encoded[at % encoded.length] = value
        if (check(types, encoded)) executed.damagedDecoded++
      }),
      { numRuns: 4_000 },
    )
    expect(executed.damagedDecoded).toBeGreaterThan(300)
  })

  it('words that are mostly small numbers', () => {
    const word = fc.oneof(
      { weight: 6, arbitrary: fc.nat(8).map((value) => value * 32) },
      { weight: 3, arbitrary: fc.nat(4) },
      { weight: 1, arbitrary: fc.nat() },
    )
    fc.assert(
      fc.property(anyArguments, fc.array(word, { maxLength: 40 }), ({ types }, words) => {
        executed.random++
        const bytes = new Uint8Array(words.length * 32)
        const view = new DataView(bytes.buffer)
        for (let i = 0; i < words.length; i++) view.setUint32(i * 32 + 28, words[i] as number)
        if (check(types, bytes)) executed.randomDecoded++
      }),
      { numRuns: 4_000 },
    )
    expect(executed.randomDecoded).toBeGreaterThan(100)
  })
})
