import { assert } from '../assert.ts'
import { utf8ToBytes } from '../bytes.ts'
import { keccak256 } from '../hash.ts'
import { type Hex, toHex } from '../hex.ts'
import { type AbiValue, encodeAbiWithSelector } from './abi-encoder.ts'
import { type AbiType, parseAbiType } from './abi-type.ts'

/** A function or custom error: its name, its parameters and what names it in bytes. */
export interface AbiSignature {
  readonly name: string
  readonly inputs: readonly AbiType[]
  /** First four bytes of the hash of the signature, as a number of 32 bits. */
  readonly selector: number
}

const signatures = new Map<string, AbiSignature>()
const topics = new Map<string, Hex>()

/** Parses `name(type,…)`, in canonical types and without blanks. Remembered. The text is the program's own: a bad one stops with an assertion. */
export function parseAbiSignature(signature: string): AbiSignature {
  const known = signatures.get(signature)
  if (known !== undefined) return known
  const open = signature.indexOf('(')
  assert(open > 0, `a signature has a name and parameters: ${signature}`)
  const inputs = parseParameters(signature.slice(open))
  const hash = keccak256(utf8ToBytes(signature))
  const selector = new DataView(hash.buffer, hash.byteOffset).getUint32(0)
  const parsed = Object.freeze({ name: signature.slice(0, open), inputs, selector })
  signatures.set(signature, parsed)
  return parsed
}

/** The selector of `createStake(string,uint256,uint32,bool,uint8[])` and the like, as a number of 32 bits. */
export function functionSelector(signature: string): number {
  return parseAbiSignature(signature).selector
}

/** The first four bytes of call data as a number; `undefined` when there are fewer. */
export function readSelector(data: Uint8Array): number | undefined {
  if (data.length < 4) return undefined
  const low = ((data[1] as number) << 16) | ((data[2] as number) << 8) | (data[3] as number)
  return (data[0] as number) * 0x1_00_00_00 + low
}

/** Topic 0 of the event with this signature: 32 bytes. */
export function eventTopic(signature: string): Hex {
  const known = topics.get(signature)
  if (known !== undefined) return known
  const open = signature.indexOf('(')
  assert(open > 0, `a signature has a name and parameters: ${signature}`)
  parseParameters(signature.slice(open))
  const topic = toHex(keccak256(utf8ToBytes(signature)))
  topics.set(signature, topic)
  return topic
}

/** Revert data of the custom error with this signature, such as `NoSuchBucket(uint64)`. */
export function encodeError(signature: string, values: readonly AbiValue[]): Uint8Array {
  const { selector, inputs } = parseAbiSignature(signature)
  return encodeAbiWithSelector(selector, inputs, values)
}

/** Call data of the function with this signature. */
export function encodeCall(signature: string, values: readonly AbiValue[]): Uint8Array {
  const { selector, inputs } = parseAbiSignature(signature)
  return encodeAbiWithSelector(selector, inputs, values)
}

function parseParameters(list: string): readonly AbiType[] {
  if (list === '()') return Object.freeze([])
  const type = parseAbiType(list)
  assert(type.kind === 'tuple', `parameters are a list in brackets: ${list}`)
  return type.components
}
