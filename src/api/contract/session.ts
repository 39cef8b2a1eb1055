import { z } from 'zod'
import { address, count, delegateReference, flag, ioAddress, text, timeMs } from './fields.ts'
import { defineRead, defineWrite } from './route.ts'

export const session = z
  .object({
    address: address('Who is signed in'),
    ioAddress: ioAddress('The same in the other form'),
    delegate: delegateReference.nullable().meta({ description: 'The delegate that it owns' }),
    moderator: flag('May hide and show posts'),
    expiresMs: timeMs('When the session ends'),
  })
  .meta({ id: 'Session' })

export const createNonce = defineWrite({
  id: 'createNonce',
  method: 'POST',
  path: '/session/nonce',
  tag: 'session',
  summary: 'A number used once, for the message to sign.',
  status: 201,
  answer: z
    .object({
      nonce: text('To be put into the message'),
      expiresMs: timeMs('Until when it can be used'),
      chainId: count('Chain id that the message must have'),
      statement: text('Statement that the message must have'),
      version: z.literal('1'),
    })
    .meta({ id: 'Nonce' }),
})

export const createSession = defineWrite({
  id: 'createSession',
  method: 'POST',
  path: '/session',
  tag: 'session',
  summary: 'Signs in with a message by ERC-4361; sets a cookie.',
  status: 201,
  body: z
    .strictObject({
      message: z.string().min(1).max(2_000),
      signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/, 'must be a signature of 65 bytes'),
    })
    .meta({ id: 'SignIn' }),
  answer: session,
})

export const getSession = defineRead({
  id: 'getSession',
  path: '/session',
  tag: 'session',
  summary: 'Who is signed in.',
  answer: z.object({ session: session.nullable() }).meta({ id: 'CurrentSession' }),
})

export const deleteSession = defineWrite({
  id: 'deleteSession',
  method: 'DELETE',
  path: '/session',
  tag: 'session',
  summary: 'Signs out.',
  status: 204,
  answer: z.undefined(),
})
