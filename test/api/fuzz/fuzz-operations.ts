import * as fc from 'fast-check'
import { problem } from '#api/contract/problem.ts'
import { ROUTES } from '#api/contract/routes.ts'
import { OWN_PAGE } from '../portal-network.ts'
import { makeBody, makeValue } from './make-values.ts'
import type { Operation } from './operations.ts'
import type { ValuePool } from './sample-values.ts'

export interface FuzzOptions {
  readonly base: string
  readonly operations: readonly Operation[]
  readonly cookie: string
  readonly seed: number
  readonly casesPerOperation: number
  readonly pool: ValuePool
}

export interface FuzzReport {
  readonly counts: Counts
  /** The same of each operation, by its name. */
  readonly operations: ReadonlyMap<string, Counts>
  /** What went against the contract, at most twenty. */
  readonly failures: readonly string[]
}

export interface Counts {
  requests: number
  accepted: number
  refused: number
  missing: number
}

interface FuzzRequest {
  readonly url: string
  readonly body: string | undefined
}

/** The reckoning that the node does for it takes long. */
const SLOW_OPERATIONS: Readonly<Record<string, number>> = { getProposalImpact: 6 }

/**
 * Sends requests with right and wrong values to every operation of the document. Each answer must be of the operation’s schema, or a
 * problem; none may be a mistake of the server. The same seed makes the same requests.
 */
export async function fuzzOperations(options: FuzzOptions): Promise<FuzzReport> {
  const counts = noCounts()
  const operations = new Map<string, Counts>()
  const failures: string[] = []
  for (const operation of options.operations) {
    const own = noCounts()
    operations.set(operation.id, own)
    const cases = fc.sample(arbitraryRequest(operation, options.pool), {
      seed: options.seed,
      numRuns: SLOW_OPERATIONS[operation.id] ?? options.casesPerOperation,
    })
    for (const request of cases) {
      const { status, fault } = await send(operation, request, options)
      for (const each of [counts, own]) {
        each.requests++
        if (status < 300) each.accepted++
        else if (status === 404) each.missing++
        else each.refused++
      }
      if (fault !== undefined && failures.length < 20) {
        failures.push(`${operation.method} ${request.url} ${request.body ?? ''}: ${fault}`)
      }
    }
  }
  return { counts, operations, failures }
}

function noCounts(): Counts {
  return { requests: 0, accepted: 0, refused: 0, missing: 0 }
}

function arbitraryRequest(operation: Operation, pool: ValuePool): fc.Arbitrary<FuzzRequest> {
  const path = operation.parameters.filter((parameter) => parameter.in === 'path')
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  return fc
    .record({
      path: fc.tuple(...path.map((parameter) => makeValue(parameter.schema, pool[parameter.name]))),
      query: fc.tuple(
        ...query.map((parameter) =>
          fc.option(makeValue(parameter.schema, pool[parameter.name]), {
            nil: undefined,
            freq: parameter.required ? 9 : 1,
          }),
        ),
      ),
      unknown: fc.option(fc.string({ unit: 'grapheme', maxLength: 12 }), {
        nil: undefined,
        freq: 1,
      }),
      isUnknown: fc.integer({ min: 0, max: 19 }),
      body: operation.body === undefined ? fc.constant(undefined) : makeBody(operation.body),
    })
    .map((parts) => {
      const values = [...parts.path]
      const filled = operation.path.replace(/\{\w+\}/g, () => encodeText(values.shift() ?? ''))
      const search = query.flatMap((parameter, at) => {
        const value = parts.query[at]
        return value === undefined ? [] : [`${parameter.name}=${encodeText(value)}`]
      })
      if (parts.isUnknown === 0) search.push(`${encodeText(parts.unknown ?? 'x')}=1`)
      const suffix = search.length === 0 ? '' : `?${search.join('&')}`
      return { url: `${filled}${suffix}`, body: parts.body }
    })
}

/** Halves of characters cannot stand in an address. */
function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

async function send(
  { id, method }: Operation,
  { url, body }: FuzzRequest,
  { base, cookie }: FuzzOptions,
): Promise<{ readonly status: number; readonly fault: string | undefined }> {
  const response = await fetch(`${base}${url}`, {
    method,
    redirect: 'manual',
    headers: {
      ...OWN_PAGE,
      // Signing out would take the right to write from all that come later.
      ...(id === 'deleteSession' ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, fault: findFault(id, response, text) }
}

function findFault(id: string, response: Response, text: string): string | undefined {
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `an error of type ${type}`
    const parsed = problem.safeParse(JSON.parse(text))
    if (!parsed.success) return 'no problem by RFC 9457'
    return parsed.data.status === status ? undefined : 'the problem has another status'
  }
  if (type.split(';')[0] !== 'application/json') return undefined
  const route = ROUTES.find((one) => one.id === id)
  const parsed = route?.answer.safeParse(JSON.parse(text))
  return parsed?.success === true ? undefined : `not of its schema: ${parsed?.error?.message ?? ''}`
}
