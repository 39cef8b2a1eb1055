import { toChecksumAddress, toIoAddress } from '#base/io-address.ts'
import * as contract from '../contract/session.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem, found } from '../server/api-problem.ts'
import { siteOrigin } from '../server/guard-requests.ts'
import { handle } from '../server/handler.ts'
import { isSignedBy, readSignIn, SIGN_IN_STATEMENT } from '../session/check-sign-in.ts'
import { clearCookie, setCookie } from '../session/session-cookie.ts'
import type { SignedIn } from '../session/session-store.ts'
import { findOwnedDelegate } from './owned-delegate.ts'
import { asAddress } from './view-values.ts'

export const SESSION_ROUTES = [
  handle(contract.createNonce, async ({ context }) => ({
    ...(await context.sessions.createNonce()),
    chainId: found(context.watch.head(), 'the index').chainId,
    statement: SIGN_IN_STATEMENT,
    version: '1' as const,
  })),
  handle(contract.createSession, async ({ context, body, request, reply }) => {
    const message = readSignIn(body.message, {
      origin: siteOrigin(request, context.options),
      chainId: found(context.watch.head(), 'the index').chainId,
      nowMs: context.now(),
      maxAgeMs: context.options.limits.nonceMs,
    })
    // Used up by any attempt, so that nobody can try signatures against it.
    if (!(await context.sessions.takeNonce(message.nonce))) {
      throw new ApiProblem('bad-sign-in', 'the nonce is unknown, over or used; ask for a new one', {
        field: 'nonce',
      })
    }
    if (!(await isSignedBy(body.message, body.signature, message))) {
      throw new ApiProblem('bad-sign-in', 'the signature is not that of the address', {
        field: 'signature',
      })
    }
    const { token, session } = await context.sessions.create(message.address.toLowerCase())
    setCookie(context, request, reply, token)
    return viewSession(context, session)
  }),
  handle(contract.getSession, async ({ context, session }) => ({
    session: session === undefined ? null : await viewSession(context, session),
  })),
  handle(contract.deleteSession, async ({ context, session, request, reply }) => {
    if (session !== undefined) await context.sessions.end(session)
    clearCookie(context, request, reply)
    return undefined
  }),
]

async function viewSession(context: ApiContext, session: SignedIn) {
  const address = asAddress(session.address)
  return {
    address: toChecksumAddress(address),
    ioAddress: toIoAddress(address),
    delegate: await findOwnedDelegate(context.database, session.address),
    moderator: session.isModerator,
    expiresMs: session.expiresMs,
  }
}
