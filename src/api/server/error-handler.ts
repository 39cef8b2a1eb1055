import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { HttpRequestError, RpcRequestError, TimeoutError } from 'viem'
import type { z } from 'zod'
import { PROBLEMS } from '../contract/problem.ts'
import { ApiProblem, viewProblem } from './api-problem.ts'

/** What is told of a mistake of the server itself: to the operator, never to the client. */
export type ReportError = (error: unknown, request: string) => void

/** Answers every error as a problem (RFC 9457). */
export function createErrorHandler(report: ReportError) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = explain(error)
    if (problem.code === 'internal') report(error, `${request.method} ${request.url.slice(0, 200)}`)
    sendProblem(reply, problem)
  }
}

export function sendProblem(reply: FastifyReply, problem: ApiProblem): void {
  if (problem.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', problem.retryAfterSeconds)
  }
  void reply
    .code(PROBLEMS[problem.code][0])
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(viewProblem(problem)))
}

function explain(error: FastifyError): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    return explainIssue(
      first?.params as z.core.$ZodIssue | undefined,
      first?.instancePath ?? '',
      first?.message ?? error.message,
    )
  }
  const known = FASTIFY_CODES[error.code]
  if (known !== undefined) return known
  if (error.statusCode === 400) return new ApiProblem('bad-json', 'the body must be JSON')
  // Of the files: an address that leads out of them.
  if (error.statusCode === 403) return NOTHING_HERE
  if (error instanceof RpcRequestError && error.code === INVALID_PARAMS) {
    return new ApiProblem('bad-parameter', `the node says: ${printable(error.details)}`)
  }
  if (isNodeFailure(error)) {
    return new ApiProblem('node-unreachable', 'the node does not answer; try again later', {
      retryAfterSeconds: 5,
    })
  }
  if (isStatementTimeout(error)) {
    return new ApiProblem('timed-out', 'the answer took too long; ask for less')
  }
  return new ApiProblem('internal', 'something went wrong here; it was written down')
}

function explainIssue(
  issue: z.core.$ZodIssue | undefined,
  instancePath: string,
  message: string,
): ApiProblem {
  const field = instancePath.replace(/^\//, '').replaceAll('/', '.')
  const keys = (issue as { readonly keys?: readonly string[] } | undefined)?.keys
  if (Array.isArray(keys)) {
    const [key = ''] = keys as readonly string[]
    return new ApiProblem('unknown-parameter', `there is no parameter ${printable(key)} here`, {
      field: printable(key),
    })
  }
  const name = field === '' ? 'the body' : printable(field)
  return new ApiProblem('bad-parameter', `${name}: ${message}`, { field: name })
}

/** At most 200 characters, and none that would disturb who reads it. */
function printable(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, '?')
}

export const NOTHING_HERE = new ApiProblem('not-found', 'there is nothing at this address')

const FASTIFY_CODES: Readonly<Record<string, ApiProblem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new ApiProblem(
    'not-json',
    'the body must be sent with the content type application/json',
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: new ApiProblem('body-too-large', 'the body is too large'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new ApiProblem('bad-json', 'the body is empty; it must be JSON'),
  FST_ERR_CTP_INVALID_JSON_BODY: new ApiProblem('bad-json', 'the body must be JSON'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new ApiProblem(
    'bad-json',
    'the body is not as long as its header says',
  ),
  FST_ERR_BAD_URL: new ApiProblem('bad-parameter', 'the address is not encoded as it must be'),
  FST_ERR_MAX_PARAM_LENGTH: new ApiProblem('url-too-long', 'a part of the address is too long'),
}

/** JSON-RPC: what was asked for is not there, or not so. */
const INVALID_PARAMS = -32_602

function isNodeFailure(error: Error): boolean {
  return (
    error instanceof HttpRequestError ||
    error instanceof TimeoutError ||
    error instanceof RpcRequestError
  )
}

/** PostgreSQL stopped a statement. Drivers wrap the cause. */
function isStatementTimeout(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ((at as { readonly code?: unknown }).code === '57014') return true
  }
  return false
}
