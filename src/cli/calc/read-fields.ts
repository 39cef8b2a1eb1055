import { MAX_UINT256 } from '#base/integers.ts'
import { CalcInputError } from './calc-input-error.ts'

/** A parsed JSON object whose fields were checked by name, with its path for errors. */
export type Fields = {
  readonly path: string
  readonly values: Readonly<Record<string, unknown>>
}

const DECIMAL = /^(0|[1-9][0-9]{0,77})$/
const HEX = /^(0x)?([0-9a-fA-F]*)$/

function pathOf(fields: Fields, name: string): string {
  return fields.path === '' ? name : `${fields.path}.${name}`
}

/** A value as it can stand in an error: its kind, and the value when it is short. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  }
  return JSON.stringify(value) ?? typeof value
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new CalcInputError(path, `must be ${expected}, got ${describe(value)}`)
}

/**
 * The fields of an object. A name that is not in `known` is an error, so that no misspelt field is
 * ignored.
 */
export function readObject(value: unknown, path: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (path !== '') refuse(path, 'an object', value)
    throw new CalcInputError('', `the line must be a JSON object, got ${describe(value)}`)
  }
  const values = value as Record<string, unknown>
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue
    const field = path === '' ? name : `${path}.${name}`
    const shown = field.length > 80 ? `${field.slice(0, 80)}…` : field
    throw new CalcInputError(shown, `is not a field here; known: ${known.join(', ')}`)
  }
  return { path, values }
}

export function hasField(fields: Fields, name: string): boolean {
  return Object.hasOwn(fields.values, name)
}

function valueOf(fields: Fields, name: string): unknown {
  return hasField(fields, name) ? fields.values[name] : undefined
}

/** One of a few words. `fallback` is taken when the field is missing. */
export function readChoice<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
  fallback?: Choice,
): Choice {
  const value = valueOf(fields, name)
  if (value === undefined && fallback !== undefined) return fallback
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  return refuse(pathOf(fields, name), choices.map((choice) => `"${choice}"`).join(' or '), value)
}

export function readBoolean(fields: Fields, name: string): boolean {
  const value = valueOf(fields, name)
  return typeof value === 'boolean' ? value : refuse(pathOf(fields, name), 'true or false', value)
}

export function readText(fields: Fields, name: string, maxLength: number): string {
  const value = valueOf(fields, name)
  if (typeof value === 'string' && value.length > 0 && value.length <= maxLength) return value
  return refuse(pathOf(fields, name), `text of 1 to ${maxLength} characters`, value)
}

export type IntegerBounds = {
  readonly from: number
  readonly to: number
  readonly fallback?: number
}

/** A whole JSON number within bounds, both included. */
export function readInteger(fields: Fields, name: string, bounds: IntegerBounds): number {
  const value = valueOf(fields, name)
  if (value === undefined && bounds.fallback !== undefined) return bounds.fallback
  return checkInteger(value, pathOf(fields, name), bounds)
}

export function checkInteger(value: unknown, path: string, bounds: IntegerBounds): number {
  if (Number.isInteger(value)) {
    const integer = value as number
    if (integer >= bounds.from && integer <= bounds.to) return integer
  }
  return refuse(path, `a whole number from ${bounds.from} to ${bounds.to}`, value)
}

/**
 * An integer of at least 0 of any size as decimal text. A JSON number is taken too while it is
 * exact (below 2⁵³). At most 2²⁵⁶ − 1.
 */
export function readAmount(fields: Fields, name: string): bigint {
  const value = valueOf(fields, name)
  let amount: bigint | undefined
  if (typeof value === 'string' && DECIMAL.test(value)) amount = BigInt(value)
  if (Number.isSafeInteger(value) && (value as number) >= 0) amount = BigInt(value as number)
  if (amount !== undefined && amount <= MAX_UINT256) return amount
  const expected = 'a whole number of at least 0 and below 2^256 as decimal text such as "1000"'
  return refuse(pathOf(fields, name), expected, value)
}

/**
 * Hex text of exactly `byteCount` bytes, with or without 0x, as lower-case digits without prefix.
 */
export function readHexDigits(fields: Fields, name: string, byteCount: number): string {
  const value = valueOf(fields, name)
  const digits = typeof value === 'string' ? HEX.exec(value)?.[2] : undefined
  if (digits !== undefined && digits.length === byteCount * 2) return digits.toLowerCase()
  return refuse(pathOf(fields, name), `${byteCount} bytes as ${byteCount * 2} hex digits`, value)
}

/** A list of bounded length. `fallback` is taken when the field is missing. */
export function readList(
  fields: Fields,
  name: string,
  maxLength: number,
  fallback?: readonly unknown[],
): readonly unknown[] {
  const value = valueOf(fields, name)
  if (value === undefined && fallback !== undefined) return fallback
  if (Array.isArray(value) && value.length <= maxLength) return value
  return refuse(pathOf(fields, name), `a list of at most ${maxLength}`, value)
}

/** An object used as a table of unknown names. An empty one when the field is missing. */
export function readTable(fields: Fields, name: string): readonly (readonly [string, unknown])[] {
  const value = valueOf(fields, name)
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(pathOf(fields, name), 'an object', value)
  }
  return Object.entries(value)
}
