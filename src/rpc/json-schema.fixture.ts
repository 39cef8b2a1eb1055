import type { JsonObject } from './backend.ts'
import { SHARED_SCHEMAS } from './openrpc.ts'

/** What of a value does not fit a JSON Schema; `undefined` when all does. Knows the words that our schemas use, and refuses others. */
export function findMisfit(value: unknown, schema: JsonObject, path = '$'): string | undefined {
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1)
    return findMisfit(value, SHARED_SCHEMAS[name] as JsonObject, path)
  }
  const { oneOf } = schema
  if (Array.isArray(oneOf)) {
    const misfits = oneOf.map((one) => findMisfit(value, one as JsonObject, path))
    return misfits.includes(undefined) ? undefined : misfits.join(' and ')
  }
  if (!isOfType(value, schema['type'])) {
    return `${path} is no ${JSON.stringify(schema['type'])}: ${JSON.stringify(value)?.slice(0, 80)}`
  }
  if (Array.isArray(schema['enum']) && !(schema['enum'] as readonly unknown[]).includes(value)) {
    return `${path} is none of ${schema['enum'].join(', ')}`
  }
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern']).test(String(value))) {
    return `${path} does not match ${schema['pattern']}: ${String(value).slice(0, 80)}`
  }
  if (Array.isArray(value)) return findInItems(value, schema, path)
  return typeof value === 'object' && value !== null
    ? findInMembers(value, schema, path)
    : undefined
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type
    case 'integer':
      return Number.isInteger(value)
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return false
  }
}

function findInItems(
  value: readonly unknown[],
  schema: JsonObject,
  path: string,
): string | undefined {
  const { items } = schema
  if (items === undefined) return undefined
  for (const [at, item] of value.entries()) {
    const misfit = findMisfit(item, items as JsonObject, `${path}[${at}]`)
    if (misfit !== undefined) return misfit
  }
  return undefined
}

function findInMembers(value: object, schema: JsonObject, path: string): string | undefined {
  const members = value as Record<string, unknown>
  for (const name of (schema['required'] ?? []) as readonly string[]) {
    if (!(name in members)) return `${path}.${name} is missing`
  }
  const properties = (schema['properties'] ?? {}) as JsonObject
  const others = schema['additionalProperties'] ?? true
  for (const [name, member] of Object.entries(members)) {
    const known = properties[name] ?? others
    if (known === false) return `${path}.${name} is not described`
    if (known === true) continue
    const misfit = findMisfit(member, known as JsonObject, `${path}.${name}`)
    if (misfit !== undefined) return misfit
  }
  return undefined
}
