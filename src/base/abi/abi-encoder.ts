import { assert } from '../assert.ts'
import { utf8ToBytes } from '../bytes.ts'
import { parseHex } from '../hex.ts'
import { type AbiType, headBytesOf } from './abi-type.ts'

/**
 * A value of an ABI type. Integers: bigint, or number where safe. `address`: its text. `bytes` and `bytesN`: bytes or
 * `0x…` text. Lists and tuples: an array; `uint8[]` also bytes.
 */
export type AbiValue = bigint | number | boolean | string | Uint8Array | readonly AbiValue[]

const WORD = 32

/**
 * The standard ABI encoding of `values`: heads, then tails in order. The values are the program's own: one that does
 * not fit its type stops with an assertion.
 */
export function encodeAbi(types: readonly AbiType[], values: readonly AbiValue[]): Uint8Array {
  encodeSequence(scratch.start(), types, values)
  return scratch.finish()
}

/** The encoding behind a function or error selector. */
export function encodeAbiWithSelector(
  selector: number,
  types: readonly AbiType[],
  values: readonly AbiValue[],
): Uint8Array {
  const output = scratch.start()
  output.setUint32(output.reserve(4), selector)
  encodeSequence(output, types, values)
  return output.finish()
}

/** Bytes that grow; new ones are zero. One serves for all encodings, one after another: making new ones is most of the cost. */
class AbiOutput {
  #bytes = new Uint8Array(1024)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  /** Starts an encoding from nothing. */
  start(): this {
    this.#length = 0
    return this
  }

  get length(): number {
    return this.#length
  }

  /** Appends `count` zero bytes and returns where they begin. */
  reserve(count: number): number {
    const at = this.#length
    const needed = at + count
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes = grown
      this.#view = new DataView(grown.buffer)
    }
    this.#bytes.fill(0, at, needed)
    this.#length = needed
    return at
  }

  setUint32(at: number, value: number): void {
    this.#view.setUint32(at, value)
  }

  /** Writes an integer of at most 53 bits into the word at `at`. */
  setNumber(at: number, value: number): void {
    this.#view.setUint32(at + 24, Math.floor(value / 0x1_0000_0000))
    this.#view.setUint32(at + 28, value % 0x1_0000_0000)
  }

  setBigint(at: number, value: bigint): void {
    const unsigned = BigInt.asUintN(256, value)
    if (unsigned >> 64n !== 0n) {
      this.#view.setBigUint64(at, unsigned >> 192n)
      this.#view.setBigUint64(at + 8, BigInt.asUintN(64, unsigned >> 128n))
      this.#view.setBigUint64(at + 16, BigInt.asUintN(64, unsigned >> 64n))
    }
    this.#view.setBigUint64(at + 24, BigInt.asUintN(64, unsigned))
  }

  setByte(at: number, value: number): void {
    this.#bytes[at] = value
  }

  setBytes(at: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, at)
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

const scratch = new AbiOutput()

function encodeSequence(
  output: AbiOutput,
  types: readonly AbiType[],
  values: readonly AbiValue[],
): void {
  assert(types.length === values.length, 'there is one ABI value for each type')
  const base = output.reserve(headBytesOf(types))
  let head = base
  for (let i = 0; i < types.length; i++) {
    head = encodeMember(output, base, head, types[i] as AbiType, values[i] as AbiValue)
  }
}

/** Writes one value with its head at `head`; offsets count from `base`. Returns the next head. */
function encodeMember(
  output: AbiOutput,
  base: number,
  head: number,
  type: AbiType,
  value: AbiValue,
): number {
  if (type.dynamic) {
    output.setNumber(head, output.length - base)
    encodeTail(output, type, value)
  } else {
    encodeStatic(output, head, type, value)
  }
  return head + type.headBytes
}

function encodeTail(output: AbiOutput, type: AbiType, value: AbiValue): void {
  switch (type.kind) {
    case 'string':
      assert(typeof value === 'string', 'an ABI string is text')
      return appendBytes(output, utf8ToBytes(value))
    case 'bytes':
      return appendBytes(output, bytesOf(value))
    case 'tuple':
      return encodeSequence(output, type.components, itemsOf(value))
    default:
      assert(type.kind === 'array', 'only lists remain among dynamic ABI types')
      return encodeList(output, type.element, type.length, value)
  }
}

function encodeList(
  output: AbiOutput,
  element: AbiType,
  length: number | undefined,
  value: AbiValue,
): void {
  const items = value instanceof Uint8Array ? value : itemsOf(value)
  if (length === undefined) output.setNumber(output.reserve(WORD), items.length)
  else assert(items.length === length, 'an ABI list has as many items as its type says')
  const base = output.reserve(element.headBytes * items.length)
  let head = base
  for (let i = 0; i < items.length; i++) {
    head = encodeMember(output, base, head, element, items[i] as AbiValue)
  }
}

function encodeStatic(output: AbiOutput, at: number, type: AbiType, value: AbiValue): void {
  switch (type.kind) {
    case 'uint':
    case 'int':
      return encodeInteger(output, at, type.kind === 'int', type.bits, value)
    case 'bool':
      assert(typeof value === 'boolean', 'an ABI flag is true or false')
      return output.setByte(at + 31, value ? 1 : 0)
    case 'address': {
      const bytes = bytesOf(value)
      assert(bytes.length === 20, 'an address has 20 bytes')
      return output.setBytes(at + 12, bytes)
    }
    case 'fixedBytes': {
      const bytes = bytesOf(value)
      assert(bytes.length === type.size, `an ABI ${type.text} has ${type.size} bytes`)
      return output.setBytes(at, bytes)
    }
    default:
      return encodeStaticItems(output, at, type, value)
  }
}

function encodeStaticItems(output: AbiOutput, at: number, type: AbiType, value: AbiValue): void {
  assert(
    type.kind === 'tuple' || type.kind === 'array',
    'only groups remain among static ABI types',
  )
  const items = type.kind === 'array' && value instanceof Uint8Array ? value : itemsOf(value)
  const count = type.kind === 'tuple' ? type.components.length : type.length
  assert(items.length === count, 'an ABI group has as many items as its type says')
  let head = at
  for (let i = 0; i < items.length; i++) {
    const member = type.kind === 'tuple' ? (type.components[i] as AbiType) : type.element
    encodeStatic(output, head, member, items[i] as AbiValue)
    head += member.headBytes
  }
}

function encodeInteger(
  output: AbiOutput,
  at: number,
  signed: boolean,
  bits: number,
  value: AbiValue,
): void {
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), 'an ABI integer given as a number is safe')
    if (value >= 0 && bits >= 64) return output.setNumber(at, value)
    return encodeInteger(output, at, signed, bits, BigInt(value))
  }
  assert(typeof value === 'bigint', 'an ABI integer is a number or bigint')
  const fits = signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)
  assert(fits === value, `an ABI integer does not fit into ${bits} bits`)
  output.setBigint(at, value)
}

function appendBytes(output: AbiOutput, bytes: Uint8Array): void {
  const padded = bytes.length + WORD - 1 - ((bytes.length + WORD - 1) % WORD)
  const at = output.reserve(WORD + padded)
  output.setNumber(at, bytes.length)
  output.setBytes(at + WORD, bytes)
}

function bytesOf(value: AbiValue): Uint8Array {
  if (value instanceof Uint8Array) return value
  const bytes = typeof value === 'string' ? parseHex(value) : undefined
  assert(bytes !== undefined, 'an ABI value is bytes or 0x text')
  return bytes
}

function itemsOf(value: AbiValue): readonly AbiValue[] {
  assert(Array.isArray(value), 'an ABI tuple or list is an array')
  return value
}
