import { assert } from '../assert.ts'

/** A Solidity type, parsed. `text` is its canonical name, as it stands in signatures. */
export type AbiType =
  | (AbiTypeShape & { readonly kind: 'uint' | 'int'; readonly bits: number })
  | (AbiTypeShape & { readonly kind: 'bool' | 'address' | 'string' | 'bytes' })
  | (AbiTypeShape & { readonly kind: 'fixedBytes'; readonly size: number })
  | (AbiTypeShape & {
      readonly kind: 'array'
      readonly element: AbiType
      /** Missing for a list whose length is part of the value. */
      readonly length: number | undefined
    })
  | (AbiTypeShape & { readonly kind: 'tuple'; readonly components: readonly AbiType[] })

interface AbiTypeShape {
  readonly text: string
  /** Whether the head holds an offset and the value stands in the tail. */
  readonly dynamic: boolean
  /** Bytes in the head: 32 for dynamic types, the whole value for static ones. */
  readonly headBytes: number
}

/** Types inside types that a type may have. */
const MAX_DEPTH = 8
const MAX_FIXED_LENGTH = 4096
const WORD = 32

/** A place in the text that is being parsed. */
interface Cursor {
  readonly text: string
  at: number
}

const singles = new Map<string, AbiType>()
const lists = new Map<string, readonly AbiType[]>()

/**
 * Parses one type, such as `uint256`, `uint8[]` or `(uint64,address,uint256)[]`. Parsed once, then remembered.
 * The text is the program's own: anything that is not a canonical type stops with an assertion.
 */
export function parseAbiType(text: string): AbiType {
  const known = singles.get(text)
  if (known !== undefined) return known
  const cursor: Cursor = { text, at: 0 }
  const type = parseType(cursor, 0)
  assert(cursor.at === text.length, `not an ABI type: ${text}`)
  singles.set(text, type)
  return type
}

/** Parses types separated by commas, such as `uint64,(address,bool)[]`; no text is no types. Remembered like `parseAbiType`. */
export function parseAbiTypes(text: string): readonly AbiType[] {
  const known = lists.get(text)
  if (known !== undefined) return known
  const cursor: Cursor = { text: `(${text})`, at: 0 }
  const types = Object.freeze(parseList(cursor, 0))
  assert(cursor.at === cursor.text.length, `not a list of ABI types: ${text}`)
  lists.set(text, types)
  return types
}

/** Bytes that the heads of `types` take together. */
export function headBytesOf(types: readonly AbiType[]): number {
  let bytes = 0
  for (const type of types) bytes += type.headBytes
  return bytes
}

function parseType(cursor: Cursor, depth: number): AbiType {
  assert(depth <= MAX_DEPTH, `an ABI type is nested too deeply: ${cursor.text}`)
  let type =
    cursor.text[cursor.at] === '(' ? tupleType(parseList(cursor, depth)) : parseElementary(cursor)
  for (let level = depth; cursor.text[cursor.at] === '['; level++) {
    assert(level < MAX_DEPTH, `an ABI type is nested too deeply: ${cursor.text}`)
    cursor.at++
    const digits = takeWhile(cursor, isDigit)
    assert(cursor.text[cursor.at] === ']', `an ABI type lacks its "]": ${cursor.text}`)
    cursor.at++
    type = arrayType(type, digits === '' ? undefined : parseCount(digits, cursor.text))
  }
  return type
}

function parseList(cursor: Cursor, depth: number): AbiType[] {
  cursor.at++
  const types: AbiType[] = []
  if (cursor.text[cursor.at] === ')') {
    cursor.at++
    return types
  }
  for (;;) {
    types.push(parseType(cursor, depth + 1))
    const next = cursor.text[cursor.at]
    cursor.at++
    if (next === ')') return types
    assert(next === ',', `an ABI type list lacks its ")": ${cursor.text}`)
  }
}

function parseElementary(cursor: Cursor): AbiType {
  const name = takeWhile(cursor, isLetter)
  const digits = takeWhile(cursor, isDigit)
  const text = `${name}${digits}`
  if (digits === '') {
    switch (name) {
      case 'bool':
      case 'address':
        return Object.freeze({ kind: name, text, dynamic: false, headBytes: WORD })
      case 'string':
      case 'bytes':
        return Object.freeze({ kind: name, text, dynamic: true, headBytes: WORD })
    }
  }
  // `uint` without bits is refused: in signatures only `uint256` is canonical.
  if ((name === 'uint' || name === 'int') && digits !== '') {
    const bits = parseCount(digits, cursor.text)
    assert(bits % 8 === 0 && bits <= 256, `not an ABI type: ${text}`)
    return Object.freeze({ kind: name, bits, text, dynamic: false, headBytes: WORD })
  }
  assert(name === 'bytes', `not an ABI type: ${text}`)
  const size = parseCount(digits, cursor.text)
  assert(size <= WORD, `not an ABI type: ${text}`)
  return Object.freeze({ kind: 'fixedBytes', size, text, dynamic: false, headBytes: WORD })
}

function tupleType(components: AbiType[]): AbiType {
  // An empty tuple takes no space, so a few bytes could claim any number of them.
  assert(components.length > 0, 'an ABI tuple has at least one component')
  let dynamic = false
  for (const component of components) dynamic ||= component.dynamic
  return Object.freeze({
    kind: 'tuple',
    components: Object.freeze(components),
    text: `(${components.map((component) => component.text).join(',')})`,
    dynamic,
    headBytes: dynamic ? WORD : headBytesOf(components),
  })
}

function arrayType(element: AbiType, length: number | undefined): AbiType {
  const dynamic = length === undefined || element.dynamic
  return Object.freeze({
    kind: 'array',
    element,
    length,
    text: `${element.text}[${length ?? ''}]`,
    dynamic,
    headBytes: length === undefined || dynamic ? WORD : element.headBytes * length,
  })
}

function parseCount(digits: string, text: string): number {
  let value = 0
  for (let i = 0; i < digits.length && value <= MAX_FIXED_LENGTH; i++) {
    value = value * 10 + digits.charCodeAt(i) - 48
  }
  assert(
    value > 0 && value <= MAX_FIXED_LENGTH && digits[0] !== '0',
    `a number in an ABI type is out of range: ${text}`,
  )
  return value
}

function takeWhile(cursor: Cursor, accepts: (code: number) => boolean): string {
  const from = cursor.at
  while (cursor.at < cursor.text.length && accepts(cursor.text.charCodeAt(cursor.at))) cursor.at++
  return cursor.text.slice(from, cursor.at)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122
}
