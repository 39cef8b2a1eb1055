import * as fc from 'fast-check'
import { resolveSchema, type ValueSchema } from './operations.ts'

/** What attackers and accidents send, wherever text is taken. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '0\u0000',
  '%00',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  "'",
  "' or '1'='1",
  "1'; drop table chain.blocks; --",
  "') union select token_hash from forum.sessions --",
  '1 or 1=1',
  '$1',
  '%',
  '_',
  '\\',
  '"',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-0',
  '1e3',
  '0x10',
  '１２',
  '99999999999999999999999999',
  '-1',
  '2147483648',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '\ud83d',
  '🗳️',
  '‮',
  'é',
  'İ',
  'a'.repeat(300),
  '0x0000000000000000000000000000000000000000',
  '0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266',
]

/** A value of a parameter as text: one that exists, one of the schema, or any other. */
export function makeValue(
  schema: ValueSchema,
  existing: readonly string[] | undefined,
): fc.Arbitrary<string> {
  const known =
    existing === undefined ? [] : [{ weight: 6, arbitrary: fc.constantFrom(...existing) }]
  return fc.oneof(
    ...known,
    { weight: 5, arbitrary: ofSchema(schema) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.bigInt().map(String) },
  )
}

function ofSchema(given: ValueSchema): fc.Arbitrary<string> {
  const schema = resolveSchema(given)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(String))
  if (schema.type === 'integer') {
    const { minimum = 0, maximum = 1_000 } = schema
    const low = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) })
    return fc.oneof(low, fc.constantFrom(minimum, maximum)).map(String)
  }
  if (schema.type === 'boolean') return fc.boolean().map(String)
  if (schema.pattern !== undefined && !schema.pattern.includes('\\P')) {
    return fc.stringMatching(new RegExp(schema.pattern))
  }
  const { minLength = 0, maxLength = 40 } = schema
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
}

/** A body: one of the schema, one with a wrong member, or anything. */
export function makeBody(schema: ValueSchema): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: jsonOf(schema).map((value) => JSON.stringify(value) ?? 'null') },
    { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '[1,', '{"a":1}}', 'null', '"text"', '[]') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{"__proto__":{"kind":"comment"}}',
        '{"constructor":{"prototype":{}}}',
        `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      ),
    },
  )
}

function jsonOf(given: ValueSchema): fc.Arbitrary<unknown> {
  const schema = resolveSchema(given)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(jsonOf))
  if (schema.examples !== undefined) {
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...schema.examples) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    )
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  if (types.includes('object') && schema.properties !== undefined) {
    const members = Object.fromEntries(
      Object.entries(schema.properties).map(([name, member]) => [name, jsonOf(member)]),
    )
    return fc.record(members, { requiredKeys: [...(schema.required ?? [])] })
  }
  if (types.includes('array')) return fc.array(jsonOf(schema.items ?? {}), { maxLength: 4 })
  if (types.includes('integer') || types.includes('number')) return fc.integer({ min: -2, max: 40 })
  if (types.includes('string')) {
    return fc.oneof(
      fc.string({ unit: 'grapheme', minLength: schema.minLength ?? 0, maxLength: 80 }),
      fc.constantFrom(...HOSTILE_TEXTS),
    )
  }
  return fc.jsonValue({ maxDepth: 2 })
}
