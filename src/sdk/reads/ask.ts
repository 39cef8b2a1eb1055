import type { Client } from 'viem'
import { SdkError } from '../sdk-error.ts'

/** A viem client of any kind: reading needs no account. */
export type ReaderClient = Client

/** Which rows of a list are wanted. The node gives at most 1,000 at a time. */
export interface PageParameters {
  readonly offset?: number
  readonly limit?: number
}

/** A part of a list, and how long the whole is. */
export interface Page<T> {
  readonly total: number
  readonly offset: number
  readonly items: readonly T[]
}

/** Asks for a method of the `boule_` namespace. Amounts (fields that end in `Rau`) become bigint. */
export async function ask<T>(
  client: ReaderClient,
  method: `boule_${string}`,
  params: readonly unknown[] = [],
): Promise<T> {
  const answer = await (client.request as (request: unknown) => Promise<unknown>)({
    method,
    params,
  })
  return reviveAmounts(answer, method) as T
}

/** Decimal text in fields named `…Rau` to bigint, at any depth. */
function reviveAmounts(value: unknown, path: string): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => reviveAmounts(item, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  const revived: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const at = `${path}.${name}`
    revived[name] = name.endsWith('Rau') ? parseRau(member, at) : reviveAmounts(member, at)
  }
  return revived
}

function parseRau(value: unknown, path: string): unknown {
  if (value === null) return null
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
  // Rules carry their amounts in an object with unit and meaning.
  if (typeof value === 'object' && value !== null) return reviveAmounts(value, path)
  throw new SdkError(
    'bad-answer',
    `the node answers ${path} with ${JSON.stringify(value)}; it must be Rau in decimal digits`,
  )
}

/** Goes through a paged list from its beginning and puts all rows together. */
export async function collectPages<T>(
  read: (page: Required<PageParameters>) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const limit = 1000
  const rows: T[] = []
  for (;;) {
    const page = await read({ offset: rows.length, limit })
    rows.push(...page.items)
    if (page.items.length === 0 || rows.length >= page.total) return rows
  }
}
