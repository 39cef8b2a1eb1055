import fc from 'fast-check'
import { anyAddress } from '../transaction.fixture.ts'
import type { AbiValue } from './abi-encoder.ts'
import { type AbiType, parseAbiType } from './abi-type.ts'

/** Random ABI types and values of them. For tests. */
const elementary = fc.oneof(
  fc.integer({ min: 1, max: 32 }).map((size) => `uint${size * 8}`),
  fc.integer({ min: 1, max: 32 }).map((size) => `int${size * 8}`),
  fc.integer({ min: 1, max: 32 }).map((size) => `bytes${size}`),
  fc.constantFrom('bool', 'address', 'string', 'bytes', 'uint256', 'uint64', 'uint8'),
)

const { text } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: elementary },
    { weight: 1, arbitrary: tie('text').map((element) => `${element}[]`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('text'), fc.integer({ min: 1, max: 3 }))
        .map(([element, length]) => `${element}[${length}]`),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(tie('text'), { minLength: 1, maxLength: 4 })
        .map((parts) => `(${parts.join(',')})`),
    },
  ),
}))

const anyAbiType: fc.Arbitrary<AbiType> = text.map(parseAbiType)

/** A value of `type` as `decodeAbi` gives it. */
function anyAbiValue(type: AbiType): fc.Arbitrary<AbiValue> {
  switch (type.kind) {
    case 'uint':
      return integers(type.bits, 0n, (1n << BigInt(type.bits)) - 1n)
    case 'int': {
      const half = 1n << BigInt(type.bits - 1)
      return integers(type.bits, -half, half - 1n)
    }
    case 'bool':
      return fc.boolean()
    case 'address':
      return anyAddress
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 40 })
    case 'bytes':
      return fc.uint8Array({ maxLength: 70 })
    case 'fixedBytes':
      return fc.uint8Array({ minLength: type.size, maxLength: type.size })
    case 'array':
      return fc.array(
        anyAbiValue(type.element),
        type.length === undefined
          ? { maxLength: 4 }
          : { minLength: type.length, maxLength: type.length },
      )
    case 'tuple':
      return fc.tuple(...type.components.map(anyAbiValue))
  }
}

function integers(bits: number, least: bigint, most: bigint): fc.Arbitrary<bigint | number> {
  return fc.bigInt(least, most).map((value) => (bits <= 48 ? Number(value) : value))
}

/** Some types and a value of each. */
export const anyArguments: fc.Arbitrary<{ types: AbiType[]; values: AbiValue[] }> = fc
  .array(anyAbiType, { maxLength: 5 })
  .chain((types) =>
    fc.tuple(...types.map(anyAbiValue)).map((values) => ({ types, values: [...values] })),
  )
