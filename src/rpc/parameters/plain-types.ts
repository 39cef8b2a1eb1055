import type { Page } from '../queries.ts'
import type { ParameterType } from '../method.ts'
import { readQuantity } from './hex-types.ts'
import { mustBe, readObject } from './read-value.ts'

export const flag: ParameterType<boolean> = {
  schema: { type: 'boolean' },
  read: (value, name) => {
    if (typeof value !== 'boolean') throw mustBe(name, 'true or false', value)
    return value
  },
}

function readWhole(value: unknown, name: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw mustBe(name, `a whole number from ${min} to ${max}`, value)
  }
  return value
}

/** A JSON number. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER): ParameterType<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    read: (value, name) => readWhole(value, name, min, max),
  }
}

/** A JSON number or a quantity: test tools send either. */
export function numberOrQuantity(
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): ParameterType<number> {
  return {
    schema: {
      oneOf: [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', pattern: '^(0x[0-9a-fA-F]{1,64}|[0-9]{1,16})$' },
      ],
    },
    read: (value, name) => {
      if (typeof value === 'number') return readWhole(value, name, min, max)
      if (typeof value === 'string' && /^[0-9]{1,16}$/.test(value)) {
        return readWhole(Number(value), name, min, max)
      }
      const quantity = readQuantity(value, name)
      if (quantity < BigInt(min) || quantity > BigInt(max)) {
        throw mustBe(name, `from ${min} to ${max}`, value)
      }
      return Number(quantity)
    },
  }
}

export function text(maxLength: number): ParameterType<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength },
    read: (value, name) => {
      if (typeof value !== 'string' || value === '' || value.length > maxLength) {
        throw mustBe(name, `a text of 1 to ${maxLength} characters`, value)
      }
      return value
    },
  }
}

/** One of these words. */
export function oneOf<T extends string>(words: readonly T[]): ParameterType<T> {
  return {
    schema: { type: 'string', enum: words },
    read: (value, name) => {
      const found = words.find((word) => word === value)
      if (found === undefined) throw mustBe(name, `one of ${words.join(', ')}`, value)
      return found
    },
  }
}

export const MAX_PAGE = 1_000

/** `{offset, limit}`, both optional. */
export const page: ParameterType<Page> = {
  schema: {
    type: 'object',
    properties: {
      offset: { type: 'integer', minimum: 0, default: 0 },
      limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 100 },
    },
    additionalProperties: false,
  },
  read: (value, name) => readPage(readObject(value, name, ['offset', 'limit']), name),
}

export function readPage(members: Readonly<Record<string, unknown>>, name: string): Page {
  const { offset, limit } = members
  return {
    offset:
      offset === undefined ? 0 : readWhole(offset, `${name}.offset`, 0, Number.MAX_SAFE_INTEGER),
    limit: limit === undefined ? 100 : readWhole(limit, `${name}.limit`, 1, MAX_PAGE),
  }
}

/** Percentiles of eth_feeHistory: 0 to 100, ascending. */
export const percentiles: ParameterType<readonly number[]> = {
  schema: { type: 'array', items: { type: 'number', minimum: 0, maximum: 100 }, maxItems: 100 },
  read: (value, name) => {
    if (!Array.isArray(value) || value.length > 100) {
      throw mustBe(name, 'a list of at most 100 numbers', value)
    }
    let before = 0
    for (const one of value as readonly unknown[]) {
      if (typeof one !== 'number' || !(one >= before && one <= 100)) {
        throw mustBe(name, 'numbers from 0 to 100 in ascending order', value)
      }
      before = one
    }
    return value as readonly number[]
  },
}
