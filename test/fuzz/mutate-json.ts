import type { Random } from '../../sim/random.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1e21,
  -0,
  9_007_199_254_740_991,
  9_007_199_254_740_992,
  '',
  '0',
  '1',
  '-1',
  '00',
  '01',
  ' 1',
  '1.5',
  '1e3',
  '0x',
  '0x0',
  '0x00',
  `0x${'ff'.repeat(20)}`,
  `0x${'00'.repeat(32)}`,
  `0x${'0A'.repeat(20)}`,
  'io1',
  'NaN',
  'true',
  'mainnet',
  'iotex-2019',
  'alice',
  '\u0000',
  '𝕬',
  '９',
  'a'.repeat(65),
  '9'.repeat(79),
  '9'.repeat(39),
  [],
  {},
  [[]],
  `0x${'00'.repeat(20)}`,
  '0x04c22afae6a03438b8fed74cb1cf441168df3f12',
  '0xa576c141e5659137ddda4223d209d4744b2106be',
  [null],
  [1, 2],
  { length: 1 },
  { toString: 1 },
]

const NAMES = [
  '__proto__',
  'constructor',
  'length',
  'toString',
  'rules',
  'delegates',
  'unknown',
  '',
  'set',
  '0',
]

/** A copy with one to three places replaced, removed, added, doubled or exchanged. Made of plain JSON. */
export function mutateJson(value: unknown, random: Random): unknown {
  let result = value as Json
  for (let damages = 1 + random.below(3); damages > 0; damages--) result = damage(result, random)
  return result
}

/** Walks down to a random place and damages what is there. */
function damage(value: Json, random: Random): Json {
  if (typeof value !== 'object' || value === null || random.oneIn(12)) return replace(value, random)
  if (Array.isArray(value)) return damageList(value as readonly Json[], random)
  const entries = Object.entries(value as { readonly [name: string]: Json })
  const place = random.below(Math.max(1, entries.length))
  switch (random.below(10)) {
    case 0:
      return fromEntries(entries.filter((_, index) => index !== place))
    case 1:
      return fromEntries([...entries, [random.pick(NAMES), random.pick(VALUES)]])
    case 2: {
      const other = entries[random.below(entries.length)]
      return fromEntries(
        entries.map((entry, index) => [entry[0], (index === place ? other : entry)?.[1] ?? null]),
      )
    }
    default:
      return fromEntries(
        entries.map(([name, one], index) => [name, index === place ? damage(one, random) : one]),
      )
  }
}

function damageList(list: readonly Json[], random: Random): Json {
  const place = random.below(Math.max(1, list.length))
  switch (random.below(8)) {
    case 0:
      return list.filter((_, index) => index !== place)
    case 1:
      return [...list, random.pick(VALUES)]
    case 2:
      return [...list, ...list.slice(place, place + 1)]
    case 3:
      return list.toReversed()
    default:
      return list.map((one, index) => (index === place ? damage(one, random) : one))
  }
}

/** With `__proto__` as a name like any other, as `JSON.parse` makes it. */
function fromEntries(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries)
}

function replace(value: Json, random: Random): Json {
  if (typeof value === 'number' && random.oneIn(2)) return value + random.pick([-1, 1, 0.5, 1e9])
  if (typeof value === 'string' && random.oneIn(2)) return replaceText(value, random)
  return random.pick(VALUES)
}

function replaceText(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const letter = random.pick(['0', '9', 'a', 'F', ' ', 'x', '-', 'é', ''])
  return text.slice(0, at) + letter + text.slice(at + random.below(2))
}
