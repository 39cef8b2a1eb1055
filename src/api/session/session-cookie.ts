import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from '../server/api-context.ts'
import { siteOrigin } from '../server/guard-requests.ts'
import type { SignedIn } from './session-store.ts'

const COOKIE = 'boule_session'

/** Who sent a request, by its cookie; undefined for nobody, and for a session that is over. */
export async function readSession(
  context: ApiContext,
  request: FastifyRequest,
): Promise<SignedIn | undefined> {
  const token = request.cookies[COOKIE]
  return token === undefined ? undefined : context.sessions.find(token)
}

export function setCookie(
  { options }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  void reply.setCookie(COOKIE, token, {
    ...cookieOptions(options, request),
    maxAge: Math.floor(options.limits.sessionMs / 1000),
  })
}

export function clearCookie(
  { options }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.clearCookie(COOKIE, cookieOptions(options, request))
}

function cookieOptions(options: ApiContext['options'], request: FastifyRequest) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: siteOrigin(request, options).protocol === 'https:',
  } as const
}
