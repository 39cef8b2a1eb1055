import { z } from 'zod'

/** Why a request was refused. The `type` of a problem is `urn:boule:problem:` and this code. */
export const PROBLEMS = {
  'bad-parameter': [400, 'A parameter or field is not what it must be'],
  'unknown-parameter': [400, 'There is no such parameter'],
  'bad-cursor': [400, 'The cursor is not one of this list, sort and order'],
  'bad-json': [400, 'The body is not JSON'],
  'bad-sign-in': [401, 'The sign-in message or its signature is not right'],
  'not-signed-in': [401, 'Only who is signed in may do this'],
  'not-allowed': [403, 'Not this account'],
  'foreign-origin': [403, 'Writing is possible from this site’s own pages only'],
  'method-not-allowed': [403, 'The node method is not passed on'],
  'not-found': [404, 'There is nothing here'],
  'wrong-method': [405, 'The address does not take this method'],
  'closed-thread': [409, 'The post does not take this'],
  'body-too-large': [413, 'The body is too large'],
  'url-too-long': [414, 'The address is too long'],
  'not-json': [415, 'The body must be sent as application/json'],
  'host-not-allowed': [421, 'The request is meant for another host'],
  'too-many': [422, 'A limit of this kind of content is reached'],
  'too-many-requests': [429, 'Too many requests; try again later'],
  internal: [500, 'The server made a mistake'],
  'node-unreachable': [503, 'The node does not answer'],
  'index-not-ready': [503, 'The index has no block yet'],
  'too-many-streams': [503, 'Too many clients listen already'],
  'timed-out': [503, 'The answer took too long'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>

export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'urn:boule:problem: and the code' }),
    title: z.string().meta({ description: 'The kind of problem in words' }),
    status: z.int().meta({ description: 'HTTP status' }),
    detail: z.string().meta({ description: 'What was wrong, and what would be right' }),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    field: z.string().nullable().meta({ description: 'The parameter or field that is meant' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457)' })

export type Problem = z.infer<typeof problem>
