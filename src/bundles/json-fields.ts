import { utf8ToBytes } from '#base/bytes.ts'
import { isPlainLine, quote } from './plain-text.ts'

/**
 * Reads one value of a JSON document: gives it back when it is what it must be, and otherwise tells a problem that names its
 * place. What is read counts only when nothing was told.
 */
export type Field<T> = (value: unknown, place: string, tell: (problem: string) => void) => T

export type Fields<T> = { readonly [Name in keyof T]-?: Field<T[Name]> }

function field<T>(what: string, isGood: (value: unknown) => boolean): Field<T> {
  return (value, place, tell) => {
    if (!isGood(value)) tell(`${place} must be ${what}, not ${describe(value)}`)
    return value as T
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

export function wholeField(min: number, max: number): Field<number> {
  return field(
    `a whole number from ${min} to ${max}`,
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  )
}

/** Text without controls, of at least one byte in UTF-8. */
export function textField(maxBytes: number): Field<string> {
  return field(
    `a plain text of 1 to ${maxBytes} bytes`,
    (value) =>
      typeof value === 'string' &&
      value !== '' &&
      utf8ToBytes(value).length <= maxBytes &&
      isPlainLine(value),
  )
}

/** A text of a form; `what` says which. */
export function patternField<T extends string>(what: string, pattern: RegExp): Field<T> {
  return field(what, (value) => typeof value === 'string' && pattern.test(value))
}

export function choiceField<const T extends string | number>(choices: readonly T[]): Field<T> {
  return field(choices.join(' or '), (value) => (choices as readonly unknown[]).includes(value))
}

export function listField<T>(min: number, max: number, item: Field<T>): Field<readonly T[]> {
  const what = `a list of ${min} to ${max}`
  return (value, place, tell) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      tell(`${place} must be ${what}, not ${describe(value)}`)
      return []
    }
    return value.map((one: unknown, at) => item(one, `${place}[${at}]`, tell))
  }
}

/** An object with exactly these members. */
export function objectField<T extends object>(fields: Fields<T>): Field<T> {
  const names = Object.keys(fields)
  return (value, place, tell) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      tell(`${place} must be an object, not ${describe(value)}`)
      return {} as T
    }
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) tell(`${place} has the unknown member ${quote(name)}`)
    }
    const read = names.map((name) => {
      const given = (value as Record<string, unknown>)[name]
      const member = fields[name as keyof T] as Field<unknown>
      return [name, member(given, place === '' ? name : `${place}.${name}`, tell)]
    })
    return Object.fromEntries(read) as T
  }
}

/** The one layout in which a document is taken, so that no member can stand there twice and every reader sees the same. */
export function formatDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** A document from its text; tells what is wrong with it and gives `undefined` then. */
export function readDocument<T>(
  text: string,
  document: Field<T>,
  tell: (problem: string) => void,
): T | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    tell('is not JSON')
    return undefined
  }
  let isGood = true
  const read = document(value, '', (problem) => {
    isGood = false
    tell(problem)
  })
  if (!isGood) return undefined
  if (formatDocument(value) === text) return read
  tell(
    'must be laid out with two spaces, each member once, and a line end: `boule bundle pack` does it',
  )
  return undefined
}
