import { invalidParams } from '../errors.ts'
import type { RpcFault } from '../errors.ts'

/** Input as it may stand in an error: at most 60 characters. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** The error for a parameter that is not what it must be. */
export function mustBe(name: string, what: string, value: unknown): RpcFault {
  return invalidParams(`invalid parameter '${name}': must be ${what}, got ${show(value)}`)
}

/** A JSON object with no members but those named. */
export function readObject(
  value: unknown,
  name: string,
  members: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mustBe(name, 'an object', value)
  }
  for (const member of Object.keys(value)) {
    if (!members.includes(member)) {
      throw invalidParams(
        `invalid parameter '${name}': unknown member ${show(member)}; known are ${members.join(', ')}`,
      )
    }
  }
  return value as Record<string, unknown>
}
