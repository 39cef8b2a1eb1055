import { bytesToUtf8 } from '../bytes.ts'
import type { AbiValue } from './abi-encoder.ts'
import { AbiError } from './abi-error.ts'
import { AbiReader } from './abi-reader.ts'
import type { AbiType } from './abi-type.ts'

const WORD = 32

/**
 * Decodes `types` from `bytes` (from `base`: 4 behind a selector). Integers up to 48 bits come as number, wider ones as
 * bigint; addresses as lower-case text; `bytes` and `bytesN` as bytes; lists and tuples as arrays.
 * Values that share bytes are refused once more words were read than there are, so a few bytes cannot claim to be many
 * values. Throws `AbiError` and nothing else on bad bytes.
 */
export function decodeAbi(types: readonly AbiType[], bytes: Uint8Array, base = 0): AbiValue[] {
  const budget = { words: Math.floor((bytes.length - base) / WORD) }
  return decodeSequence(new AbiReader(bytes, base), types, budget)
}

/** Words that may still be read. An encoding whose values share no bytes never needs more than there are. */
interface Budget {
  words: number
}

function spend(budget: Budget, words: number): void {
  budget.words -= words
  if (budget.words < 0) throw new AbiError('values share bytes or reach beyond the end')
}

function decodeSequence(reader: AbiReader, types: readonly AbiType[], budget: Budget): AbiValue[] {
  const values: AbiValue[] = []
  for (const type of types) values.push(decodeValue(reader, type, budget))
  return values
}

function decodeItems(
  reader: AbiReader,
  element: AbiType,
  count: number,
  budget: Budget,
): AbiValue[] {
  const values: AbiValue[] = []
  for (let i = 0; i < count; i++) values.push(decodeValue(reader, element, budget))
  return values
}

function decodeValue(reader: AbiReader, type: AbiType, budget: Budget): AbiValue {
  if (type.kind === 'tuple' && !type.dynamic) return decodeSequence(reader, type.components, budget)
  if (type.kind === 'array' && !type.dynamic) {
    return decodeItems(reader, type.element, type.length ?? 0, budget)
  }
  spend(budget, 1)
  switch (type.kind) {
    case 'uint':
    case 'int': {
      const value = type.kind === 'uint' ? reader.uint(type.bits) : reader.int(type.bits)
      return type.bits <= 48 ? Number(value) : value
    }
    case 'bool':
      return reader.bool()
    case 'address':
      return reader.address()
    case 'fixedBytes':
      return reader.fixedBytes(type.size)
    case 'bytes':
      return decodeBytes(reader, budget)
    case 'string':
      return decodeText(reader, budget)
    case 'tuple':
      return decodeSequence(reader.tail(), type.components, budget)
    case 'array':
      return decodeDynamicArray(reader, type.element, type.length, budget)
  }
}

function decodeDynamicArray(
  reader: AbiReader,
  element: AbiType,
  length: number | undefined,
  budget: Budget,
): AbiValue[] {
  const tail = reader.tail()
  if (length !== undefined) return decodeItems(tail, element, length, budget)
  spend(budget, 1)
  const count = tail.length(budget.words, 'items')
  return decodeItems(tail.rebased(), element, count, budget)
}

function decodeBytes(reader: AbiReader, budget: Budget): Uint8Array {
  spend(budget, 1)
  const bytes = reader.bytes(budget.words * WORD)
  spend(budget, Math.ceil(bytes.length / WORD))
  return bytes
}

function decodeText(reader: AbiReader, budget: Budget): string {
  const text = bytesToUtf8(decodeBytes(reader, budget))
  if (text === undefined) throw new AbiError('a text is not UTF-8')
  return text
}
