import { type Problem, type ProblemCode, PROBLEMS } from '../contract/problem.ts'

/** A request that is refused: what the client did, and what would be right. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ProblemCode
  readonly field: string | null
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    detail: string,
    options: { readonly field?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(detail)
    this.code = code
    this.field = options.field ?? null
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export function viewProblem({ code, message, field }: ApiProblem): Problem {
  const [status, title] = PROBLEMS[code]
  return { type: `urn:boule:problem:${code}`, title, status, detail: message, code, field }
}

/** @throws ApiProblem `not-found`. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new ApiProblem('not-found', what)
  return value
}
