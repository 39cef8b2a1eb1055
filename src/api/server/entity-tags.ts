import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'

/** Gives answers a weak entity tag by their content, and answers 304 to who has them already. */
export function tagAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return payload
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
    if (reply.getHeader('etag') !== undefined) return payload
    const digest = createHash('sha256').update(payload).digest('base64url').slice(0, 22)
    const tag = `W/"${digest}"`
    void reply.header('etag', tag)
    if (!matches(request.headers['if-none-match'], digest)) return payload
    void reply.code(304)
    return ''
  })
}

/** Weak comparison; compression may have put its name behind a tag. */
function matches(header: string | undefined, digest: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((part) => part.trim() === '*' || part.includes(`"${digest}"`))
}
