import { parseHexAddress } from '../address.ts'
import { assert, must } from '../assert.ts'
import { utf8ToBytes } from '../bytes.ts'
import { keccak256 } from '../hash.ts'
import { type Hex, toHex } from '../hex.ts'
import { type AbiValue, encodeAbi } from './abi-encoder.ts'
import { eventTopic } from './abi-signature.ts'
import { type AbiType, parseAbiType } from './abi-type.ts'

/** An event: what a log of it carries. */
export interface AbiEvent {
  readonly name: string
  /** As it is hashed, without the word `indexed`. */
  readonly signature: string
  /** Topic 0. */
  readonly topic: Hex
  readonly inputs: readonly AbiEventInput[]
  /** Types of the inputs that are not indexed, which make up the data. */
  readonly dataTypes: readonly AbiType[]
}

export interface AbiEventInput {
  readonly type: AbiType
  readonly indexed: boolean
}

/** Topics and data of a log. */
export interface AbiLog {
  readonly topics: readonly Hex[]
  readonly data: Uint8Array
}

const events = new Map<string, AbiEvent>()
const INDEXED = ' indexed'
const ADDRESS_PADDING = '0'.repeat(24)

/**
 * Parses an event such as `Staked(address indexed,address indexed,uint64,uint256,uint32,bool)`: canonical types, each
 * perhaps followed by the word `indexed` (at most three), no names. Remembered. A bad text stops with an assertion.
 */
export function parseAbiEvent(text: string): AbiEvent {
  const known = events.get(text)
  if (known !== undefined) return known
  const open = text.indexOf('(')
  assert(open > 0 && text.endsWith(')'), `an event has a name and parameters: ${text}`)
  const inputs = splitParameters(text.slice(open + 1, -1)).map(parseInput)
  const name = text.slice(0, open)
  const signature = `${name}(${inputs.map((input) => input.type.text).join(',')})`
  assert(inputs.filter((input) => input.indexed).length <= 3, `more than 3 indexed: ${text}`)
  const dataTypes = inputs.filter((input) => !input.indexed).map((input) => input.type)
  const event = Object.freeze({ name, signature, topic: eventTopic(signature), inputs, dataTypes })
  events.set(text, event)
  return event
}

/** The log of an event with these values, in the order of its parameters. */
export function encodeEvent(event: AbiEvent, values: readonly AbiValue[]): AbiLog {
  assert(values.length === event.inputs.length, 'there is one value for each event parameter')
  const topics: Hex[] = [event.topic]
  const rest: AbiValue[] = []
  for (let i = 0; i < values.length; i++) {
    const input = event.inputs[i] as AbiEventInput
    const value = values[i] as AbiValue
    if (input.indexed) topics.push(encodeTopic(input.type, value))
    else rest.push(value)
  }
  return { topics, data: encodeAbi(event.dataTypes, rest) }
}

/** The topic of an indexed value: the word itself, or the hash of a text or bytes. */
function encodeTopic(type: AbiType, value: AbiValue): Hex {
  if (type.kind === 'string') {
    assert(typeof value === 'string', 'an ABI string is text')
    return toHex(keccak256(utf8ToBytes(value)))
  }
  if (type.kind === 'bytes') {
    assert(value instanceof Uint8Array, 'indexed bytes are bytes')
    return toHex(keccak256(value))
  }
  assert(type.kind !== 'array' && type.kind !== 'tuple', 'lists and tuples are not indexed here')
  // The two that nearly every log has are put together as text, which is four times as fast.
  if (type.kind === 'address' && typeof value === 'string') {
    const address = must(parseHexAddress(value), 'the address of an indexed value')
    return `0x${ADDRESS_PADDING}${address.slice(2)}`
  }
  if (type.kind === 'uint' && typeof value === 'number' && value >= 0 && value <= 0xffffff) {
    assert(Number.isInteger(value) && (type.bits >= 24 || value < 1 << type.bits), 'it fits')
    return `0x${value.toString(16).padStart(64, '0')}`
  }
  return toHex(encodeAbi([type], [value]))
}

function parseInput(text: string): AbiEventInput {
  const indexed = text.endsWith(INDEXED)
  const type = parseAbiType(indexed ? text.slice(0, -INDEXED.length) : text)
  return Object.freeze({ type, indexed })
}

/** Splits at the commas that stand in no bracket. */
function splitParameters(list: string): string[] {
  if (list === '') return []
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < list.length; i++) {
    const character = list[i]
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(list.slice(from, i))
      from = i + 1
    }
  }
  parts.push(list.slice(from))
  return parts
}
