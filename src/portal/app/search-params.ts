// Readers of what stands behind the question mark of an address. Anything that is not right counts as missing: an address
// that somebody typed or kept for years still opens its page.

type Raw = Readonly<Record<string, unknown>>

/**
 * A reader as the router wants it. The router lays what a reader answers over what stood in the address, so what the reader left
 * out is named as missing.
 */
export function strictly<T extends object>(read: (raw: Raw) => T): (raw: Raw) => T {
  return (raw) => {
    const nothing = Object.fromEntries(Object.keys(raw).map((name) => [name, undefined]))
    return { ...nothing, ...read(raw) }
  }
}

export function readText(raw: Raw, name: string, longest = 100): string | undefined {
  const value = raw[name]
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  return text === '' || text.length > longest ? undefined : text
}

/** A whole number from 0 to `most`. */
export function readNumber(raw: Raw, name: string, most: number): number | undefined {
  const text = readText(raw, name, 15)
  const value = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
  return value !== undefined && value <= most ? value : undefined
}

export function readChoice<const V extends string>(
  raw: Raw,
  name: string,
  choices: readonly V[],
): V | undefined {
  return choices.find((choice) => choice === raw[name])
}

export function readFlag(raw: Raw, name: string): boolean | undefined {
  const value = raw[name]
  return typeof value === 'boolean' ? value : undefined
}

/** A list of short texts, each once. */
export function readList(raw: Raw, name: string, most: number): readonly string[] | undefined {
  const value = raw[name]
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((each): each is string => typeof each === 'string' && each.length < 64)
  return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, most)
}

/** The same without the entries that are missing, as `exactOptionalPropertyTypes` wants it. */
export function present<T extends object>(
  values: {
    readonly [K in keyof T]: T[K] | undefined
  },
): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}

/** What becomes of the parameters of a page: made from those that stand in the address then, so that of two changes at once none is lost. */
export type SearchChange<T> = (before: T) => T

/** The change that lays `part` over the rest; what it names as undefined is taken away. `T` has optional entries alone. */
export function withPart<T extends object>(
  part: {
    readonly [K in keyof T]?: T[K] | undefined
  },
): SearchChange<T> {
  return (before) => present<T>({ ...before, ...part }) as T
}
